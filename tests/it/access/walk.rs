//! The walk: what a role finds is what the table and its reach say, and what it does not find
//! answers exactly as what does not exist.

use super::stage::{Kind, Record, Stage};
use crate::world::{Browser, Reply};
use fourlens_app::portal::{ROLES, Reach, Role};
use fourlens_server::{
    policy::{ACTIONS, Access, Action},
    store::OrganisationKind,
    web::{RouteRow, routes},
};

const NOWHERE: &str = "0123456789abcdef0123456789abcdef";

/// Whether a role reaches a record as far as its reach goes.
fn reaches(role: Role, record: &Record, at: &[fourlens_app::portal::OrganisationId]) -> bool {
    let inside = record.within.iter().any(|of| at.contains(of));
    let about_a_case = matches!(record.kind, Kind::Audit | Kind::Round | Kind::Case);
    let reached = match role.reach() {
        Reach::Organisations => !about_a_case,
        Reach::Schools => !about_a_case && record.of.contains(&OrganisationKind::School),
        Reach::NamedCases => matches!(record.kind, Kind::Audit | Kind::Case),
        Reach::Everything => true,
        Reach::ShownCases => record.kind == Kind::Case,
        Reach::Records => record.kind == Kind::Erasure,
        Reach::Nothing => false,
    };
    inside && reached
}

/// Whether a route has anything to say of a kind of record to those who reach it.
fn there(path: &str, record: &Record) -> bool {
    let about = |part: &str| path.contains(part);
    match record.kind {
        // Who audits is told nothing back, and is moderated at a meeting.
        Kind::Audit => !about("/feedback") && !about("/files/") && !about("/services"),
        // There are no services below, no case, no conflict, no one identified apart.
        Kind::Owed => !about("/services") && !about("/conflict"),
        Kind::Campaign => !about("/cases") && !about("/timetable"),
        Kind::Round => !about("/version"),
        // No merge is named that could be undone.
        Kind::Organisation => !about("/merge/undo"),
        Kind::Case | Kind::Draft | Kind::Import | Kind::Erasure => true,
    }
}

/// Whether a route names records of this kind.
fn names(path: &str, kind: Kind) -> bool {
    let begins = match kind {
        Kind::Owed | Kind::Audit => "/returns/{id}",
        Kind::Campaign | Kind::Round => "/campaigns/{id}",
        Kind::Case => "/cases/{id}",
        Kind::Draft => "/forms/drafts/{id}",
        Kind::Import => "/directory/import/{id}",
        Kind::Erasure => "/erasures/{id}",
        Kind::Organisation => "/directory/{id}",
    };
    path.starts_with(begins) || path.starts_with(&format!("/api{begins}"))
}

/// What is posted: enough for a handler to look for its record, and nothing that it would change.
fn fields(path: &str) -> Vec<(String, String)> {
    let typed: &[(&str, &str)] = match path {
        path if path.ends_with("/submit") => &[
            ("draft_version", "1"),
            ("idempotency_key", "11111111111111111111111111111111"),
        ],
        path if path.ends_with("/discard") || path.ends_with("/publish") => &[("seen", "99")],
        path if path.ends_with("/status") => &[("status", "open")],
        path if path.ends_with("/conflict") => &[("conflict", "no")],
        path if path.ends_with("/identity") => &[("why", "safety")],
        path if path.ends_with("/auditors") || path.ends_with("/auditors/remove") => {
            &[("organisation", NOWHERE), ("person", NOWHERE)]
        }
        path if path.ends_with("/blocks") || path.ends_with("/lift") => {
            &[("person", NOWHERE), ("reason", "kin")]
        }
        path if path.ends_with("/people/end") => &[("person", NOWHERE), ("ends", "head")],
        path if path.ends_with("/agree") => &[("question", "K1")],
        path if path.ends_with("/apply") => &[("plan", "another")],
        path if path.ends_with("/version") => &[("version", NOWHERE)],
        path if path.ends_with("/use") || path.ends_with("/remove") => &[("file", NOWHERE)],
        _ => &[],
    };
    if let Some(own) = path.strip_suffix("/merge") {
        // With itself nothing can be merged.
        let own = own.rsplit('/').next().unwrap_or_default();
        let typed = [("into", own), ("merge", NOWHERE)];
        return typed
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .to_vec();
    }
    let own = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
    typed.iter().map(own).collect()
}

async fn ask(browser: &mut Browser, route: &RouteRow, id: &str, file: &str) -> Reply {
    let path = route
        .path
        .replace("{id}", id)
        .replace("{section}", "B")
        .replace("{question}", "K2")
        .replace("{file}", file);
    let fields = fields(&path);
    match route.method.as_str() {
        "GET" => browser.get(&path).await,
        _ if path.starts_with("/api/") => {
            let body = serde_json::json!({ "fields": fields });
            browser.post_json(&path, &body).await
        }
        _ if path.ends_with("/evidence/K2") => {
            let file: (&str, &[u8]) = ("more.txt", b"More");
            browser.post_parts((path, fields), &[file]).await
        }
        _ if route.path == "/forms/drafts/{id}" => browser.post_parts((path, fields), &[]).await,
        _ => browser.post(&path, &fields).await,
    }
}

