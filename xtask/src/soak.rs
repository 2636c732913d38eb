//! `cargo xtask soak`: what takes long: what `test` takes a sample of, from a seed of its own, and
//! the scanners. A part that cannot run here is skipped and says why; where `CI=true` that is a
//! failure.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::cargo::tests_of_rooms;
use crate::house::{House, program};
use crate::steps::{Outcome, Steps};
use crate::{build, process, scan};

/// How many times what a test run does.
const TIMES: u64 = 50;

/// Parts of the names of the tests that go on longer.
const LONG: [&str; 3] = ["soak", "generated", "soundness"];

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    All,
    Tests,
    Scan,
}

/// Runs the part named, or all; a seed that failed before can be given.
pub(crate) fn soak(house: &House, arguments: &[String]) -> Result<ExitCode> {
    let (part, seed) = asked(arguments)?;
    let seed = match seed {
        Some(seed) => seed,
        None => fresh_seed()?,
    };
    eprintln!("from seed {seed}; repeat it with `{}`", part.line(seed));
    let mut steps = Steps::default();
    if part != Part::Scan {
        steps.run("long tests", || tests(house, seed));
    }
    if part != Part::Tests && steps.run("build", || built(house)) {
        scan::scan(house, seed, &mut steps);
    }
    steps.print();
    let counts = steps.counts();
    if counts.failed > 0 || (house.ci && counts.skipped > 0) {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

impl Part {
    fn line(self, seed: u64) -> String {
        match self {
            Part::All => format!("cargo xtask soak {seed}"),
            Part::Tests => format!("cargo xtask soak tests {seed}"),
            Part::Scan => format!("cargo xtask soak scan {seed}"),
        }
    }
}

fn asked(arguments: &[String]) -> Result<(Part, Option<u64>)> {
    let (part, rest) = match arguments.first().map(String::as_str) {
        Some("tests") => (Part::Tests, &arguments[1..]),
        Some("scan") => (Part::Scan, &arguments[1..]),
        _ => (Part::All, arguments),
    };
    let seed = rest.first().map(|seed| seed.parse());
    let seed = seed.transpose();
    let seed = seed.context("the parts are `tests` and `scan`, and a seed is a whole number")?;
    Ok((part, seed))
}

/// The long tests, many times what a test run does.
fn tests(house: &House, seed: u64) -> Result<Outcome> {
    eprintln!("{TIMES} times a test run");
    let mut tests = tests_of_rooms(house);
    if program("cargo-nextest").is_none() {
        tests.arg("--");
    }
    tests
        .args(LONG)
        .env("FOURLENS_SOAK_TIMES", TIMES.to_string())
        .env("FOURLENS_SOAK_SEED", seed.to_string());
    process::run(&mut tests)?;
    Ok(Outcome::PASSED)
}

/// The server that is scanned, with its styles and scripts inside.
fn built(house: &House) -> Result<Outcome> {
    build::styles(house)?;
    build::rooms(house)?;
    Ok(Outcome::PASSED)
}

fn fresh_seed() -> Result<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "any number that was not used before"
    )]
    let now = SystemTime::now();
    Ok(now.duration_since(UNIX_EPOCH)?.as_secs())
}

#[cfg(test)]
mod tests {
    use super::{Part, asked};

    #[test]
    fn a_part_and_a_seed_may_be_named_each_without_the_other() {
        let told = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            asked(&words).ok()
        };
        assert_eq!(told(""), Some((Part::All, None)));
        assert_eq!(told("7"), Some((Part::All, Some(7))));
        assert_eq!(told("scan"), Some((Part::Scan, None)));
        assert_eq!(told("tests 7"), Some((Part::Tests, Some(7))));
        assert_eq!(told("scan often"), None);
        assert_eq!(told("dance"), None);
    }
}
