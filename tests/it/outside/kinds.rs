//! The headers of every kind of answer, at a plain address and at an https one: pages, redirects,
//! each refusal, files, lists, JSON, styles, and what goes wrong with us.

use super::answer::{Answer, request, send};
use crate::access::stage::{Kind, Stage};
use axum::http::header;
use fourlens_app::portal::Role;
use std::collections::BTreeSet;

const FORM: &str = "application/x-www-form-urlencoded";

/// Everything that is asked, with what it must come to.
async fn kinds(stage: &Stage) -> Vec<(&'static str, u16, Answer)> {
    let mut kinds = refusals(stage).await;
    kinds.extend(things(stage).await);
    kinds.extend(faults(stage).await);
    kinds
}

async fn get(stage: &Stage, path: &str, cookies: &str) -> Answer {
    let asked = request("GET", path, cookies).header("accept-encoding", "br, gzip");
    send(&stage.world, asked, b"").await
}

async fn post(stage: &Stage, path: &str, cookies: &str, body: &str) -> Answer {
    let asked = request("POST", path, cookies).header("content-type", FORM);
    send(&stage.world, asked, body.as_bytes()).await
}

fn id_of(stage: &Stage, kind: Kind) -> String {
    let mut records = stage.own.records.iter();
    let found = records.find(|record| record.kind == kind);
    found.expect("a record").id.clone()
}

async fn refusals(stage: &Stage) -> Vec<(&'static str, u16, Answer)> {
    let large = format!("email={}", "a".repeat(17 * 1024));
    let mut all = vec![
        ("a page", 200, get(stage, "/", "").await),
        ("a redirect", 303, get(stage, "/home", "").await),
        ("no page", 404, get(stage, "/nothing", "").await),
        ("no style", 404, get(stage, "/assets/none.css", "").await),
        ("no way", 405, post(stage, "/", "", "").await),
        ("too large", 413, post(stage, "/sign-in", "", &large).await),
    ];
    let from = |site| {
        request("POST", "/sign-in", "")
            .header("content-type", FORM)
            .header("sec-fetch-site", site)
    };
    let other = send(&stage.world, from("cross-site"), b"email=a").await;
    all.push(("from elsewhere", 403, other));
    let wrong = "email=nobody%40near.example&password=not+the+password";
    for _ in 0..6 {
        let refused = post(stage, "/sign-in", "", wrong).await;
        all.push(("a wrong password", 422, refused));
    }
    all.push(("too often", 429, post(stage, "/sign-in", "", wrong).await));
    let head = stage.walker(Role::Head).await.cookie_header();
    let handed_in = format!("/returns/{}/sections/B", id_of(stage, Kind::Owed));
    let typed = "K1=1&_version-K1=0";
    let closed = post(stage, &handed_in, &head, typed).await;
    all.push(("handed in", 409, closed));
    let broken = post(
        stage,
        &format!("/cases/{}/status", "0".repeat(32)),
        &head,
        "",
    )
    .await;
    all.push(("another role's", 404, broken));
    let json = format!("/api{handed_in}");
    let said =
        |cookies: &str| request("POST", &json, cookies).header("content-type", "application/json");
    for (cookies, what, status) in [
        ("", "signed out, in JSON", 401),
        (head.as_str(), "broken JSON", 400),
    ] {
        let answer = send(&stage.world, said(cookies), b"{").await;
        all.push((what, status, answer));
    }
    all
}

async fn things(stage: &Stage) -> Vec<(&'static str, u16, Answer)> {
    let owed = stage.own.records.iter();
    let mut owed = owed.filter(|record| record.kind == Kind::Owed && record.file.is_some());
    let owed = owed.next().expect("a return with a file");
    let lead = stage.walker(Role::SafeguardingLead).await.cookie_header();
    let manager = stage.walker(Role::QualityAssuranceManager).await;
    let manager = manager.cookie_header();
    let file = owed.file.clone().unwrap_or_default();
    let file = format!("/returns/{}/files/{file}", owed.id);
    let scores = format!("/campaigns/{}/scores.csv", id_of(stage, Kind::Campaign));
    let page = format!("/returns/{}", owed.id);
    let mut all = vec![
        ("a file", 200, get(stage, &file, &lead).await),
        ("a page of theirs", 200, get(stage, &page, &lead).await),
        ("a list", 200, get(stage, &scores, &manager).await),
        ("JSON", 200, get(stage, "/openapi.json", "").await),
        ("health", 200, get(stage, "/healthz", "").await),
        (
            "signing out",
            303,
            post(stage, "/sign-out", &lead, "").await,
        ),
        (
            "a language",
            303,
            post(stage, "/language", "", "language=cy").await,
        ),
    ];
    let urls = stage.world.state.assets.urls();
    let islands = urls
        .islands
        .as_ref()
        .map(|folder| format!("{folder}/fourlens.js"));
    for asset in [&urls.styles, &urls.script, &islands].into_iter().flatten() {
        let answer = get(stage, asset, "").await;
        assert!(
            answer
                .header("cache-control")
                .is_some_and(|kept| kept.contains("immutable"))
        );
        all.push(("an asset", 200, answer));
    }
    all
}

async fn faults(stage: &Stage) -> Vec<(&'static str, u16, Answer)> {
    let world = &stage.world;
    let entering = format!(
        "email=host%40near.example&password={}",
        crate::world::PASSWORD
            .replace('\'', "%27")
            .replace(' ', "+")
    );
    world.fail_on("audit", "1 = 1").await;
    let busy = post(stage, "/sign-in", "", &entering).await;
    world.fail_no_more("audit").await;
    let cookies = stage.walker(Role::Administrator).await.cookie_header();
    world
        .meddle("ALTER TABLE form_draft RENAME TO elsewhere")
        .await;
    let fault = get(
        stage,
        &format!("/forms/drafts/{}", id_of(stage, Kind::Draft)),
        &cookies,
    )
    .await;
    world
        .meddle("ALTER TABLE elsewhere RENAME TO form_draft")
        .await;
    let entered = post(stage, "/sign-in", "", &entering).await;
    vec![
        ("busy", 503, busy),
        ("our fault", 500, fault),
        ("signing in", 303, entered),
    ]
}

async fn hold(stage: &Stage, secure: bool) {
    let mut nonces = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut cookies = BTreeSet::new();
    for (what, status, answer) in kinds(stage).await {
        if answer.status != status {
            wrong.push(format!("{what}: {} {}", answer.status, answer.text()));
        }
        let faults = answer.faults(secure, &mut nonces).into_iter();
        wrong.extend(faults.map(|fault| format!("{what}: {fault}")));
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let name = cookie.to_str().expect("letters").split('=').next();
            cookies.insert(name.unwrap_or_default().to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let begin = if secure { "__Host-" } else { "" };
    let given = ["fourlens", "fourlens-device"].map(|name| format!("{begin}{name}"));
    let given: BTreeSet<String> = given.into_iter().chain(["language".to_string()]).collect();
    assert_eq!(cookies, given);
}

#[tokio::test]
async fn every_kind_of_answer_carries_its_headers_at_a_plain_address() {
    hold(&Stage::set().await, false).await;
}

#[tokio::test]
async fn every_kind_of_answer_carries_its_headers_at_an_https_address() {
    let stage = Stage::set().await;
    let world = stage.world;
    let world = world.told(|settings| settings.public_url = "https://portal.example".to_string());
    hold(&Stage { world, ..stage }, true).await;
}
