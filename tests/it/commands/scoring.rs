//! Scoring again: facts are made of definitions and answers, so what was lost or changed among
//! them comes back.

use super::{
    Place,
    seeding::{city, facts},
};
use serde_json::json;
use std::process::ExitCode;

/// Every tenth submission loses its facts, the next one gets those of another, and the one after
/// is said to have been scored by an older plugin.
const MEDDLING: [&str; 3] = [
    "DELETE FROM fact_pack WHERE submission_seq % 10 = 0",
    "UPDATE fact_pack SET packed = (SELECT packed FROM fact_pack WHERE submission_seq % 10 = 5 \
     ORDER BY submission_seq LIMIT 1) WHERE submission_seq % 10 = 1",
    "UPDATE fact_pack SET plugin_version = '0' WHERE submission_seq % 10 = 2",
];

#[test]
fn facts_that_were_lost_or_changed_come_back_and_are_counted() {
    let place = city();
    let right = facts(&place);
    place.meddle(&MEDDLING);
    let wrong = facts(&place);
    assert_eq!(place.run("verify").code, ExitCode::FAILURE);

    let pairs = right.values().flatten().zip(wrong.values().flatten());
    let changed = pairs
        .clone()
        .filter(|(right, wrong)| right != wrong)
        .count();
    assert!(changed > 60, "{changed} meddled with");
    let told = place.run("rescore").json();
    assert_eq!(
        told,
        json!({ "scored": pairs.count(), "changed": changed, "erased": 0 })
    );
    assert_eq!(facts(&place), right);
    assert_eq!(place.run("verify").json(), json!([]));
    assert_eq!(place.run("rescore").json()["changed"], json!(0));
}

#[test]
fn what_was_erased_is_passed_over_and_told() {
    let place = city();
    let some = facts(&place)
        .into_values()
        .flatten()
        .next()
        .expect("a submission");
    erase(&place, some.receipt.submission);
    let told = place.run("rescore").json();
    assert_eq!((&told["erased"], &told["changed"]), (&json!(1), &json!(0)));
    assert_eq!(place.run("verify").json(), json!([]));
}

#[test]
fn scoring_again_asks_nothing_of_how_the_portal_is_served() {
    let place = Place::migrated();
    // The public address comes by a variable or a flag of `serve`: here it is not known.
    let config = place.file("fourlens.toml", "listen = \"0.0.0.0:3000\"\n");
    place.run(&format!("rescore --config {config}")).json();
}

#[test]
fn an_empty_portal_has_nothing_to_score() {
    let told = Place::migrated().run("rescore").json();
    assert_eq!(told, json!({ "scored": 0, "changed": 0, "erased": 0 }));
}

fn erase(place: &Place, submission: fourlens_app::portal::SubmissionId) {
    use fourlens_server::store::PartKind;
    let erased = place.look(async |store| {
        store
            .system("story")
            .erase(submission, PartKind::Other)
            .await
    });
    erased.expect("erased");
}
