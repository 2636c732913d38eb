//! The headers of every route's answer, asked in every way, as nobody and as people of several
//! roles; and that asking to read changes nothing.

use super::{
    answer::{Answer, filled, request, send},
    api,
};
use crate::access::stage::Stage;
use fourlens_app::portal::Role;
use fourlens_server::web::routes;
use std::collections::{BTreeMap, BTreeSet};

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE",
];

const ROLES: [Role; 5] = [
    Role::Head,
    Role::Auditor,
    Role::QualityAssuranceManager,
    Role::DataProtectionOfficer,
    Role::Administrator,
];

/// What would end the session that asks.
const LEAVES: [&str; 3] = ["/sign-out", "/sign-in/leave", "/account/sessions/end"];

/// Every path with the methods it knows.
fn table() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut table: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for route in routes() {
        let methods = table.entry(route.path).or_default();
        if route.method == "GET" {
            methods.insert("HEAD".to_string());
        }
        methods.insert(route.method);
    }
    table
}

fn told(answer: &Answer) -> Option<BTreeSet<String>> {
    let allow = answer.header("allow")?;
    Some(
        allow
            .split(',')
            .map(|word| word.trim().to_string())
            .collect(),
    )
}

/// What is wrong with a route's answers, asked with these cookies.
async fn sweep(stage: &Stage, cookies: &str, nonces: &mut BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let documented = api::documented(&api::document(&stage.world).await);
    for (path, known) in table() {
        let at = filled(stage, path);
        for method in METHODS {
            if method == "POST" && LEAVES.contains(&path) && !cookies.is_empty() {
                continue;
            }
            let asked = request(method, &at, cookies).header("accept-encoding", "gzip, br");
            let asked = match method {
                "POST" if path.starts_with("/api/") => {
                    asked.header("content-type", "application/json")
                }
                "POST" => asked.header("content-type", "application/x-www-form-urlencoded"),
                _ => asked,
            };
            let answer = send(&stage.world, asked, b"").await;
            let mut faults = answer.faults(false, nonces);
            if answer.status >= 500 {
                faults.push(answer.text());
            }
            let served = known.contains(method);
            if served == (answer.status == 405) || (!served && told(&answer) != Some(known.clone()))
            {
                faults.push(format!("{:?} for {known:?}", told(&answer)));
            }
            if method == "HEAD" && !answer.body.is_empty() {
                faults.push("a head with a body".to_string());
            }
            let is_json = answer.header("content-type") == Some("application/json");
            if is_json
                && served
                && !documented.contains(&format!("{method} {path}").replace("HEAD", "GET"))
            {
                faults.push("JSON that the API's document does not tell of".to_string());
            }
            let line = |fault| format!("{method} {path} ({}): {fault}", answer.status);
            wrong.extend(faults.into_iter().map(line));
        }
    }
    wrong
}

#[tokio::test]
async fn every_route_asked_in_every_way_answers_with_the_security_headers() {
    let stage = Stage::set().await;
    let mut nonces = BTreeSet::new();
    let mut wrong = sweep(&stage, "", &mut nonces).await;
    for role in ROLES {
        let cookies = stage.walker(role).await.cookie_header();
        let found = sweep(&stage, &cookies, &mut nonces).await;
        wrong.extend(found.into_iter().map(|fault| format!("{role} {fault}")));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(nonces.len() > 1_000, "{} pages were drawn", nonces.len());
}

#[tokio::test]
async fn asking_to_read_changes_nothing_but_who_saw_it() {
    let stage = Stage::set().await;
    let mut browsers = vec![String::new()];
    for role in ROLES {
        browsers.push(stage.walker(role).await.cookie_header());
    }
    let before = stage.world.contents().await;
    for cookies in &browsers {
        for path in table().into_keys() {
            for method in ["GET", "HEAD", "OPTIONS"] {
                let asked = request(method, &filled(&stage, path), cookies);
                send(&stage.world, asked, b"").await;
            }
        }
    }
    let after = stage.world.contents().await;
    for (table, rows) in &before {
        // Views are recorded before a page is sent.
        if table != "audit" {
            assert_eq!(Some(rows), after.get(table), "{table} changed");
        }
    }
    assert!(after["audit"].is_superset(&before["audit"]));
    assert_eq!(before.len(), after.len());
}
