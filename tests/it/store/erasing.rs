//! What is destroyed stays destroyed, wherever erasing it was cut short.

use super::harness::{ANY_ROLE, change, city, saved};
use fourlens_app::portal::Role;
use fourlens_server::store::{ErasureExtent, ErasureTarget, StoreError};
use sea_orm::ConnectionTrait;
use serde_json::json;

#[tokio::test]
async fn a_draft_that_is_gone_is_on_the_erasure_list_even_if_its_key_was_not_destroyed_yet() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    saved(
        city.system()
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let role = Role::DataProtectionOfficer;
    let proposes = city.person("Dot Oak", role, city.partnership).await;
    let decides = city.person("Dee Oak", role, city.partnership).await;
    let proposes = city.store.scope(&proposes, ANY_ROLE);
    let id = proposes.propose_erasure(
        fourlens_app::portal::ErasureId::from_bytes([7; 16]),
        ErasureTarget::Campaign(campaign),
        ErasureExtent::Everything,
        "request".to_owned(),
    );
    let id = id.await.unwrap().expect("within reach");
    // As if the process had ended between the rows and the key.
    let keys = city.raw_keys().await;
    let stop = if super::harness::on_postgres() {
        "CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'it stays'; END $$; \
         CREATE TRIGGER stays BEFORE DELETE ON data_key FOR EACH ROW EXECUTE FUNCTION stays()"
    } else {
        "CREATE TRIGGER stays BEFORE DELETE ON data_key BEGIN SELECT RAISE(ABORT, 'it stays'); END"
    };
    keys.execute_unprepared(stop).await.unwrap();
    let decides = city.store.scope(&decides, ANY_ROLE);
    let cut = decides.decide_erasure(id, true).await;
    assert!(matches!(cut, Err(StoreError::Database(_))), "{cut:?}");
    assert_eq!(city.count("SELECT count(*) FROM draft_answer").await, 0);
    let listed = super::harness::number(&keys, "SELECT count(*) FROM erased").await;
    assert_eq!(listed, 1, "a backup from before does not bring it back");

    let on = if super::harness::on_postgres() {
        " ON data_key"
    } else {
        ""
    };
    keys.execute_unprepared(&format!("DROP TRIGGER stays{on}"))
        .await
        .unwrap();
    assert_eq!(city.faults().await, ["Note KeyWithoutPart"]);
    assert_eq!(city.store.sweep_keys().await.unwrap(), 1);
    assert!(city.faults().await.is_empty());
}
