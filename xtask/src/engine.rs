//! The engine of forms as a module for Node, which the bench runs: the example `one_change` of
//! `forms`, compiled as the islands are and bound for Node.

use std::path::PathBuf;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::house::House;
use crate::{cargo, process, wasm};

const TARGET: &str = "wasm32-unknown-unknown";
const NAME: &str = "one_change";

/// Where it is, before it is made too.
pub(crate) fn script(house: &House) -> PathBuf {
    house
        .target()
        .join("front/node")
        .join(NAME)
        .with_extension("js")
}

/// Makes it; where only Debian's Rust has the target it is not made.
pub(crate) fn make(house: &House) -> Result<()> {
    if wasm::wants_debian(house) {
        bail!("rustup's target {TARGET} is not here");
    }
    let mut build = cargo::cargo(house, "build");
    build
        .args(["--package", "fourlens-forms", "--example", NAME])
        .args(["--profile", "wasm-release", "--target", TARGET, "--locked"])
        // Stripping would hide from wasm-bindgen which features it may use.
        .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none")
        .arg("--target-dir")
        .arg(house.target().join("front"));
    process::run(&mut build)?;
    let compiled = format!("front/{TARGET}/wasm-release/examples/{NAME}.wasm");
    Bindgen::new()
        .input_path(house.target().join(compiled))
        .nodejs(true)?
        .typescript(false)
        .out_name(NAME)
        .generate(house.target().join("front/node"))
}
