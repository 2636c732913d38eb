//! `cargo xtask soak`: what `test` takes a sample of, for longer and from a seed of its own.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::cargo::tests_of_rooms;
use crate::house::{House, program};
use crate::process;

/// How many times what a test run does.
const TIMES: u64 = 50;

/// Parts of the names of the tests that go on longer.
const LONG: [&str; 3] = ["soak", "generated", "soundness"];

/// Runs the long tests; a seed that failed before can be given.
pub(crate) fn soak(house: &House, arguments: &[String]) -> Result<ExitCode> {
    let seed = match arguments.first() {
        Some(given) => given.parse().context("a seed is a whole number")?,
        None => fresh_seed()?,
    };
    eprintln!(
        "{TIMES} times a test run, from seed {seed}; repeat it with `cargo xtask soak {seed}`"
    );
    let mut tests = tests_of_rooms(house);
    if program("cargo-nextest").is_none() {
        tests.arg("--");
    }
    tests
        .args(LONG)
        .env("FOURLENS_SOAK_TIMES", TIMES.to_string())
        .env("FOURLENS_SOAK_SEED", seed.to_string());
    process::run(&mut tests)?;
    Ok(ExitCode::SUCCESS)
}

fn fresh_seed() -> Result<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "any number that was not used before"
    )]
    let now = SystemTime::now();
    Ok(now.duration_since(UNIX_EPOCH)?.as_secs())
}
