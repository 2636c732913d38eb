//! The browser tests: Chromium drives the built server through whole journeys.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::counts::Counts;
use crate::house::{House, program, variable};
use crate::steps::Outcome;
use crate::{npm, process};

/// A Chromium on this machine; `CHROMIUM` names another.
pub(crate) fn chromium() -> Option<PathBuf> {
    variable("CHROMIUM").map(PathBuf::from).or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(program)
    })
}

/// Runs the journeys against the binary of the dev profile.
pub(crate) fn test(house: &House) -> Result<Outcome> {
    let Some(chromium) = chromium() else {
        return Ok(Outcome::Skipped("there is no Chromium here".to_owned()));
    };
    if program("java").is_none() {
        return Ok(Outcome::Skipped("there is no Java here".to_owned()));
    }
    if let Err(error) = npm::node() {
        return Ok(Outcome::Skipped(error.to_string()));
    }
    let folder = house.root.join("tests/browser");
    if !folder.join("run.mjs").is_file() {
        bail!("tests/browser/run.mjs is missing");
    }
    npm::install(&folder)?;
    let mut node = std::process::Command::new("node");
    node.arg("run.mjs")
        .current_dir(&folder)
        .env("FOURLENS_BIN", house.target().join("debug/fourlens"))
        .env("CHROMIUM", chromium);
    let (status, text) = process::listen(&mut node)?;
    let counts = Counts::read(&text);
    if !status.success() && counts.is_none_or(|counts| counts.failed == 0) {
        bail!("tests/browser/run.mjs ended with {status}");
    }
    Ok(Outcome::Ran(counts.unwrap_or(Counts::PASSED)))
}
