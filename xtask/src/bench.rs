//! `cargo xtask bench`: a release build with everything inside, then the bench room on it.

use std::process::ExitCode;

use anyhow::Result;

use crate::house::House;
use crate::{build, cargo, engine, process, steps};

/// Together, so that server and bench share one build of everything below them.
const PACKAGES: &[&str] = &[
    "--package",
    "fourlens-server",
    "--package",
    "fourlens-tests",
];

/// Measures the figures named, or all of them. A goal missed is no failure.
pub(crate) fn bench(house: &House, names: &[String]) -> Result<ExitCode> {
    build::styles(house)?;
    build::islands(house)?;
    if let Err(error) = engine::make(house) {
        eprintln!("{error:#}: what runs in WebAssembly is not measured");
    }
    steps::timed("server and bench", || {
        let mut build = cargo::cargo(house, "build");
        build
            .args(["--release", "--locked"])
            .args(PACKAGES)
            .args(["--bin", "fourlens", "--bench", "bench"]);
        process::run(&mut build)
    })?;
    let mut bench = cargo::cargo(house, "bench");
    bench
        .args(["--quiet", "--locked"])
        .args(PACKAGES)
        .args(["--bench", "bench", "--"])
        .arg(house.target().join("release/fourlens"))
        .arg(house.target().join("bench"))
        .arg(engine::script(house))
        .args(names);
    process::run(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}
