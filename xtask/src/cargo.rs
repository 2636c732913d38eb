//! Cargo, called again from under cargo.

use std::process::Command;

use crate::house::{House, program, variable, variables};

/// What `cargo run` sets for xtask and a second cargo must not inherit: build scripts that watch
/// these variables would run again at each change from `cargo test` to `cargo xtask test`.
const OF_THIS_RUN: &[&str] = &[
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "OUT_DIR",
];

/// The packages that share one feature set, so that no dependency is built twice.
pub(crate) const ROOMS: &[&str] = &["--workspace", "--exclude", "xtask"];

/// The cargo that runs xtask, with a subcommand.
pub(crate) fn cargo(house: &House, subcommand: &str) -> Command {
    let mut command = Command::new(variable("CARGO").unwrap_or_else(|| "cargo".into()));
    forget_this_run(&mut command);
    command
        .current_dir(&house.root)
        .env("CARGO_TARGET_DIR", house.target())
        .arg(subcommand);
    command
}

/// The same for all rooms but xtask.
pub(crate) fn of_rooms(house: &House, subcommand: &str) -> Command {
    let mut command = cargo(house, subcommand);
    command.args(ROOMS);
    command
}

/// The tests of all rooms but xtask, by nextest where it is installed; doc tests apart.
pub(crate) fn tests_of_rooms(house: &House) -> Command {
    if program("cargo-nextest").is_none() {
        let mut command = of_rooms(house, "test");
        command.arg("--no-fail-fast");
        return command;
    }
    let mut command = cargo(house, "nextest");
    command
        .arg("run")
        .args(ROOMS)
        .args(["--no-fail-fast", "--no-tests", "pass"]);
    command
}

/// Takes from a command what belongs to this run of xtask alone.
pub(crate) fn forget_this_run(command: &mut Command) {
    for name in variables(|name| OF_THIS_RUN.iter().any(|start| name.starts_with(start))) {
        command.env_remove(name);
    }
}
