//! A PostgreSQL of our own for one run: a fresh cluster in a temporary folder, on a free loopback
//! port, run by an unprivileged account and stopped whatever happens. It syncs as a real one does.

use std::fs::{self, DirBuilder, File};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::house::program;
use crate::process;

const ACCOUNT: &str = "postgres";
const USER: &str = "fourlens";
const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(60);

/// A running server; dropping it stops it and removes its folder.
pub(crate) struct Cluster {
    /// How to reach it: `postgres://user:password@127.0.0.1:port/postgres`.
    pub(crate) url: String,
    server: Child,
    place: Place,
}

/// Where PostgreSQL's programs are: Debian keeps them by version, off the search path.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, bin)| bin.join("postgres").is_file())
        .collect();
    versions.sort();
    versions
        .pop()
        .map(|(_, bin)| bin)
        .or_else(|| program("postgres")?.parent().map(Path::to_path_buf))
}

impl Cluster {
    /// Makes a cluster with the programs in a folder and waits until it answers.
    pub(crate) fn start(programs: PathBuf) -> Result<Cluster> {
        let place = Place::make(programs)?;
        let password = place.write_password()?;
        process::run(
            place
                .command("initdb")
                .arg("--pgdata")
                .arg(place.data())
                .arg("--pwfile")
                .arg(place.folder.join("password"))
                .args(["--username", USER, "--auth", "scram-sha-256"])
                .args(["--encoding", "UTF8", "--no-locale"])
                .stdout(Stdio::null()),
        )?;
        let port = process::free_port()?;
        let log = File::create(place.folder.join("log"))?;
        let server = place
            .command("postgres")
            .arg("-D")
            .arg(place.data())
            .args([
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                &format!("port={port}"),
            ])
            .args([
                "-c",
                &format!("unix_socket_directories={}", place.folder.display()),
            ])
            .args(["-c", "max_connections=400"])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("cannot start postgres")?;
        let url = format!("postgres://{USER}:{password}@127.0.0.1:{port}/postgres");
        let mut cluster = Cluster { url, server, place };
        cluster.wait_until_it_answers(port)?;
        Ok(cluster)
    }

    fn wait_until_it_answers(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        loop {
            let mut ask = self.place.command("pg_isready");
            ask.args([
                "--quiet",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ]);
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() || start.elapsed() > START {
                let log = fs::read_to_string(self.place.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start: {}", log.trim());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.place.command("pg_ctl");
        stop.arg("--pgdata").arg(self.place.data());
        // At once: nothing in it is to be kept, and hundreds of databases take minutes to sync.
        stop.args(["stop", "--silent", "--mode", "immediate"]);
        let asked = process::run(&mut stop);
        let ended = process::wait(&mut self.server, STOP);
        if asked.is_err() || !matches!(ended, Ok(Some(_))) {
            // It would not end by itself.
            let _ = self.server.kill();
            let _ = self.server.wait();
        }
    }
}

/// A folder that belongs to the account the server runs as.
struct Place {
    folder: PathBuf,
    programs: PathBuf,
    as_other: bool,
}

impl Place {
    fn make(programs: PathBuf) -> Result<Place> {
        let as_other = id(&["-u"])? == 0;
        let folder = (0..100)
            .map(|n| {
                std::env::temp_dir().join(format!("fourlens-postgres-{}-{n}", std::process::id()))
            })
            .find(|folder| DirBuilder::new().mode(0o700).create(folder).is_ok())
            .context("cannot make a folder for PostgreSQL")?;
        let place = Place {
            folder,
            programs,
            as_other,
        };
        place.give(&place.folder)?;
        Ok(place)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of PostgreSQL, as its account. Should xtask die, the program is told to end.
    fn command(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match (program("setpriv"), self.as_other) {
            (Some(setpriv), true) => {
                let mut command = Command::new(setpriv);
                command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
                command.args(["--pdeathsig", "INT", "--"]).arg(path);
                command
            }
            (Some(setpriv), false) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "INT", "--"]).arg(path);
                command
            }
            (None, true) => {
                let mut command = Command::new("runuser");
                command.args(["-u", ACCOUNT, "--"]).arg(path);
                command
            }
            (None, false) => Command::new(path),
        };
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    fn write_password(&self) -> Result<String> {
        let mut bytes = [0_u8; 16];
        File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        let password: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = self.folder.join("password");
        writeln!(File::create(&path)?, "{password}")?;
        self.give(&path)?;
        Ok(password)
    }

    fn give(&self, path: &Path) -> Result<()> {
        if self.as_other {
            let account =
                format!("PostgreSQL will not run as root and there is no account `{ACCOUNT}`");
            let user = id(&["-u", ACCOUNT]).context(account)?;
            chown(path, Some(user), Some(id(&["-g", ACCOUNT])?))?;
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A folder left behind in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn id(arguments: &[&str]) -> Result<u32> {
    let said = process::output(Command::new("id").args(arguments))?;
    said.trim().parse().context("`id` gave no number")
}