/// A reply without what is drawn anew each time, and without the identity it was asked by.
fn told(reply: &Reply, id: &str) -> (u16, Option<String>, String) {
    let policy = reply.headers.get("content-security-policy");
    let nonce = policy.and_then(|policy| policy.split("nonce-").nth(1)?.split('\'').next());
    let nonce = nonce.unwrap_or("no nonce").to_string();
    let plain = |text: &str| text.replace(&nonce, "").replace(id, "");
    (
        reply.status,
        reply.location.as_deref().map(plain),
        plain(&reply.body),
    )
}

fn action_of(route: &RouteRow) -> Action {
    let found = ACTIONS
        .into_iter()
        .find(|action| action.key() == route.action);
    found.expect("every route names an action")
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_policy_table_says() {
    let stage = Stage::set().await;
    let mut wrong: Vec<String> = Vec::new();
    let mut asked = 0;
    for role in ROLES {
        let mut browser = stage.walker(role).await;
        let at = stage.home(role);
        for route in routes() {
            let action = action_of(&route);
            if !matches!(action.access(), Access::Roles(_)) || !route.path.contains("{id}") {
                continue;
            }
            for record in stage
                .records()
                .filter(|record| names(route.path, record.kind))
            {
                let file = stage.file_of(record);
                let theirs = ask(&mut browser, &route, &record.id, &file).await;
                let missing = ask(&mut browser, &route, NOWHERE, &file).await;
                let is_found = told(&theirs, &record.id) != told(&missing, NOWHERE);
                let may = action.allows(role)
                    && reaches(role, record, &[at])
                    && there(route.path, record);
                asked += 1;
                if is_found != may {
                    wrong.push(format!(
                        "{role} {} {} of {}: {} {}",
                        route.method,
                        route.path,
                        record.name,
                        theirs.status,
                        if may { "is not found" } else { "is found" }
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {asked}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(asked > 1_000, "{asked} were asked");
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_to_and_told_nothing_else() {
    let stage = Stage::set().await;
    let mut nobody = stage.world.browser();
    for route in routes().into_iter().filter(|route| !route.public) {
        let named = stage.own.records.iter();
        let named = named.filter(|record| names(route.path, record.kind));
        let ids: Vec<&str> = match route.path.contains("{id}") {
            true => named.map(|record| record.id.as_str()).collect(),
            false => vec![NOWHERE],
        };
        for id in ids {
            let reply = ask(&mut nobody, &route, id, NOWHERE).await;
            let to = reply.location.as_deref().unwrap_or_default();
            let asked = reply.status == 401 || to.starts_with("/sign-in");
            assert!(asked, "{} {}: {}", route.method, route.path, reply.status);
        }
    }
}

#[tokio::test]
async fn a_page_without_a_record_is_there_for_the_roles_of_its_action_only() {
    let stage = Stage::set().await;
    let mut wrong: Vec<String> = Vec::new();
    for role in ROLES {
        let mut browser = stage.walker(role).await;
        for route in routes() {
            let action = action_of(&route);
            if !matches!(action.access(), Access::Roles(_)) || route.path.contains("{id}") {
                continue;
            }
            let route = RouteRow {
                path: route.path,
                ..route
            };
            let path = route
                .path
                .replace("{key}", "walk")
                .replace("{form}", "case-audit");
            let reply = match route.method.as_str() {
                "GET" => browser.get(&path).await,
                _ => {
                    let typed = [("id", NOWHERE), ("form", "walk")];
                    let typed = typed.map(|(name, value)| (name.to_string(), value.to_string()));
                    browser.post(&path, &typed).await
                }
            };
            let is_found = reply.status != 404;
            let may = action.allows(role);
            // A priority is named by its key, a copy by its reference, and there is none of these.
            let none = ["/priorities/walk", "/records/copy"].contains(&path.as_str());
            if is_found != (may && !none) {
                wrong.push(format!("{role} {} {path}: {}", route.method, reply.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_reference_of_strangers_names_nothing_to_look_up_or_take_out() {
    let stage = Stage::set().await;
    let mut officer = stage.walker(Role::DataProtectionOfficer).await;
    let (near, far) = ("NEG-26Q4-41", "NEG-26Q4-31");
    for (reference, found) in [(near, true), (far, false)] {
        let page = officer
            .get(&format!("/records?reference={reference}"))
            .await;
        assert_eq!(
            page.says("Who saw it"),
            found,
            "{reference}: {}",
            page.text()
        );
        let copy = officer
            .get(&format!("/records/copy?reference={reference}"))
            .await;
        assert_eq!(copy.status == 200, found, "{reference}: {}", copy.status);
    }
}
