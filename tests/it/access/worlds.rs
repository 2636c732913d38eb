//! Two worlds that differ only in what another organisation holds: to everyone else they answer
//! byte for byte the same.

use super::stage::Stage;
use crate::world::{Browser, Reply};
use fourlens_app::portal::Role;
use fourlens_server::web::routes;

/// All that can be had by reading, as this browser sees it.
async fn everything(stage: &Stage, browser: &mut Browser) -> Vec<(String, u16, String)> {
    let mut all = Vec::new();
    // A key that nobody has proved yet is drawn anew each time.
    let drawn_anew = |path: &str| path == "/account/second-factor";
    let read = routes().into_iter().filter(|route| route.method == "GET");
    for route in read.filter(|route| !drawn_anew(route.path)) {
        let mut paths = vec![route.path.to_string()];
        if route.path.contains("{id}") {
            let ids = stage.own.records.iter().chain(&stage.strangers.records);
            paths = ids
                .map(|record| route.path.replace("{id}", &record.id))
                .collect();
        }
        for path in paths {
            let path = path
                .replace("{section}", "B")
                .replace("{question}", "K2")
                .replace("{form}", "case-audit")
                .replace("{key}", "walk");
            let reply = browser.get(&path).await;
            all.push((path, reply.status, plain(&reply)));
        }
    }
    all
}

/// A body without what is drawn anew each time: nonces, and identities of what may come to be.
fn plain(reply: &Reply) -> String {
    let policy = reply.headers.get("content-security-policy");
    let nonce = policy.and_then(|policy| policy.split("nonce-").nth(1)?.split('\'').next());
    let body = reply.body.replace(nonce.unwrap_or("no nonce"), "");
    let mut plain = String::with_capacity(body.len());
    for part in body.split_inclusive(|letter: char| !letter.is_ascii_hexdigit()) {
        let word = part.trim_end_matches(|letter: char| !letter.is_ascii_hexdigit());
        match word.len() {
            32 => plain.push_str(&part[word.len()..]),
            _ => plain.push_str(part),
        }
    }
    plain
}

#[tokio::test]
async fn what_strangers_hold_changes_no_byte_of_what_others_are_told() {
    let (one, other) = (Stage::set().await, Stage::set().await);
    other.change_strangers().await;
    for role in [
        Role::Head,
        Role::Governor,
        Role::AgencyLead,
        Role::Auditor,
        Role::AuditChair,
        Role::QualityAssuranceManager,
        Role::EducationAdviser,
        Role::BoardReader,
    ] {
        let mut here = one.walker(role).await;
        let mut there = other.walker(role).await;
        let (here, there) = (
            everything(&one, &mut here).await,
            everything(&other, &mut there).await,
        );
        assert_eq!(here.len(), there.len(), "{role}");
        for (one, other) in here.iter().zip(&there) {
            assert_eq!(one, other, "{role}");
        }
    }
}
