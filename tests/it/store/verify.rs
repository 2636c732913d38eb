//! What `verify` finds beyond the log and the seals.

use super::harness::{change, city, saved};
use sea_orm::ConnectionTrait;
use serde_json::json;

#[tokio::test]
async fn a_part_without_a_key_is_a_fault_and_a_key_without_a_part_a_note() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    city.hand_in(&city.system(), of).await;
    let keys = city.raw_keys().await;
    let orphan = if super::harness::on_postgres() {
        "INSERT INTO data_key (part_id, wrapped) VALUES (decode(repeat('00', 16), 'hex'), 'x')"
    } else {
        "INSERT INTO data_key (part_id, wrapped) VALUES (zeroblob(16), x'00')"
    };
    keys.execute_unprepared(orphan).await.unwrap();
    assert_eq!(city.faults().await, ["Note KeyWithoutPart"]);
    assert_eq!(city.store.sweep_keys().await.unwrap(), 1);
    assert!(city.faults().await.is_empty());
    keys.execute_unprepared("DELETE FROM data_key")
        .await
        .unwrap();
    assert_eq!(city.faults().await, ["Fault KeyMissing"]);
}

#[tokio::test]
async fn a_state_that_its_rows_contradict_is_a_fault() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    saved(
        city.system()
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    for state in ["submitted", "not_started"] {
        let set = format!("UPDATE return_ SET state = '{state}' WHERE state <> 'not_started'");
        city.meddle(&set).await;
        assert_eq!(city.faults().await, ["Fault ReturnState"], "{state}");
    }
}

#[tokio::test]
async fn a_roll_up_that_was_changed_is_a_fault_and_can_be_rebuilt() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    city.hand_in(&city.system(), of).await;
    city.meddle("UPDATE rollup SET packed = replace(packed, '\"value\":2', '\"value\":3')")
        .await;
    assert_eq!(city.faults().await, ["Fault RollUp"]);
    city.system().rebuild_roll_ups(campaign).await.unwrap();
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn a_content_hash_that_was_changed_is_a_fault() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    city.hand_in(&city.system(), of).await;
    city.meddle("UPDATE submission SET content_hash = commitment_other")
        .await;
    assert_eq!(city.faults().await, ["Fault Submission"]);
}
