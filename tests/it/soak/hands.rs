//! Several people type into one return at once, with pages of any age, some of their requests cut
//! off: whatever was acknowledged stands, and nobody's answer is overwritten unseen.

use super::{Chance, ledger::Ledger, rounds};
use crate::world::{Browser, Reply, World};
use serde_json::{Value as Json, json};
use std::time::Duration;

/// Controls of section C that the hands type into, with what may be typed.
const RATINGS: [&str; 5] = ["C1", "C2", "C3", "C4", "C5"];
const TEXTS: [&str; 3] = ["C1.how", "C2.how", "C3.how"];

/// Acts in a test run.
const ACTS: usize = 150;

#[tokio::test]
async fn what_was_acknowledged_stands_whoever_else_types() {
    let world = World::new().await;
    let mut chance = Chance::from(0x5EED_0001);
    let mut ledger = Ledger::default();
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let mut hands = Vec::new();
    for email in [
        "ada@oakwell.example",
        "lee@oakwell.example",
        "ada@oakwell.example",
    ] {
        let mut browser = world.signed_in(email).await;
        let page = browser.get(&path).await;
        hands.push((browser, page));
    }
    for act in 0..rounds(ACTS) {
        let hand = chance.below(hands.len());
        let (browser, page) = &mut hands[hand];
        if chance.below(4) == 0 {
            *page = browser.get(&path).await;
        }
        let typed = typed(&mut chance, act);
        save(browser, page, &path, &typed, &mut chance, &mut ledger).await;
        if act % 25 == 24 {
            compare(&browser.get(&path).await, &ledger);
        }
    }
    let (browser, _) = &mut hands[0];
    compare(&browser.get(&path).await, &ledger);
    let found = world.store.verify().await.expect("verified");
    assert!(found.is_empty(), "{found:?}");
}

/// One or two controls and what is typed into them.
fn typed(chance: &mut Chance, act: usize) -> Vec<(&'static str, String)> {
    let rating = (*chance.of(&RATINGS), (1 + chance.below(4)).to_string());
    let text = (*chance.of(&TEXTS), format!("Words of act {act}"));
    match chance.below(3) {
        0 => vec![rating],
        1 => vec![text],
        _ => vec![rating, text],
    }
}

async fn save(
    browser: &mut Browser,
    page: &Reply,
    path: &str,
    typed: &[(&'static str, String)],
    chance: &mut Chance,
    ledger: &mut Ledger,
) {
    let mut fields = Vec::new();
    for (control, value) in typed {
        fields.push(json!([control, value]));
        for beside in ["_version-", "_shown-"] {
            let name = format!("{beside}{control}");
            let select = format!("input[name='{name}']");
            fields.push(json!([name, page.attributes(&select, "value")[0]]));
        }
    }
    let api = format!("/api{path}");
    let body = json!({ "fields": fields });
    let posting = browser.post_json(&api, &body);
    let patience = match chance.below(5) {
        0 => Duration::from_micros(chance.below(3_000) as u64),
        _ => Duration::from_secs(60),
    };
    let Ok(reply) = tokio::time::timeout(patience, posting).await else {
        for (control, value) in typed {
            ledger.in_doubt(control, value);
        }
        return;
    };
    assert_eq!(reply.status, 200, "{}", reply.body);
    let told: Json = serde_json::from_str(&reply.body).expect("JSON");
    for (control, value) in typed {
        if told["stored"].get(control).is_some() {
            // What is replaced is what the person saw: nobody's answer goes unseen.
            ledger.hold(control, &standing(page, control));
            ledger.acknowledged(control, value);
        }
    }
}

/// Holds the page against the ledger, control by control.
fn compare(page: &Reply, ledger: &Ledger) {
    for control in RATINGS.into_iter().chain(TEXTS) {
        ledger.hold(control, &standing(page, control));
    }
}

/// The value that a page shows in a control.
fn standing(page: &Reply, control: &str) -> String {
    let stands = match TEXTS.contains(&control) {
        true => page.texts(&format!("textarea[name='{control}']")),
        false => page.attributes(&format!("input[name='{control}'][checked]"), "value"),
    };
    stands.into_iter().next().unwrap_or_default()
}
