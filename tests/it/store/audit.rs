//! The log: a row for each change, chained.

use super::harness::{change, city, saved};
use fourlens_server::store::{Author, Store, Subject};
use serde_json::json;

#[tokio::test]
async fn every_change_leaves_a_row_and_no_answer() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    saved(
        scope
            .save(of, vec![change("C1", 0, json!("Ada Canary"))])
            .await
            .unwrap(),
    );
    let receipt = city.hand_in(&scope, of).await;

    let trail = scope
        .trail(&Subject::new("return", of.bytes()))
        .await
        .unwrap();
    assert_eq!(trail.len(), 1);
    assert_eq!(
        (trail[0].action.as_str(), &trail[0].author),
        ("draft.save", &Author::System("test".into()))
    );
    assert_eq!(trail[0].detail, json!({ "version": 1, "answers": 1 }));
    let trail = scope
        .trail(&Subject::new("submission", receipt.submission.bytes()))
        .await
        .unwrap();
    assert_eq!(trail[0].action, "submission.append");
    assert_eq!(trail[0].detail["content"], receipt.content_hash.to_string());
}

#[tokio::test]
async fn a_row_changed_taken_out_or_added_is_found() {
    let tamperings = [
        "UPDATE audit SET detail = '{}' WHERE seq = 2",
        "UPDATE audit SET at = at + 1 WHERE seq = 3",
        "UPDATE audit SET system = 'nobody' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET place = 9 WHERE seq = 2",
        "INSERT INTO audit (at, system, action, subject_kind, subject_id, detail, writer, place, \
         previous, hash) SELECT at, system, 'x', subject_kind, subject_id, detail, writer, \
         place + 1, hash, previous FROM audit ORDER BY seq DESC LIMIT 1",
    ];
    for tampering in tamperings {
        let city = city().await;
        city.campaign("175/157 2026", "2026-09-01").await;
        assert!(city.faults().await.is_empty());
        city.meddle(tampering).await;
        let faults = city.faults().await;
        assert!(
            faults.contains(&"Fault AuditChain".to_owned()),
            "{tampering}: {faults:?}"
        );
    }
}

#[tokio::test]
async fn a_later_processs_chain_is_tied_to_the_earlier_one() {
    let city = city().await;
    city.store.close().await.unwrap();
    let random = std::sync::Arc::new(fourlens_server::random::SeededRandom::new(99));
    let later = Store::open(city.config.clone(), city.clock.clone(), random)
        .await
        .unwrap();
    later
        .system("later")
        .publish("another", "{}")
        .await
        .unwrap();
    assert!(later.verify().await.unwrap().is_empty());
    let writers = city.count("SELECT count(DISTINCT writer) FROM audit").await;
    assert_eq!(writers, 2);

    // The whole first chain, taken out, is missed by the second.
    city.meddle("DELETE FROM audit WHERE place < 3 AND system = 'test'")
        .await;
    assert!(!later.verify().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_submission_taken_out_is_missed() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    city.hand_in(&city.system(), of).await;
    city.meddle("DELETE FROM fact_pack").await;
    city.meddle("DELETE FROM submission").await;
    let faults = city.faults().await;
    for expected in [
        "Fault AuditMissing",
        "Note KeyWithoutPart",
        "Fault ReturnState",
        "Fault RollUp",
    ] {
        assert!(
            faults.contains(&expected.to_owned()),
            "{expected}: {faults:?}"
        );
    }
}
