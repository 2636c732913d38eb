//! Programs from PyPI, each in an environment of its own under `target/`, with exactly the
//! packages that its requirements file names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::house::{House, program};
use crate::stamp::Inputs;
use crate::{apt, process};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Makes the environment of this name, unless it is there already; the folder of its programs.
pub(crate) fn environment(house: &House, name: &str, requirements: &Path) -> Result<PathBuf> {
    let python = python(house)?;
    let folder = house.target().join("python").join(name);
    let sum = Inputs::default().text(&python).file(requirements).sum();
    // Inside it, so that both vanish together.
    let stamp = folder.join(".fourlens");
    let programs = folder.join("bin");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == sum) {
        return Ok(programs);
    }
    eprintln!("installing {name}");
    let mut make = Command::new("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    process::run_within(LIMIT, &mut make)?;
    let mut install = Command::new(programs.join("pip"));
    install
        .args(["install", "--quiet", "--no-input", "--no-deps"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(requirements)
        .stdout(Stdio::from(std::io::stderr()));
    process::run_within(LIMIT, &mut install)?;
    fs::write(&stamp, sum).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(programs)
}

/// The version of a Python that can make environments.
fn python(house: &House) -> Result<String> {
    let makes_environments = || {
        let mut ask = Command::new("python3");
        ask.args(["-c", "import ensurepip, sys; print(sys.version)"]);
        process::output(&mut ask)
    };
    if program("python3").is_none() || makes_environments().is_err() {
        apt::install(house, apt::PYTHON)?;
    }
    match makes_environments() {
        Ok(version) => Ok(version),
        Err(error) => bail!("install Python 3 with its module venv: {error:#}"),
    }
}
