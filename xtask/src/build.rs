//! Styles, islands and the binary: what `serve`, `test` and a release have in common.

use std::process::ExitCode;

use anyhow::Result;

use crate::house::House;
use crate::{cargo, css, process, steps, wasm};

/// A release build: one binary with styles, scripts and islands inside.
pub(crate) fn build(house: &House) -> Result<ExitCode> {
    styles(house)?;
    islands(house)?;
    steps::timed("server", || {
        process::run(cargo::cargo(house, "build").args([
            "--release",
            "--locked",
            "--package",
            "fourlens-server",
        ]))
    })?;
    eprintln!("{}", house.target().join("release/fourlens").display());
    Ok(ExitCode::SUCCESS)
}

/// Styles and scripts, or an error.
pub(crate) fn styles(house: &House) -> Result<()> {
    steps::timed("styles", || css::make(house))?;
    eprintln!("{}", css::summary(house));
    Ok(())
}

/// The islands, or an error; earlier failed tries are forgotten.
pub(crate) fn islands(house: &House) -> Result<()> {
    wasm::try_again(house);
    steps::timed("islands", || wasm::make(house))?;
    eprintln!("{}", wasm::summary(house));
    Ok(())
}

/// The rooms in the dev profile, with the one feature set that tests use too.
pub(crate) fn rooms(house: &House) -> Result<()> {
    process::run(&mut cargo::of_rooms(house, "build"))
}
