//! Packages from npm, exactly as a lock file names them, and the programs they bring.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::house::program;
use crate::process;
use crate::stamp::Inputs;

const LIMIT: Duration = Duration::from_secs(10 * 60);
const OLDEST_NODE: u32 = 20;

/// Installs what a folder's lock file names, unless that was done already.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let node = node()?;
    let sum = Inputs::default()
        .text(&node)
        .file(&folder.join("package.json"))
        .file(&folder.join("package-lock.json"))
        .sum();
    // Beside the packages, so that both vanish together.
    let stamp = folder.join("node_modules/.fourlens");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == sum) {
        return Ok(());
    }
    let mut command = Command::new("npm");
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .stdout(Stdio::from(std::io::stderr()));
    process::run_within(LIMIT, &mut command)?;
    fs::write(&stamp, sum).with_context(|| format!("cannot write {}", stamp.display()))
}

/// A program that a package of this folder brings.
pub(crate) fn tool(folder: &Path, name: &str) -> Command {
    let path: PathBuf = folder.join("node_modules/.bin").join(name);
    let mut command = Command::new(path);
    command.current_dir(folder);
    command
}

/// Whether Node.js and npm are here and new enough; its version.
pub(crate) fn node() -> Result<String> {
    let advice = format!("install Node.js {OLDEST_NODE} or newer with npm");
    if program("node").is_none() || program("npm").is_none() {
        bail!("{advice}");
    }
    let version = process::output(Command::new("node").arg("--version"))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    match major.parse::<u32>() {
        Ok(major) if major >= OLDEST_NODE => Ok(version.trim().to_owned()),
        _ => bail!("{advice}: this one is {}", version.trim()),
    }
}
