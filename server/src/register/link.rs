//! The register's file of links: which school followed which. It must not know the directory.

use super::record::{LineProblem, Unreadable, lines};
use serde::{Deserialize, Serialize};

/// One school followed another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// The URN of the one that was before.
    pub predecessor: String,
    /// The URN of the one that came after.
    pub successor: String,
}

/// A file of links, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// Each link once.
    pub links: Vec<Link>,
    /// What is wrong with which line.
    pub problems: Vec<LineProblem>,
}

/// Reads a file of links: `URN`, `LinkURN` and `LinkType`, which says what the school named by
/// `LinkURN` is to the one named by `URN`. Links of other types say nothing of time.
///
/// # Errors
/// When it is no such file.
pub fn read_links(file: &[u8]) -> Result<Links, Unreadable> {
    let mut read = Links::default();
    let broken = lines(file, &["URN", "LinkURN", "LinkType"], |line| {
        let [one, other, kind] =
            ["URN", "LinkURN", "LinkType"].map(|column| line.value(column).unwrap_or_default());
        let is_urn = |urn: &str| urn.len() == 6 && urn.bytes().all(|b| b.is_ascii_digit());
        if !is_urn(&one) || !is_urn(&other) {
            let message = "URN and LinkURN must be six digits each";
            return read.problems.push(LineProblem::new(line.number, message));
        }
        let link = |predecessor, successor| Link {
            predecessor,
            successor,
        };
        let kind = kind.to_lowercase();
        if kind.starts_with("predecessor") {
            read.links.push(link(other, one));
        } else if kind.starts_with("successor") {
            read.links.push(link(one, other));
        }
    })?;
    read.problems.extend(broken);
    read.problems.sort_by_key(|problem| problem.line);
    read.links.retain(|link| link.predecessor != link.successor);
    read.links.sort();
    read.links.dedup();
    Ok(read)
}
