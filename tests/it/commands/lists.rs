//! The two lists that say what is served and who may do it.

use super::run;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// All that anyone may ask for without signing in.
const PUBLIC: &[&str] = &[
    "GET /",
    "GET /accessibility",
    "GET /assets/{*path}",
    "GET /cookies",
    "GET /forgotten",
    "GET /healthz",
    "GET /openapi.json",
    "GET /privacy",
    "GET /privacy/{form}",
    "GET /readyz",
    "GET /set-password",
    "GET /sign-in",
    "GET /sign-in/code",
    "GET /sign-in/provider",
    "GET /sign-in/provider/return",
    "GET /sign-in/second-factor",
    "POST /forgotten",
    "POST /language",
    "POST /set-password",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /sign-in/leave",
    "POST /sign-in/second-factor",
];

fn list(line: &str) -> Vec<Value> {
    let told = run(line).json();
    told.as_array().expect("a list").clone()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} of {row}"))
}

#[test]
fn every_route_says_its_method_path_and_action_and_whether_it_is_public() {
    let routes = list("routes --json");
    let mut seen = BTreeSet::new();
    for route in &routes {
        let keys: BTreeSet<_> = route
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            keys,
            BTreeSet::from(["method", "path", "action", "public"]),
            "{route}"
        );
        assert!(["GET", "POST"].contains(&text(route, "method")), "{route}");
        assert!(text(route, "path").starts_with('/'), "{route}");
        assert!(route["public"].is_boolean(), "{route}");
        assert!(
            seen.insert((text(route, "method"), text(route, "path"))),
            "twice: {route}"
        );
    }
    assert!(routes.len() > PUBLIC.len());
}

#[test]
fn only_what_must_be_is_public() {
    let routes = list("routes --json");
    let mut public: Vec<String> = routes
        .iter()
        .filter(|route| route["public"] == json!(true))
        .map(|route| format!("{} {}", text(route, "method"), text(route, "path")))
        .collect();
    public.sort();
    assert_eq!(public, PUBLIC);
}

#[test]
fn every_action_of_a_route_is_in_the_policy_with_those_who_may_do_it() {
    let policy = list("policy --json");
    let mut actions = BTreeSet::new();
    for row in &policy {
        assert!(actions.insert(text(row, "action")), "twice: {row}");
        let allowed = row["allowed"].as_array().expect("a list of roles");
        assert!(!allowed.is_empty(), "nobody may: {row}");
    }
    for route in list("routes --json") {
        let action = text(&route, "action").to_string();
        let row = policy.iter().find(|row| text(row, "action") == action);
        let row = row.unwrap_or_else(|| panic!("not in the policy: {route}"));
        let everyone = row["allowed"] == json!(["everyone"]);
        assert_eq!(route["public"] == json!(true), everyone, "{route}");
    }
}

#[test]
fn a_service_fills_its_agencys_return_and_does_not_submit_it() {
    let policy = list("policy --json");
    let may = |role: &str, action: &str| {
        let row = policy.iter().find(|row| text(row, "action") == action);
        let allowed = row.and_then(|row| row["allowed"].as_array());
        allowed.is_some_and(|allowed| allowed.contains(&json!(role)))
    };
    for role in ["head", "agency_lead"] {
        assert!(
            may(role, "fill_return") && may(role, "submit_return"),
            "{role}"
        );
    }
    for role in ["safeguarding_lead", "sub_agency_author"] {
        assert!(
            may(role, "fill_return") && !may(role, "submit_return"),
            "{role}"
        );
    }
}

#[test]
fn whoever_may_see_a_return_or_read_its_answers_may_have_its_files_and_nobody_else() {
    let policy = list("policy --json");
    let allowed = |action: &str| {
        let row = policy.iter().find(|row| text(row, "action") == action);
        let roles = row.expect("an action")["allowed"]
            .as_array()
            .expect("roles");
        let roles = roles
            .iter()
            .map(|role| role.as_str().expect("a word").to_string());
        roles.collect::<BTreeSet<String>>()
    };
    let mut readers = allowed("see_return");
    readers.extend(allowed("read_answers"));
    assert_eq!(allowed("read_file"), readers);
}

#[test]
fn both_lists_are_lines_for_people_who_do_not_ask_for_json() {
    let routes = run("routes");
    assert_eq!(routes.output.lines().count(), list("routes --json").len());
    assert!(
        routes
            .output
            .lines()
            .any(|line| line.starts_with("GET   /sign-in ") && line.ends_with("public"))
    );
    let policy = run("policy");
    assert_eq!(policy.output.lines().count(), list("policy --json").len());
    assert!(
        policy
            .output
            .lines()
            .any(|line| line.starts_with("submit_return")
                && line.ends_with("head, agency_lead, auditor"))
    );
    assert_eq!(
        (routes.messages, policy.messages),
        (String::new(), String::new())
    );
}

#[test]
fn taking_much_away_needs_proof_and_showing_whom_a_case_identifies_is_sensitive() {
    let policy = list("policy --json");
    let those = |key: &str| {
        let rows = policy.iter().filter(|row| row[key] == json!(true));
        let words = rows.map(|row| text(row, "action").to_string());
        words.collect::<Vec<String>>()
    };
    for action in ["export_scores", "propose_erasure", "approve_erasure"] {
        assert!(
            those("needs_proof").contains(&action.to_string()),
            "{action}"
        );
    }
    for action in [
        "see_identity",
        "host_round",
        "declare_conflict",
        "keep_accounts",
    ] {
        assert!(those("sensitive").contains(&action.to_string()), "{action}");
    }
}
