//! Which machine a request comes from: the one that connected, or, when that is the proxy, the
//! nearest one that the proxy's network did not add itself. Whoever writes the header decides
//! all that stands further left, so that is never read. It must not know what is asked.

use crate::{config::ProxyNetwork, state::State};
use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName},
};
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that a request comes from, among its extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Puts the client among the extensions of a request that came over a connection.
pub async fn recognise(
    axum::extract::State(state): axum::extract::State<State>,
    mut request: Request,
) -> Request {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(ConnectInfo(peer)) = peer.copied() {
        let trusted = state.settings.trusted_proxy;
        let client = Client::behind(peer.ip(), request.headers(), trusted);
        request.extensions_mut().insert(client);
    }
    request
}

/// What the log says of a request: never its query and never its body, where answers are. Shown
/// with every message, so that also a warning says which request it is about.
pub fn span(request: &Request) -> tracing::Span {
    let client = request.extensions().get::<Client>();
    tracing::error_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        client = client.map(|client| tracing::field::display(client.0)),
    )
}

impl Client {
    /// The client of a request that `peer` sent.
    fn behind(peer: IpAddr, headers: &HeaderMap, trusted: Option<ProxyNetwork>) -> Client {
        let mut client = peer.to_canonical();
        let Some(trusted) = trusted else {
            return Client(client);
        };
        let lines = headers.get_all(FORWARDED_FOR).iter();
        let lines: Vec<&str> = lines
            .map(|line| line.to_str().unwrap_or_default())
            .collect();
        let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
        while trusted.contains(client) {
            // What is no address ends the way: what stands left of it nobody vouches for.
            let Some(before) = hops.next().and_then(address) else {
                break;
            };
            client = before;
        }
        Client(client)
    }
}

/// An address as proxies write it: some add the port.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let plain = hop.parse::<IpAddr>();
    let found = plain.or_else(|_| hop.parse::<SocketAddr>().map(|with_port| with_port.ip()));
    found.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.2";

    fn client(peer: &str, trusted: Option<&str>, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().expect("a header"));
        }
        let trusted = trusted.map(|network| network.parse().expect("a network"));
        let peer = peer.parse().expect("an address");
        Client::behind(peer, &headers, trusted).0.to_string()
    }

    fn behind_proxy(forwarded: &[&str]) -> String {
        client(PROXY, Some("10.0.0.0/8"), forwarded)
    }

    #[test]
    fn without_a_trusted_proxy_the_header_is_not_read() {
        assert_eq!(client(PROXY, None, &["203.0.113.9"]), PROXY);
        assert_eq!(client("203.0.113.7", None, &["203.0.113.9"]), "203.0.113.7");
    }

    #[test]
    fn whoever_is_not_the_proxy_is_the_client_whatever_they_claim() {
        let claims = ["127.0.0.1", "10.0.0.2", "203.0.113.9, 10.0.0.2"];
        for claim in claims {
            let told = client("203.0.113.7", Some("10.0.0.0/8"), &[claim]);
            assert_eq!(told, "203.0.113.7", "{claim}");
        }
    }

    #[test]
    fn the_address_that_the_proxy_added_counts_and_not_the_one_before_it() {
        assert_eq!(behind_proxy(&["203.0.113.9"]), "203.0.113.9");
        assert_eq!(behind_proxy(&["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            behind_proxy(&["10.0.0.9, 127.0.0.1, 203.0.113.9"]),
            "203.0.113.9",
            "an address of the proxy's own network, made up by the client"
        );
    }

    #[test]
    fn proxies_of_the_network_are_passed_over_from_the_right() {
        assert_eq!(
            behind_proxy(&["198.51.100.1, 203.0.113.9, 10.1.2.3, 10.0.0.7"]),
            "203.0.113.9"
        );
        assert_eq!(
            behind_proxy(&["10.0.0.9, 10.0.0.8"]),
            "10.0.0.9",
            "a request from inside"
        );
        assert_eq!(behind_proxy(&[]), PROXY, "a proxy that says nothing");
    }

    #[test]
    fn a_second_header_is_read_as_the_rest_of_the_first() {
        assert_eq!(
            behind_proxy(&["198.51.100.1", "203.0.113.9, 10.0.0.7"]),
            "203.0.113.9"
        );
        assert_eq!(behind_proxy(&["198.51.100.1", "10.0.0.7"]), "198.51.100.1");
    }

    #[test]
    fn what_is_no_address_is_not_passed_over() {
        for broken in ["unknown", "", "203.0.113.900", "<script>", "::g"] {
            assert_eq!(behind_proxy(&[broken]), PROXY, "{broken}");
            let line = format!("198.51.100.1, {broken}, 10.0.0.7");
            assert_eq!(behind_proxy(&[&line]), "10.0.0.7", "{broken}");
        }
    }

    #[test]
    fn an_address_is_known_in_each_of_its_spellings() {
        assert_eq!(behind_proxy(&["203.0.113.9:51234"]), "203.0.113.9");
        assert_eq!(behind_proxy(&["[2001:db8::9]:443"]), "2001:db8::9");
        assert_eq!(behind_proxy(&["::ffff:203.0.113.9"]), "203.0.113.9");
        let mapped = client("::ffff:10.0.0.2", Some("10.0.0.0/8"), &["203.0.113.9"]);
        assert_eq!(
            mapped, "203.0.113.9",
            "the proxy, seen by a listener on [::]"
        );
        let six = client("fd00::2", Some("fd00::/8"), &["2001:db8::9, fd00::3"]);
        assert_eq!(six, "2001:db8::9");
    }
}
