//! Where a virus scanner listens, as `--clamav` names it. It must not know how one is asked.

use serde::Deserialize;
use std::{fmt, path::PathBuf, str::FromStr};

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum ScannerAddress {
    /// On the network: `host:port`.
    Tcp(String),
    /// On a socket of this machine.
    Unix(PathBuf),
}

/// What was given is no such address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no scanner's address: write a host and a port, such as 127.0.0.1:3310, or a socket, such as unix:/run/clamav/clamd.ctl"
)]
pub struct NotAScanner(String);

impl FromStr for ScannerAddress {
    type Err = NotAScanner;

    fn from_str(text: &str) -> Result<Self, NotAScanner> {
        let not_one = || NotAScanner(text.to_string());
        if let Some(path) = text.strip_prefix("unix:") {
            let path = PathBuf::from(path);
            let absolute = path.is_absolute().then_some(ScannerAddress::Unix(path));
            return absolute.ok_or_else(not_one);
        }
        let address = text.strip_prefix("tcp://").unwrap_or(text);
        match address.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(ScannerAddress::Tcp(address.to_string()))
            }
            _ => Err(not_one()),
        }
    }
}

impl TryFrom<String> for ScannerAddress {
    type Error = NotAScanner;

    fn try_from(text: String) -> Result<Self, NotAScanner> {
        text.parse()
    }
}

impl fmt::Display for ScannerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScannerAddress::Tcp(address) => f.write_str(address),
            ScannerAddress::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}
