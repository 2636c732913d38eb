//! A demo for one scan: on a free port of the loopback, with a fresh made-up city, ended with it.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::client;
use super::explained::Finding;
use crate::house::{House, program};
use crate::{cargo, process};

const START: Duration = Duration::from_secs(120);

/// A running demo; dropping it ends it.
pub(super) struct Demo {
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// Who can sign in, as it says itself.
    pub(super) accounts: Vec<Account>,
    server: Child,
    log: PathBuf,
}

/// Someone of the demo.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) email: String,
    pub(super) password: String,
}

impl Demo {
    /// Starts one that keeps everything in this folder, and waits until it answers.
    pub(super) fn start(house: &House, folder: &Path) -> Result<Demo> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, process::free_port()?));
        let log = folder.join("server.log");
        let file = File::create(&log)?;
        let binary = house.target().join("debug/fourlens");
        let mut command = match program("setpriv") {
            // Should xtask die, the server ends, too.
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "KILL", "--"]).arg(binary);
                command
            }
            None => Command::new(binary),
        };
        cargo::forget_this_run(&mut command);
        command
            .args(["serve", "--demo", "--listen", &address.to_string()])
            .arg("--data")
            .arg(folder.join("demo/data"))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let server = command.spawn().context("cannot start the demo")?;
        let mut demo = Demo {
            address,
            accounts: Vec::new(),
            server,
            log,
        };
        demo.wait_until_it_answers()?;
        demo.accounts = demo.said().lines().filter_map(account).collect();
        Ok(demo)
    }

    /// Its address as a scanner wants it.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The account of this address.
    pub(super) fn account(&self, email: &str) -> Result<&Account> {
        let found = self.accounts.iter().find(|account| account.email == email);
        found.with_context(|| format!("the demo has no account {email}"))
    }

    /// What its log tells against it, and whether it still answers.
    pub(super) fn findings(&self, tool: &str) -> Vec<Finding> {
        let said = self.said();
        let bad = |line: &&str| line.contains("ERROR") || line.contains("panicked");
        let mut findings: Vec<Finding> = said
            .lines()
            .filter(bad)
            .map(|line| Finding {
                tool: tool.to_owned(),
                what: "the server's log".to_owned(),
                place: String::new(),
                detail: line.to_owned(),
            })
            .collect();
        if !client::get(self.address, "/readyz", "").is_ok_and(|reply| reply.status == 200) {
            findings.push(Finding {
                tool: tool.to_owned(),
                what: "the server answers no more".to_owned(),
                place: "/readyz".to_owned(),
                detail: String::new(),
            });
        }
        findings
    }

    fn said(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let start = Instant::now();
        while !client::get(self.address, "/readyz", "").is_ok_and(|reply| reply.status == 200) {
            if self.server.try_wait()?.is_some() || start.elapsed() > START {
                bail!("the demo did not start: {}", self.said().trim());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // All in it is made up and made anew, so it need not end in good order.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A line of the list of accounts: address, password, who it is.
fn account(line: &str) -> Option<Account> {
    let mut words = line.strip_prefix("  ")?.split_whitespace();
    let (email, password) = (words.next()?, words.next()?);
    let account = Account {
        email: email.to_owned(),
        password: password.to_owned(),
    };
    email.contains('@').then_some(account)
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn accounts_are_read_from_what_the_demo_says() {
        let read = account("  head@oak.example    a-password   Headteacher").expect("an account");
        assert_eq!(
            (read.email.as_str(), read.password.as_str()),
            ("head@oak.example", "a-password")
        );
        for other in ["Fourlens is at http://127.0.0.1:1", "", "  two words"] {
            assert!(account(other).is_none(), "{other}");
        }
    }
}
