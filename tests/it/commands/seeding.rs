//! The made-up city: it is made once, it is whole, and it says the same wherever it is taken.

use super::Place;
use fourlens_server::store::SubmittedFacts;
use serde_json::json;
use std::collections::BTreeMap;

/// The head of a school of the city, and the password of everyone in it.
const HEAD: (&str, &str) = ("head@quillmere.example", "demo-fourlens-2026");

/// A place with the made-up city in it.
pub(super) fn city() -> Place {
    let place = Place::migrated();
    let told = place.run("seed");
    let made = told.json();
    assert!(made["organisations"].as_i64() > Some(120), "{made}");
    assert!(made["submissions"].as_i64() > Some(280), "{made}");
    assert!(told.messages.starts_with("made "), "{}", told.messages);
    place
}

/// The facts of every submission, by campaign.
pub(super) fn facts(place: &Place) -> BTreeMap<String, Vec<SubmittedFacts>> {
    place.look(async |store| {
        let system = store.system("story");
        let mut all = BTreeMap::new();
        for campaign in system.campaigns().await.expect("listed") {
            let facts = system.facts_of_campaign(campaign.id, 0, 1_000).await;
            all.insert(campaign.title, facts.expect("read"));
        }
        all
    })
}

#[test]
fn a_made_up_city_is_whole_and_says_the_same_once_it_is_restored_elsewhere() {
    let place = city();
    assert_eq!(place.run("verify").json(), json!([]));
    let said = facts(&place);
    assert_eq!(
        said.len(),
        6,
        "three school returns, two Section 11 cycles and a round of case audits"
    );

    let to = place.path("backup");
    place.run(&format!("backup {}", to.display())).json();
    let other = Place::beside(&place);
    other.run(&format!("restore {}", to.display())).json();
    assert_eq!(other.run("verify").json(), json!([]));
    let submissions: usize = said.values().map(Vec::len).sum();
    let rescored = other.run("rescore").json();
    assert_eq!(
        rescored,
        json!({ "scored": submissions, "changed": 0, "erased": 0 })
    );
    assert_eq!(facts(&other), said);
    assert!(other.lets_in(HEAD.0, HEAD.1));
    assert_eq!(other.run("verify").json(), json!([]));
}

#[test]
fn a_city_is_made_only_in_an_empty_portal_and_nothing_is_lost() {
    let place = city();
    let before = facts(&place);
    let told = place.run("seed");
    assert!(
        told.refusal()
            .contains("a demo is made only in an empty one"),
        "{}",
        told.messages
    );
    assert_eq!(facts(&place), before);
    assert_eq!(place.run("verify").json(), json!([]));
    let told = place.run("serve --listen 127.0.0.1:0 --public-url https://portal.example");
    assert!(
        told.refusal().contains("served only on this machine"),
        "everyone knows its password: {}",
        told.messages
    );
}
