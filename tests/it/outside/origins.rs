//! A post that another site made is refused on every route, whoever is signed in, and does nothing.

use super::answer::{filled, request, send};
use crate::access::stage::Stage;
use fourlens_app::portal::Role;
use fourlens_server::web::routes;

/// What browsers say of a request that another site made: `Origin` and `Sec-Fetch-Site`, where
/// they say it.
const ELSEWHERE: [(Option<&str>, Option<&str>); 8] = [
    (Some("https://evil.example"), Some("cross-site")),
    (Some("https://evil.example"), None),
    (Some("null"), Some("cross-site")),
    (Some("null"), None),
    (None, Some("cross-site")),
    (None, Some("same-site")),
    (Some("http://127.0.0.1:3001"), Some("same-site")),
    (Some("http://127.0.0.1:3000.evil.example"), None),
];

#[tokio::test]
async fn a_post_from_elsewhere_is_refused_on_every_route_and_changes_nothing() {
    let stage = Stage::set().await;
    let mut asks = vec![String::new()];
    for role in [
        Role::Head,
        Role::QualityAssuranceManager,
        Role::Administrator,
    ] {
        asks.push(stage.walker(role).await.cookie_header());
    }
    let before = stage.world.contents().await;
    let mut wrong = Vec::new();
    let mut asked = 0;
    for route in routes().iter().filter(|route| route.method != "GET") {
        let path = filled(&stage, route.path);
        for cookies in &asks {
            for (origin, site) in ELSEWHERE {
                let others: &[&str] = match origin {
                    Some("null") => &["PUT", "DELETE", "PATCH"],
                    _ => &[],
                };
                for method in [&[route.method.as_str()], others].concat() {
                    let mut request = request(method, &path, cookies)
                        .header("content-type", "application/x-www-form-urlencoded");
                    for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
                        if let Some(value) = value {
                            request = request.header(name, value);
                        }
                    }
                    let answer = send(&stage.world, request, b"a=b").await;
                    asked += 1;
                    if answer.status != 403 || answer.header("set-cookie").is_some() {
                        wrong.push(format!("{method} {path} {origin:?} {site:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "of {asked}:\n{}", wrong.join("\n"));
    assert_eq!(before, stage.world.contents().await);
}

#[tokio::test]
async fn a_post_from_our_own_pages_and_from_programs_is_taken() {
    let stage = Stage::set().await;
    for (origin, site) in [
        (Some("http://127.0.0.1:3000"), Some("same-origin")),
        (Some("http://127.0.0.1:3000"), None),
        (None, Some("same-origin")),
        (None, Some("none")),
        (None, None),
    ] {
        let mut request = request("POST", "/sign-in", "")
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = send(&stage.world, request, b"email=a&password=b").await;
        assert_eq!(answer.status, 422, "{origin:?} {site:?}");
    }
}
