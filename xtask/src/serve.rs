//! `cargo xtask serve`: from a bare checkout to the running demo.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::house::House;
use crate::{build, cargo, steps, wasm};

/// Sets everything up and becomes the server; arguments are the server's.
pub(crate) fn serve(house: &House, arguments: &[String]) -> Result<ExitCode> {
    build::styles(house)?;
    if let Err(error) = steps::timed("islands", || wasm::make(house)) {
        eprintln!("going on without islands, every page works without them: {error:#}");
    }
    steps::timed("server", || build::rooms(house))?;
    let mut server = Command::new(house.target().join("debug/fourlens"));
    cargo::forget_this_run(&mut server);
    server
        .args(["serve", "--demo"])
        .args(arguments)
        .current_dir(&house.root);
    // Replacing this program, so that signals reach the server itself and it closes in good order.
    Err(server.exec()).context("cannot start the server")
}
