//! `cargo xtask test`: everything that must hold before a change lands, in order. A step that
//! cannot run here is skipped and says why; where `CI=true` that is a failure.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::cargo::{cargo, of_rooms, tests_of_rooms};
use crate::counts::Counts;
use crate::house::{House, program};
use crate::postgres::{self, Cluster};
use crate::steps::{Outcome, Steps};
use crate::{apt, browser, build, css, npm, process, wasm};

const POSTGRES: &str = "FOURLENS_TEST_POSTGRES";

/// Runs every step, prints the table, and fails when one failed.
pub(crate) fn test(house: &House) -> Result<ExitCode> {
    let mut steps = Steps::default();
    steps.run("packages", || packages(house));
    steps.run("format", || {
        passes(cargo(house, "fmt").args(["--all", "--check"]))
    });
    steps.run("styles", || styles(house));
    steps.run("islands", || islands(house));
    steps.run("clippy", || clippy(of_rooms(house, "clippy")));
    steps.run("docs", || {
        let mut docs = of_rooms(house, "doc");
        passes(docs.arg("--no-deps").env("RUSTDOCFLAGS", "-D warnings"))
    });
    let built = steps.run("build", || build::rooms(house).map(|()| Outcome::PASSED));
    let mut after_build = |name, work: fn(&House) -> Result<Outcome>| {
        steps.run(name, || {
            if built {
                work(house)
            } else {
                Ok(Outcome::Skipped("the build failed".to_owned()))
            }
        });
    };
    after_build("tests on SQLite", tests);
    after_build("stories on PostgreSQL", stories_on_postgres);
    after_build("browser", browser::test);
    steps.run("xtask: clippy", || clippy(of_xtask(house, "clippy")));
    steps.run("xtask: tests", || counted(&mut of_xtask(house, "test")));
    steps.print();
    let counts = steps.counts();
    if counts.failed > 0 || (house.ci && counts.skipped > 0) {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// What later steps need from Debian. Going without is those steps' affair.
fn packages(house: &House) -> Result<Outcome> {
    let mut wanted = Vec::new();
    if browser::chromium().is_none() {
        wanted.push(apt::CHROMIUM);
    }
    if program("java").is_none() {
        wanted.push(apt::JAVA);
    }
    if postgres::programs().is_none() {
        wanted.push(apt::POSTGRESQL);
    }
    if wasm::wants_debian(house) {
        wanted.push(apt::WEB_RUST);
    }
    // One that cannot be had must not keep the others away.
    let refused: Vec<String> = wanted
        .into_iter()
        .filter_map(|packages| apt::install(house, packages).err())
        .map(|error| error.to_string())
        .collect();
    if !refused.is_empty() {
        return Ok(Outcome::Skipped(refused.join("; ")));
    }
    process::run(cargo(house, "fetch").args(["--locked", "--quiet"]))?;
    Ok(Outcome::PASSED)
}

fn styles(house: &House) -> Result<Outcome> {
    if let Err(error) = npm::node() {
        return Ok(Outcome::Skipped(error.to_string()));
    }
    css::make(house)?;
    eprintln!("{}", css::summary(house));
    Ok(Outcome::PASSED)
}

fn islands(house: &House) -> Result<Outcome> {
    if let Err(error) = npm::node().and_then(|_| wasm::compiler(house)) {
        // The manifest then names no islands.
        let _ = wasm::make(house);
        return Ok(Outcome::Skipped(format!("{error:#}")));
    }
    wasm::make(house)?;
    eprintln!("{}", wasm::summary(house));
    Ok(Outcome::PASSED)
}

fn clippy(mut clippy: Command) -> Result<Outcome> {
    passes(clippy.args(["--all-targets", "--", "-D", "warnings"]))
}

fn tests(house: &House) -> Result<Outcome> {
    let mut tests = tests_of_rooms(house);
    let by_nextest = program("cargo-nextest").is_some();
    let outcome = counted(tests.env_remove(POSTGRES))?;
    let Outcome::Ran(counts) = outcome else {
        return Ok(outcome);
    };
    if !by_nextest {
        return Ok(Outcome::Ran(counts));
    }
    let mut docs = of_rooms(house, "test");
    match counted(docs.args(["--doc", "--no-fail-fast"]))? {
        Outcome::Ran(of_docs) => Ok(Outcome::Ran(counts + of_docs)),
        skipped => Ok(skipped),
    }
}

/// The same stories, on a PostgreSQL of our own.
fn stories_on_postgres(house: &House) -> Result<Outcome> {
    let Some(programs) = postgres::programs() else {
        return Ok(Outcome::Skipped("there is no PostgreSQL here".to_owned()));
    };
    let cluster = Cluster::start(programs)?;
    let mut stories = tests_of_rooms(house);
    counted(stories.args(["--test", "it"]).env(POSTGRES, &cluster.url))
}

fn of_xtask(house: &House, subcommand: &str) -> Command {
    let mut command = cargo(house, subcommand);
    command.args(["--package", "xtask"]);
    command
}

fn passes(command: &mut Command) -> Result<Outcome> {
    process::run(command).map(|()| Outcome::PASSED)
}

/// Runs tests and counts them.
fn counted(command: &mut Command) -> Result<Outcome> {
    let (status, text) = process::listen(command)?;
    match Counts::read(&text) {
        Some(counts) if status.success() || counts.failed > 0 => Ok(Outcome::Ran(counts)),
        None if status.success() => Ok(Outcome::Ran(Counts::default())),
        _ => bail!("the tests could not be run ({status})"),
    }
}
