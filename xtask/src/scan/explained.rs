//! What scanners find, held against the file that explains why some of it is right as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use regex_lite::Regex;
use serde::Deserialize;

/// One thing that a scanner found.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) tool: String,
    /// What the tool calls it.
    pub(super) what: String,
    /// Method and path, identities as `{id}`.
    pub(super) place: String,
    /// What the tool says of it.
    pub(super) detail: String,
}

/// Why a finding is right as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanation {
    tool: String,
    what: String,
    /// A pattern for all of the method and path.
    #[serde(rename = "where")]
    place: String,
    /// A pattern for all that the tool says, so that no other finding hides behind it.
    says: String,
    why: String,
}

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Explanations {
    #[serde(default)]
    explained: Vec<Explanation>,
}

/// Findings, explained or not.
pub(super) struct Judged {
    tool: String,
    unexplained: BTreeMap<String, usize>,
    explained: usize,
    unused: Vec<String>,
}

impl Explanations {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Explanations> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Holds a tool's findings against it.
    pub(super) fn judge(&self, tool: &str, findings: Vec<Finding>) -> Judged {
        let mut used = vec![false; self.explained.len()];
        let mut judged = Judged {
            tool: tool.to_owned(),
            unexplained: BTreeMap::new(),
            explained: 0,
            unused: Vec::new(),
        };
        for finding in findings {
            let mut found = self.explained.iter().enumerate();
            match found.find(|(_, explanation)| explanation.explains(&finding)) {
                Some((at, _)) => {
                    used[at] = true;
                    judged.explained += 1;
                }
                None => *judged.unexplained.entry(finding.line()).or_default() += 1,
            }
        }
        let unused = self.explained.iter().zip(used);
        judged.unused = unused
            .filter(|(explanation, used)| explanation.tool == tool && !used)
            .map(|(explanation, _)| {
                format!(
                    "{} at {} (“{}”)",
                    explanation.what, explanation.place, explanation.why
                )
            })
            .collect();
        judged
    }
}

impl Explanation {
    fn explains(&self, finding: &Finding) -> bool {
        self.tool == finding.tool
            && self.what == finding.what
            && fits(&self.place, &finding.place)
            && fits(&self.says, &finding.detail)
    }
}

/// Whether a pattern fits all of a text; one that is no pattern fits nothing.
fn fits(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("^(?s:{pattern})$")).is_ok_and(|pattern| pattern.is_match(text))
}

impl Finding {
    fn line(&self) -> String {
        format!("{} at {}: {}", self.what, self.place, self.detail)
    }
}

impl Judged {
    /// How many different findings nobody explained.
    pub(super) fn unexplained(&self) -> usize {
        self.unexplained.len()
    }

    /// Tells of them, and of explanations that explained nothing.
    pub(super) fn print(&self) {
        let (tool, count) = (&self.tool, self.unexplained());
        eprintln!(
            "{tool}: {count} unexplained findings, {} explained",
            self.explained
        );
        for (finding, times) in &self.unexplained {
            eprintln!("  unexplained, {times} times: {finding}");
        }
        for unused in &self.unused {
            eprintln!("  nothing was found for the explanation of {unused}");
        }
    }
}

/// A path whose identities are told as `{id}`, without its query.
pub(super) fn place(method: &str, path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let is_id = part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_id { "{id}" } else { part }
    });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Explanations, Finding, place};

    const FILE: &str = r#"
        [[explained]]
        tool = "wapiti"
        what = "Open door"
        where = "POST /returns/.*"
        says = ".* ajar"
        why = "It leads nowhere"
    "#;

    fn finding(place: &str, detail: &str) -> Finding {
        Finding {
            tool: "wapiti".to_owned(),
            what: "Open door".to_owned(),
            place: place.to_owned(),
            detail: detail.to_owned(),
        }
    }

    fn explanations() -> Explanations {
        toml::from_str(FILE).expect("sound")
    }

    #[test]
    fn a_finding_is_explained_only_by_its_own_explanation() {
        let found = vec![
            finding("POST /returns/{id}/check", "the door is ajar"),
            finding("POST /returns/{id}/check", "the door is open"),
            finding("GET /returns/{id}/check", "the door is ajar"),
        ];
        let judged = explanations().judge("wapiti", found);
        assert_eq!((judged.explained, judged.unexplained()), (1, 2));
        assert!(judged.unused.is_empty());
    }

    #[test]
    fn an_explanation_of_nothing_is_told_by_its_own_tool() {
        let unused = |tool: &str| explanations().judge(tool, Vec::new()).unused.len();
        assert_eq!((unused("wapiti"), unused("schemathesis")), (1, 0));
    }

    #[test]
    fn identities_are_told_alike_and_queries_not_at_all() {
        let path = format!("/returns/{}/check?a=b", "0f".repeat(16));
        assert_eq!(place("GET", &path), "GET /returns/{id}/check");
    }
}
