//! `cargo xtask soak scan`: two scanners from PyPI on a demo that runs for them alone, on this
//! machine. What they find is either mended in the server or explained in
//! `tests/scan/explained.toml`; anything else fails the run. It knows pages only as far as signing
//! in goes.

mod client;
mod demo;
mod explained;
mod schemathesis;
mod wapiti;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use self::demo::Demo;
use self::explained::{Explanations, Finding};
use crate::counts::Counts;
use crate::house::House;
use crate::python;
use crate::steps::{Outcome, Steps};

/// Both scanners, one after the other, each on a demo of its own.
pub(crate) fn scan(house: &House, seed: u64, steps: &mut Steps) {
    steps.run("wapiti", || {
        with_demo(house, wapiti::NAME, |programs, demo| {
            wapiti::scan(programs, demo)
        })
    });
    steps.run("schemathesis", || {
        with_demo(house, schemathesis::NAME, |programs, demo| {
            schemathesis::scan(programs, demo, seed)
        })
    });
}

/// What a scanner did.
struct Scanned {
    /// How often it went through the portal, each time as someone else.
    runs: usize,
    findings: Vec<Finding>,
}

/// Where a scanner's programs are, and where it may write.
struct Place {
    programs: PathBuf,
    folder: PathBuf,
}

fn with_demo(
    house: &House,
    tool: &str,
    scan: impl FnOnce(&Place, &Demo) -> Result<Scanned>,
) -> Result<Outcome> {
    let tests = house.root.join("tests/scan");
    let explanations = Explanations::read(&tests.join("explained.toml"))?;
    let requirements = tests.join(tool).with_extension("txt");
    let programs = match python::environment(house, tool, &requirements) {
        Ok(programs) => programs,
        Err(error) => return Ok(Outcome::Skipped(format!("{error:#}"))),
    };
    let folder = house.target().join("scan").join(tool);
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot clear what the last scan left")?;
    }
    fs::create_dir_all(&folder)?;
    let demo = Demo::start(house, &folder)?;
    let place = Place { programs, folder };
    let mut scanned = scan(&place, &demo)?;
    scanned.findings.extend(demo.findings(tool));
    drop(demo);
    let judged = explanations.judge(tool, scanned.findings);
    judged.print();
    Ok(Outcome::Ran(Counts {
        passed: scanned.runs,
        failed: judged.unexplained(),
        ..Counts::default()
    }))
}
