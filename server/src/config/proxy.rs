//! The network of the proxy that ends TLS: only what comes from it is believed about where a
//! request came from. It must not know a request.

use ipnet::IpNet;
use serde::Deserialize;
use std::{fmt, net::IpAddr, str::FromStr};

/// The network of the proxy, as `--trusted-proxy` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ProxyNetwork(IpNet);

/// What was given is no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no network: write an address and the length of its prefix, such as 10.0.0.0/8, or 10.0.0.7/32 for one machine"
)]
pub struct NotANetwork(String);

impl ProxyNetwork {
    /// Whether an address lies in it; an IPv4 address written as an IPv6 one counts as what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for ProxyNetwork {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let network = text.parse().map(ProxyNetwork);
        network.map_err(|_| NotANetwork(text.to_string()))
    }
}

impl TryFrom<String> for ProxyNetwork {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Self, NotANetwork> {
        text.parse()
    }
}

impl fmt::Display for ProxyNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
