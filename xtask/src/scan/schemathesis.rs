//! schemathesis holds the server's answers against its own description, `/openapi.json`: signed in
//! with a draft that is really there, signed out with the same, and signed in with none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::demo::Demo;
use super::explained::Finding;
use super::{Place, Scanned, client};
use crate::process;

/// The program, its requirements file and its folder.
pub(super) const NAME: &str = "schemathesis";

/// Whose draft is filled: its return is begun.
const RESPONDENT: &str = "head@quillmere.example";

/// Cases made up for each operation, besides those that are worked out.
const EXAMPLES: &str = "200";

/// How long one run may take.
const LIMIT: Duration = Duration::from_secs(3 * 60);

/// How a run asks.
struct Run {
    name: &'static str,
    /// The session, if any.
    cookie: Option<String>,
    /// Return and section, where they are not made up.
    draft: Option<(String, &'static str)>,
}

/// Runs it in each of the three ways.
pub(super) fn scan(place: &Place, demo: &Demo, seed: u64) -> Result<Scanned> {
    let session = client::sign_in(demo.address, demo.account(RESPONDENT)?)?;
    let draft = Some((draft(demo, &session)?, "C"));
    let run = |name, cookie, draft| Run {
        name,
        cookie,
        draft,
    };
    let runs = [
        run("signed-out", None, draft.clone()),
        run("signed-in", Some(session.clone()), None),
        run("with-a-draft", Some(session), draft),
    ];
    let mut scanned = Scanned {
        runs: runs.len(),
        findings: Vec::new(),
    };
    for run in &runs {
        scanned.findings.extend(go(place, demo, run, seed)?);
    }
    Ok(scanned)
}

/// The return that the respondent has begun.
fn draft(demo: &Demo, session: &str) -> Result<String> {
    let home = client::get(demo.address, "/home", session)?;
    let mut links = home.body.split("href=\"/returns/").skip(1);
    let is_id = |id: &&str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found = links.find_map(|link| link.split(['"', '/']).next().filter(is_id));
    let id = found.with_context(|| format!("{RESPONDENT} has no return"))?;
    Ok(id.to_owned())
}

fn go(place: &Place, demo: &Demo, run: &Run, seed: u64) -> Result<Vec<Finding>> {
    let folder = place.folder.join(run.name);
    fs::create_dir_all(&folder)?;
    let (report, said) = (folder.join("report.json"), folder.join("said.txt"));
    let settings = folder.join("schemathesis.toml");
    fs::write(&settings, run.settings())?;
    let log = File::create(&said)?;
    let mut command = Command::new(place.programs.join(NAME));
    command
        .arg("--config-file")
        .arg(&settings)
        .args(["run", &format!("{}/openapi.json", demo.url())])
        .args(["--checks", "all", "--mode", "all"])
        .args(["--phases", "examples,coverage,fuzzing,stateful"])
        .args(["--max-examples", EXAMPLES, "--seed", &seed.to_string()])
        .args(["--generation-database", "none", "--continue-on-failure"])
        // The session is given, not made up: a run without one is a run of its own.
        .args(["--generation-with-security-parameters", "false"])
        .args(["--request-timeout", "20", "--no-color"])
        .args(["--report", "json", "--report-json-path"])
        .arg(&report)
        .current_dir(&folder)
        .stdout(log.try_clone()?)
        .stderr(log);
    if let Some(cookie) = &run.cookie {
        command.args(["--header", &format!("Cookie: {cookie}")]);
    }
    let ended = process::run_within(LIMIT, &mut command);
    let text = fs::read_to_string(&report);
    let text = text.with_context(|| format!("no report: see {}", said.display()))?;
    let report: Report = serde_json::from_str(&text).context("schemathesis's report")?;
    let findings = report.findings(run);
    match &ended {
        Ok(()) => {}
        Err(error) if findings.is_empty() => bail!("{error:#}: see {}", said.display()),
        Err(_) => show(&said),
    }
    eprintln!(
        "{NAME}: {} cases {}, from seed {seed}",
        report.test_cases.generated, run.name
    );
    Ok(findings)
}

/// What it found, in its own words: with what to repeat it by.
fn show(said: &Path) {
    eprintln!("{}", fs::read_to_string(said).unwrap_or_default());
}

impl Run {
    /// The file in which parameters are fixed.
    fn settings(&self) -> String {
        match &self.draft {
            None => String::new(),
            Some((id, section)) => {
                format!("[parameters]\n\"path.id\" = \"{id}\"\n\"path.section\" = \"{section}\"\n")
            }
        }
    }
}

/// Its report, as far as it is read.
#[derive(Deserialize)]
struct Report {
    complete: bool,
    test_cases: Cases,
    failures: Vec<Failure>,
    errors: Vec<serde_json::Value>,
    warnings: BTreeMap<String, Vec<serde_json::Value>>,
    valid_rates: BTreeMap<String, BTreeMap<String, Rates>>,
}

#[derive(Deserialize)]
struct Cases {
    generated: usize,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
    title: String,
    operations: Vec<String>,
}

#[derive(Deserialize)]
struct Rates {
    accepted: usize,
}

impl Report {
    /// How many posts to the API did what they were for.
    fn accepted(&self) -> usize {
        let rates = self.valid_rates.iter();
        let posts = rates.filter(|(operation, _)| operation.starts_with("POST /api/"));
        let by_phase = posts.flat_map(|(_, phases)| phases.values());
        by_phase.map(|rates| rates.accepted).sum()
    }

    fn findings(&self, run: &Run) -> Vec<Finding> {
        let finding = |what: &str, place: &str, detail: &str| Finding {
            tool: NAME.to_owned(),
            what: what.to_owned(),
            place: place.to_owned(),
            detail: format!("{}: {detail}", run.name),
        };
        let mut findings = Vec::new();
        for failure in &self.failures {
            for operation in &failure.operations {
                findings.push(finding(&failure.code, operation, &failure.title));
            }
        }
        for error in &self.errors {
            findings.push(finding("error", "", &error.to_string()));
        }
        for (warning, places) in &self.warnings {
            for place in places {
                let place = place.as_str().map_or(place.to_string(), str::to_owned);
                findings.push(finding(warning, &place, "warning"));
            }
        }
        if !self.complete {
            findings.push(finding("error", "", "it did not come to its end"));
        }
        let (saves, may) = (
            self.accepted() > 0,
            run.cookie.is_some() && run.draft.is_some(),
        );
        if saves != may {
            let told = format!("answers were saved: {saves}, and may be: {may}");
            findings.push(finding("error", "", &told));
        }
        findings
    }
}
