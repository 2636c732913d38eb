//! The JSON API is what `/openapi.json` says: every route of it, each status, each body.

use super::answer::{Answer, request, send};
use crate::world::World;
use fourlens_server::web::routes;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The document, as it is served.
pub async fn document(world: &World) -> Value {
    let answer = send(world, request("GET", "/openapi.json", ""), b"").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    serde_json::from_slice(&answer.body).expect("JSON")
}

/// Every route that the document tells of, as `POST /path`.
pub fn documented(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("paths").iter();
    let each = paths.flat_map(|(path, operations)| {
        let methods = operations.as_object().expect("operations").keys();
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    each.collect()
}

#[tokio::test]
async fn the_document_tells_every_route_of_the_api_and_none_that_is_not_there() {
    let world = World::new().await;
    let documented = documented(&document(&world).await);
    let line = |method: &str, path: &str| format!("{method} {path}");
    let all: BTreeSet<String> = routes()
        .iter()
        .map(|route| line(&route.method, route.path))
        .collect();
    let api = routes().into_iter();
    let api: BTreeSet<String> = api
        .filter(|route| route.path.starts_with("/api/") || route.path == "/openapi.json")
        .map(|route| line(&route.method, route.path))
        .collect();
    assert!(documented.is_superset(&api), "{api:?}");
    assert!(documented.is_subset(&all), "{documented:?}");
}

#[tokio::test]
async fn the_document_is_of_this_version_and_names_the_session_of_this_address() {
    let world = World::new().await;
    let here = document(&world).await;
    assert_eq!(here["info"]["version"], env!("CARGO_PKG_VERSION"));
    let session = "/components/securitySchemes/session/name";
    assert_eq!(here.pointer(session), Some(&json!("fourlens")));
    let world = world.told(|settings| settings.public_url = "https://portal.example".to_string());
    let there = document(&world).await;
    assert_eq!(there.pointer(session), Some(&json!("__Host-fourlens")));
}

/// What the document says of one status of an operation.
fn described<'d>(document: &'d Value, operation: &'d Value, status: u16) -> Option<&'d Value> {
    let response = operation["responses"].get(status.to_string())?;
    match response["$ref"].as_str() {
        Some(to) => document.pointer(to.trim_start_matches('#')),
        None => Some(response),
    }
}

/// Holds an answer against what the document says of its status.
fn hold(document: &Value, operation: &Value, answer: &Answer) {
    let (status, text) = (answer.status, answer.text());
    let response = described(document, operation, status);
    let response = response.unwrap_or_else(|| panic!("{status} is not described: {text}"));
    let kind = answer.header("content-type").expect("a content type");
    let schema = &response["content"][kind]["schema"];
    assert!(schema.is_object(), "{status} as {kind} is not described");
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&whole).expect("a schema");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let wrong: Vec<String> = validator
        .iter_errors(&body)
        .map(|fault| fault.to_string())
        .collect();
    assert!(wrong.is_empty(), "{status} {text}: {wrong:?}");
    for name in response["headers"].as_object().into_iter().flatten() {
        assert!(answer.header(name.0).is_some(), "{status} lacks {}", name.0);
    }
}

/// A save of these bytes, said to be of this kind.
async fn save(world: &World, path: &str, cookies: &str, kind: &str, body: &[u8]) -> Answer {
    let mut asked = request("POST", path, cookies);
    if !kind.is_empty() {
        asked = asked.header("content-type", kind);
    }
    send(world, asked, body).await
}

#[tokio::test]
async fn saving_answers_as_the_document_says_in_every_way_it_can_end() {
    const JSON: &str = "application/json";
    let world = World::new().await;
    let document = document(&world).await;
    let operation = &document["paths"]["/api/returns/{id}/sections/{section}"]["post"];
    let mut ada = world.head().await;
    let (cookies, id) = (ada.cookie_header(), world.oakwell.return_id);
    let path = format!("/api/returns/{id}/sections/C");
    let examples = &operation["requestBody"]["content"][JSON]["examples"];
    let one = examples["one"]["value"].to_string();
    let mut met = BTreeSet::new();
    let mut hold = |status: u16, answer: Answer| {
        assert_eq!(answer.status, status, "{}", answer.text());
        hold(&document, operation, &answer);
        met.insert(status.to_string());
        answer.text()
    };

    let saved = hold(
        200,
        save(&world, &path, &cookies, JSON, one.as_bytes()).await,
    );
    assert!(saved.contains("\"C1\":{"), "{saved}");
    // The same again, said to be the first answer: someone else has written since.
    let other = one.replace('4', "3");
    let lost = hold(
        200,
        save(&world, &path, &cookies, JSON, other.as_bytes()).await,
    );
    assert!(lost.contains("\"control\":\"C1\""), "{lost}");

    hold(400, save(&world, &path, &cookies, JSON, b"{").await);
    let deep = [&[b'['; 10_000][..], &[b']'; 10_000][..]].concat();
    hold(422, save(&world, &path, &cookies, JSON, &deep).await);
    hold(401, save(&world, &path, "", JSON, one.as_bytes()).await);
    hold(415, save(&world, &path, &cookies, "", one.as_bytes()).await);
    hold(
        415,
        save(&world, &path, &cookies, "text/plain", one.as_bytes()).await,
    );
    for misshapen in [
        "{}",
        "[]",
        "null",
        r#"{"fields":[["a"]]}"#,
        r#"{"fields":[],"more":"Mia"}"#,
        r#"{"fields":[],"fields":[]}"#,
        r#"{"fields":[["C1","Mia\u0000"],["_version-C1","1"]]}"#,
    ] {
        let told = hold(
            422,
            save(&world, &path, &cookies, JSON, misshapen.as_bytes()).await,
        );
        assert!(!told.contains("Mia"), "what was sent comes back: {told}");
    }
    let large = format!(r#"{{"fields":[["a","{}"]]}}"#, "a".repeat(1024 * 1024));
    hold(
        413,
        save(&world, &path, &cookies, JSON, large.as_bytes()).await,
    );
    let none = path.replace(&id.to_string(), &"0".repeat(32));
    for nowhere in [none.as_str(), "/api/returns/x/sections/C", "/api/nothing"] {
        hold(
            404,
            save(&world, nowhere, &cookies, JSON, one.as_bytes()).await,
        );
    }

    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    round.name(&world, case, "pat@police.example").await;
    let audit = round.return_of(&world, case, round.police).await;
    let pat = world.signed_in("pat@police.example").await.cookie_header();
    let undeclared = format!("/api/returns/{audit}/sections/A");
    hold(
        403,
        save(&world, &undeclared, &pat, JSON, one.as_bytes()).await,
    );

    let first = one.replace("C1", "C2");
    world
        .meddle("ALTER TABLE draft_answer RENAME TO elsewhere")
        .await;
    hold(
        500,
        save(&world, &path, &cookies, JSON, first.as_bytes()).await,
    );
    world
        .meddle("ALTER TABLE elsewhere RENAME TO draft_answer")
        .await;

    let check = world.fill_all(&mut ada, id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    hold(
        409,
        save(&world, &path, &cookies, JSON, one.as_bytes()).await,
    );

    let described = operation["responses"].as_object().expect("responses");
    let described = described.keys().filter(|status| !met.contains(*status));
    // What is too slow or too much is what the flood is about.
    assert_eq!(
        described.collect::<Vec<_>>(),
        ["408", "503"],
        "told of, not met"
    );
}
