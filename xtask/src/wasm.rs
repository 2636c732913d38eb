//! The islands: `app` compiled to WebAssembly, bound to JavaScript, made small. By rustup's
//! target where it is or can be had, otherwise by Debian's newer Rust, which builds the standard
//! library itself. The portal is whole without them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::{self, Manifest};
use crate::house::{House, program, variables};
use crate::stamp::{self, Inputs};
use crate::{apt, cargo, npm, process};

const TARGET: &str = "wasm32-unknown-unknown";
const STAMP: &str = "islands";
const BOUND_STAMP: &str = "islands-bound";
const RUSTUP_TRIED: &str = "rustup-target-tried";
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Debian's own programs, where its packages put them.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "wasm-ld-19";

/// What today's compilers emit and every browser of the last years knows.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How the islands can be compiled here.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Compiler {
    /// The Rust that runs xtask has the target.
    Ours,
    /// Debian's web packages, with a standard library built from source.
    Debian,
}

/// Makes the islands unless they are as they should be. When that fails the manifest names none,
/// and the error says why.
pub(crate) fn make(house: &House) -> Result<()> {
    if fresh(house) {
        return Ok(());
    }
    let mut manifest = Manifest::read(house);
    let made = build(house);
    manifest.islands = made.as_ref().ok().cloned();
    manifest.write(house)?;
    made?;
    remember(house)
}

/// How the islands can be compiled here, after trying to get what is missing.
pub(crate) fn compiler(house: &House) -> Result<Compiler> {
    if !wants_debian(house) {
        return Ok(Compiler::Ours);
    }
    apt::install(house, apt::WEB_RUST).context("the islands need Rust's WebAssembly target")?;
    if !Path::new(DEBIAN_CARGO).is_file() || program(DEBIAN_LINKER).is_none() {
        bail!("{DEBIAN_CARGO} or {DEBIAN_LINKER} is not where Debian's packages put it");
    }
    Ok(Compiler::Debian)
}

/// Whether only Debian's packages can compile the islands here.
pub(crate) fn wants_debian(house: &House) -> bool {
    !has_target(house) && !rustup_added_target(house)
}

/// Forgets failed tries, for someone who asks again by name.
pub(crate) fn try_again(house: &House) {
    stamp::forget(house, RUSTUP_TRIED);
    apt::try_again(house, apt::WEB_RUST);
}

/// What was made and how heavy it travels, in one line.
pub(crate) fn summary(house: &House) -> String {
    let Some(folder) = Manifest::read(house).islands else {
        return "no islands".to_owned();
    };
    let folder = house.assets().join(folder);
    format!(
        "islands {} bytes, their script {} bytes (brotli)",
        assets::travelling_size(&folder.join("fourlens_bg.wasm")),
        assets::travelling_size(&folder.join("fourlens.js"))
    )
}

fn build(house: &House) -> Result<String> {
    let app = house.root.join("app");
    npm::install(&app)?;
    process::run(&mut compile(house, compiler(house)?))?;
    let compiled = output(house, "wasm");
    let sum = Inputs::default()
        .text(include_str!("wasm.rs"))
        .file(&compiled)
        .sum();
    let last = stamp::read(house, BOUND_STAMP).unwrap_or_default();
    if let Some((before, folder)) = last.split_once(' ')
        && before == sum
        && Manifest::holds(house, Some(&folder.to_owned()))
    {
        return Ok(folder.to_owned());
    }
    let bound = house.target().join("front/bound");
    if bound.exists() {
        fs::remove_dir_all(&bound)?;
    }
    Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("fourlens")
        .generate(&bound)?;
    shrink(&app, &bound.join("fourlens_bg.wasm"))?;
    let folder = assets::add_folder(house, "pkg", &bound)?;
    stamp::write(house, BOUND_STAMP, &format!("{sum} {folder}"))?;
    Ok(folder)
}

