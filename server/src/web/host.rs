//! The host that a request names: exactly one, as HTTP/1.1 demands (RFC 9112, section 3.2). One that
//! names none, two, or nonsense is read one way by a proxy and another way here, so it is refused.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, Response, StatusCode, Version, header, uri::Authority},
    middleware::Next,
    response::IntoResponse,
};

/// Refuses a request that does not name one host.
pub async fn demand(request: Request, next: Next) -> Response<Body> {
    if is_named(request.version(), request.headers()) {
        return next.run(request).await;
    }
    (
        StatusCode::BAD_REQUEST,
        "The header Host must name one host.",
    )
        .into_response()
}

fn is_named(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => {
            let host = host.to_str().ok();
            host.is_some_and(|host| !host.contains('@') && host.parse::<Authority>().is_ok())
        }
        (None, _) => version < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(version: Version, hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().expect("a value"));
        }
        is_named(version, &headers)
    }

    #[test]
    fn one_host_is_demanded_and_only_http_1_0_may_leave_it_out() {
        for host in ["portal.example", "127.0.0.1:3000", "[::1]:3000"] {
            assert!(named(Version::HTTP_11, &[host]), "{host}");
        }
        for hosts in [
            &[][..],
            &["a.example", "a.example"],
            &[""],
            &["a b"],
            &["x@a.example"],
        ] {
            assert!(!named(Version::HTTP_11, hosts), "{hosts:?}");
        }
        assert!(named(Version::HTTP_10, &[]));
        assert!(!named(Version::HTTP_10, &["a.example", "b.example"]));
    }
}
