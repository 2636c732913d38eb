//! Where the portal listens, how people reach it, and whose word it takes for where they are.

use super::{
    Place,
    configuration::{real, told},
    state,
};
use crate::world::Browser;
use fourlens_server::web;

#[test]
fn a_demo_listens_where_only_this_machine_reaches_it() {
    for listen in ["0.0.0.0:3000", "[::]:3000", "192.0.2.1:3000"] {
        let refused =
            told(&format!("--demo --data /nowhere/demo --listen {listen}")).expect_err(listen);
        assert!(refused.contains(&format!("not on {listen}")), "{refused}");
        let line = format!(
            "--demo --data /nowhere/demo --listen {listen} --public-url https://demo.example"
        );
        assert!(told(&line).is_err(), "{line}");
    }
    for listen in ["127.0.0.1:3000", "[::1]:3000"] {
        assert!(
            told(&format!("--demo --data /nowhere/demo --listen {listen}"))
                .expect(listen)
                .store
                .demo
        );
    }
}

#[test]
fn people_come_over_tls_or_from_this_machine() {
    let listens = "--listen 127.0.0.1:3000 --public-url";
    for url in [
        "https://returns.example",
        "https://returns.example:8443/",
        "http://localhost:3000",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
    ] {
        let settings = real(&format!("{listens} {url}")).expect(url);
        assert_eq!(settings.public_url, url.trim_end_matches('/'));
        assert_eq!(settings.secure(), url.starts_with("https"));
    }
    let wrong = [
        format!("{listens} http://returns.example"),
        format!("{listens} returns.example"),
        format!("{listens} https://"),
        format!("{listens} https://returns.example/portal"),
        format!("{listens} ftp://returns.example"),
        "--listen 0.0.0.0:3000 --public-url http://localhost:3000".to_string(),
        "--listen 0.0.0.0:3000".to_string(),
    ];
    for line in wrong {
        let refused = real(&line).expect_err(&line);
        assert!(
            refused.contains("--public-url must be https://"),
            "{line}: {refused}"
        );
    }
}

#[test]
fn cookies_and_headers_follow_the_public_url() {
    let place = Place::migrated();
    let email = "ada@oakwell.example";
    let password = "correct horse battery";
    place
        .run_typing(&format!("user add {email} --name Ada"), password)
        .json();
    for (line, begins, ends, strict) in [
        (
            "--public-url https://returns.example",
            "__Host-fourlens=",
            "; Secure",
            true,
        ),
        ("", "fourlens=", "; Max-Age=43200", false),
    ] {
        place.look(async |store| {
            let mut browser = Browser::new(web::router(state(store, &place.serve(line))));
            let page = browser.get("/sign-in").await;
            let reply = browser
                .post_form(&page, &[("email", email), ("password", password)])
                .await;
            let cookie = &reply.headers["set-cookie"];
            assert!(
                cookie.starts_with(begins) && cookie.ends_with(ends),
                "{line}: {cookie}"
            );
            assert!(
                cookie.contains("; Path=/; HttpOnly; SameSite=Lax"),
                "{cookie}"
            );
            assert_eq!(
                reply.headers.contains_key("strict-transport-security"),
                strict,
                "{line}"
            );
        });
    }
}

#[test]
fn a_proxy_that_is_no_network_is_refused_with_what_to_write() {
    let place = Place::empty();
    for wrong in [
        "10.0.0.1",
        "10.0.0.0/33",
        "proxy.internal",
        "10.0.0.0-10.0.0.9",
        "fd00::/129",
    ] {
        let words =
            format!("`{wrong}` is no network: write an address and the length of its prefix");
        let refused = real(&format!("--trusted-proxy {wrong}")).expect_err(wrong);
        assert!(
            refused.contains(&words) && refused.contains("--trusted-proxy"),
            "{refused}"
        );
        let file = place.file("fourlens.toml", &format!("\ntrusted_proxy = \"{wrong}\"\n"));
        let refused = real(&format!("--config {file}")).expect_err(wrong);
        assert!(
            refused.contains(&words) && refused.contains("line 2"),
            "{refused}"
        );
    }
    for right in ["10.0.0.0/8", "10.0.0.7/32", "fd00::/8"] {
        let settings = real(&format!("--trusted-proxy {right}")).expect(right);
        assert_eq!(
            settings
                .trusted_proxy
                .map(|proxy| proxy.to_string())
                .as_deref(),
            Some(right)
        );
    }
}