fn compile(house: &House, compiler: Compiler) -> Command {
    let mut command = match compiler {
        Compiler::Ours => cargo::cargo(house, "rustc"),
        Compiler::Debian => debian(house),
    };
    command
        .args([
            "--package",
            "fourlens-app",
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .args(["--no-default-features", "--features", "hydrate"])
        .args(["--profile", "wasm-release", "--target", TARGET, "--locked"])
        // Stripping would hide from wasm-bindgen which features it may use; wasm-opt strips.
        .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none")
        .arg("--target-dir")
        .arg(house.target().join("front"));
    if compiler == Compiler::Debian {
        command.arg("-Zbuild-std=std,panic_abort");
    }
    command
}

/// Debian's cargo, told nothing of the toolchain that runs xtask.
fn debian(house: &House) -> Command {
    let mut command = Command::new(DEBIAN_CARGO);
    cargo::forget_this_run(&mut command);
    let other = |name: &str| {
        name.starts_with("RUST")
            || matches!(
                name,
                "CARGO" | "CARGO_ENCODED_RUSTFLAGS" | "LD_LIBRARY_PATH"
            )
    };
    for name in variables(other) {
        command.env_remove(name);
    }
    command
        .current_dir(&house.root)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
        .arg("rustc");
    command
}

fn shrink(app: &Path, wasm: &Path) -> Result<()> {
    let small = wasm.with_extension("small");
    let mut optimise = npm::tool(app, "wasm-opt");
    optimise
        .args(["-Oz", "--strip-debug", "--strip-producers"])
        .args(FEATURES);
    process::run(optimise.arg(wasm).arg("-o").arg(&small))?;
    fs::rename(&small, wasm).with_context(|| format!("cannot replace {}", wasm.display()))
}

fn has_target(house: &House) -> bool {
    let mut print = Command::new("rustc");
    print
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(&house.root);
    process::output(&mut print).is_ok_and(|folder| {
        fs::read_dir(folder.trim()).is_ok_and(|mut files| {
            files.any(|file| {
                file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
            })
        })
    })
}

fn rustup_added_target(house: &House) -> bool {
    if program("rustup").is_none() || stamp::read_of_today(house, RUSTUP_TRIED).is_some() {
        return false;
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET]).current_dir(&house.root);
    match process::run_within(RUSTUP_LIMIT, &mut add) {
        Ok(()) => has_target(house),
        Err(error) => {
            eprintln!("{error:#}: trying Debian's Rust instead");
            // Not to be remembered is no harm but a minute at the next start.
            let _ = stamp::write(house, RUSTUP_TRIED, "failed");
            false
        }
    }
}

fn fresh(house: &House) -> bool {
    let Some(stamp) = stamp::read(house, STAMP) else {
        return false;
    };
    let mut lines = stamp.lines();
    let before = lines.next().unwrap_or_default();
    let sources: Vec<PathBuf> = lines.map(PathBuf::from).collect();
    Manifest::holds(house, Manifest::read(house).islands.as_ref()) && before == sum(house, &sources)
}

/// Stamps the islands with the sources that the compiler says it read.
fn remember(house: &House) -> Result<()> {
    let said = fs::read_to_string(output(house, "d")).context("cargo left no list of sources")?;
    let sources = sources(&said);
    let mut stamp = sum(house, &sources);
    for source in &sources {
        stamp.push('\n');
        stamp.push_str(&source.to_string_lossy());
    }
    stamp::write(house, STAMP, &stamp)
}

fn sum(house: &House, sources: &[PathBuf]) -> String {
    let inputs = [
        "Cargo.lock",
        "Cargo.toml",
        "app/Cargo.toml",
        "forms/Cargo.toml",
        "app/package-lock.json",
    ]
    .iter()
    .fold(
        Inputs::default().text(include_str!("wasm.rs")),
        |inputs, name| inputs.file(&house.root.join(name)),
    );
    sources
        .iter()
        .fold(inputs, |inputs, source| inputs.file(source))
        .sum()
}

fn output(house: &House, ending: &str) -> PathBuf {
    house
        .target()
        .join("front")
        .join(TARGET)
        .join("wasm-release/fourlens_app")
        .with_extension(ending)
}

/// The files after the colon of cargo's `.d` file, where a space in a name is written `\ `.
fn sources(said: &str) -> Vec<PathBuf> {
    let list = said.split_once(": ").map_or("", |(_, list)| list.trim());
    list.replace("\\ ", "\0")
        .split(' ')
        .filter(|name| !name.is_empty())
        .map(|name| PathBuf::from(name.replace('\0', " ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_of_a_d_file_are_read_with_their_spaces() {
        let said = "/h/out.wasm: /h/app/src/lib.rs /h/my\\ forms/lib.rs\n";
        let expected = [
            PathBuf::from("/h/app/src/lib.rs"),
            PathBuf::from("/h/my forms/lib.rs"),
        ];
        assert_eq!(sources(said), expected);
    }
}
