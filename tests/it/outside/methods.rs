//! A way of asking that an address does not know is refused as HTTP has it (RFC 9110, 15.5.6): with
//! 405 and how it may be asked, for people and for programs.

use super::answer::{request, send};
use crate::world::World;

#[tokio::test]
async fn an_address_asked_the_wrong_way_says_which_way_is_right() {
    let world = World::new().await;
    for (method, path, allow) in [
        ("POST", "/", "GET,HEAD"),
        ("GET", "/sign-out", "POST"),
        ("HEAD", "/sign-out", "POST"),
        ("DELETE", "/sign-in", "GET,HEAD,POST"),
        ("OPTIONS", "/campaigns", "GET,HEAD,POST"),
        ("TRACE", "/healthz", "GET,HEAD"),
        ("PROPFIND", "/assets/any.css", "GET,HEAD"),
    ] {
        let answer = send(&world, request(method, path, ""), b"").await;
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
        let is_page = answer.text().contains("Page not found");
        assert_eq!(is_page, method != "HEAD", "{method} {path}");
    }
    let none = send(&world, request("DELETE", "/no-such-page", ""), b"").await;
    assert_eq!((none.status, none.header("allow")), (404, None));
}

#[tokio::test]
async fn a_program_is_told_in_json() {
    let world = World::new().await;
    let path = format!("/api/returns/{}/sections/C", "0".repeat(32));
    let answer = send(&world, request("GET", &path, ""), b"").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("allow"), Some("POST"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert!(told["message"].is_string(), "{told}");
}
