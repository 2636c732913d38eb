//! What is destroyed stays destroyed, wherever erasing it was cut short.

use super::harness::{ANY_ROLE, change, city, day, done, saved};
use fourlens_app::portal::{MergeId, Role};
use fourlens_server::store::{ErasureExtent, ErasureTarget, MergeOutcome, Scoped, StoreError};
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

#[tokio::test]
async fn what_was_proposed_goes_with_what_it_is_about_when_organisations_become_one() {
    let city = city().await;
    let both = city.campaign("Both owe it", "2026-09-01").await;
    let one = city.campaign("Only Oakfield owes it", "2026-09-02").await;
    city.meddle(
        "DELETE FROM return_ WHERE organisation_seq = (SELECT seq FROM organisation \
         WHERE urn = '900002') AND campaign_seq = (SELECT seq FROM campaign \
         WHERE title = 'Only Oakfield owes it')",
    )
    .await;
    let role = Role::DataProtectionOfficer;
    let of_trust = city.person("Tia Trust", role, city.trust).await;
    let of_all = city.person("Pia Port", role, city.partnership).await;
    let (of_trust, of_all) = (city.as_(&of_trust), city.as_(&of_all));
    for (campaign, key) in [(both, 1), (one, 2)] {
        let of = city.return_of(city.oakfield, campaign).await;
        let version = city.system().draft(of).await.unwrap().unwrap().version;
        let system = city.system();
        let handed_in = system.submit(city.command(of, version, key));
        let receipt = done(handed_in.await.unwrap().unwrap());
        let proposed = of_trust.propose_erasure(
            fourlens_app::portal::ErasureId::from_bytes([key; 16]),
            ErasureTarget::Submission(receipt.submission),
            ErasureExtent::Everything,
            "request".to_owned(),
        );
        proposed.await.unwrap().expect("within reach");
    }
    let seen = async |scope: &Scoped| {
        let seen = scope.erasures().await.unwrap().into_iter();
        let mut keys: Vec<u8> = seen.map(|view| view.id.bytes()[0]).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(
        (seen(&of_trust).await, seen(&of_all).await),
        (vec![1, 2], vec![1, 2])
    );

    // Riverside is in no trust: what moved there is the partnership's alone.
    let side = async |id| {
        let entry = city.system().directory_entry(id).await.unwrap();
        (id, entry.unwrap().version)
    };
    let merge = MergeId::from_bytes([9; 16]);
    let (from, into) = (side(city.oakfield).await, side(city.riverside).await);
    let system = city.system();
    let merged = system.merge_organisations(merge, from, into, day("2026-09-03"));
    assert_eq!(merged.await.unwrap(), MergeOutcome::Done);
    assert_eq!(
        (seen(&of_trust).await, seen(&of_all).await),
        (vec![1], vec![1, 2])
    );
    let moved = fourlens_app::portal::ErasureId::from_bytes([2; 16]);
    let decided = of_trust.decide_erasure(moved, false).await.unwrap();
    assert_eq!(decided, None, "it is not theirs to decide any more");
    assert!(city.faults().await.is_empty());

    let undone = city.system().undo_merge(merge).await.unwrap();
    assert_eq!(undone, MergeOutcome::Done);
    assert_eq!(
        (seen(&of_trust).await, seen(&of_all).await),
        (vec![1, 2], vec![1, 2])
    );
    assert!(city.faults().await.is_empty());
}
