//! Debian packages the house wants: installed when this account may, otherwise told in one line.

use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::house::{House, program};
use crate::{process, stamp};

/// A browser for the browser tests, and letters of Arial's widths, so that pictures of pages look
/// alike everywhere.
pub(crate) const CHROMIUM: &[&str] = &["chromium", "fonts-liberation"];
/// What the Nu HTML checker runs on.
pub(crate) const JAVA: &[&str] = &["default-jre-headless"];
/// A database server for the stories on PostgreSQL.
pub(crate) const POSTGRESQL: &[&str] = &["postgresql"];
/// What the scanners of `cargo xtask soak` run on.
pub(crate) const PYTHON: &[&str] = &["python3", "python3-venv"];
/// Debian's newer Rust, its library sources and a linker, for islands without rustup's target.
pub(crate) const WEB_RUST: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

const LISTS: Duration = Duration::from_secs(3 * 60);
const INSTALL: Duration = Duration::from_secs(15 * 60);

/// Installs those of the packages that are missing. The error says what a person can do.
pub(crate) fn install(house: &House, packages: &[&str]) -> Result<()> {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!(
        "apt-get install -y --no-install-recommends {}",
        missing.join(" ")
    );
    if program("apt-get").is_none() {
        bail!("install what Debian calls {}", missing.join(", "));
    }
    let Some(allowed) = allowed() else {
        bail!("run: sudo {line}");
    };
    if stamp::read_of_today(house, &tried(packages)).is_some() {
        bail!("a try failed within the last day; run: sudo {line}");
    }
    stamp::write(house, &tried(packages), &line)?;
    eprintln!("installing {}", missing.join(", "));
    let installed =
        process::run_within(LISTS, apt_get(allowed).args(["-q", "update"])).and_then(|()| {
            process::run_within(
                INSTALL,
                apt_get(allowed).args(line.split(' ').skip(1)).arg("-q"),
            )
        });
    if let Err(error) = installed {
        bail!("{error}; run: sudo {line}");
    }
    stamp::forget(house, &tried(packages));
    Ok(())
}

/// Forgets a failed try, for someone who asks again by name.
pub(crate) fn try_again(house: &House, packages: &[&str]) {
    stamp::forget(house, &tried(packages));
}

fn tried(packages: &[&str]) -> String {
    format!("apt-tried-{}", packages.join("-"))
}

fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    packages
        .iter()
        .copied()
        .filter(|package| !installed(package))
        .collect()
}

fn installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]);
    process::output(&mut query).is_ok_and(|status| status == "installed")
}

#[derive(Clone, Copy)]
enum Allowed {
    Root,
    Sudo,
}

fn allowed() -> Option<Allowed> {
    let id = process::output(Command::new("id").arg("-u")).ok()?;
    if id.trim() == "0" {
        return Some(Allowed::Root);
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    sudo.is_ok_and(|status| status.success())
        .then_some(Allowed::Sudo)
}

fn apt_get(allowed: Allowed) -> Command {
    let mut command = match allowed {
        Allowed::Root => Command::new("env"),
        Allowed::Sudo => {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command.args(["-o", "Acquire::Retries=3"]);
    // What apt says is progress, not a result.
    command.stdout(Stdio::from(std::io::stderr()));
    command
}
