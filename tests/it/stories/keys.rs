//! The key that wraps all others is changed while people work: nothing stops, nothing is lost, and
//! the key before it can be thrown away.

use crate::{store::harness, world::World};
use fourlens_server::{
    clock::Clock,
    seal::KeyRing,
    store::{Retired, Store, StoreError},
};
use std::{fs, sync::Arc};

/// Another process that serves the same portal, or a command beside it.
async fn beside(world: &World) -> Store {
    let config = world.state.settings.store.store.clone();
    let clock: Arc<dyn Clock> = world.clock.clone();
    let store = Store::open(config, clock, world.state.random.clone());
    store.await.expect("the store opens")
}

async fn wrapped_by_older(world: &World, current: u32) -> i64 {
    let db = harness::raw_keys(&world.state.settings.store.store).await;
    let start = match harness::on_postgres() {
        true => format!("substring(wrapped from 1 for 4) <> '\\x{current:08x}'::bytea"),
        false => format!("substr(wrapped, 1, 4) <> x'{current:08x}'"),
    };
    let count = format!("SELECT count(*) FROM data_key WHERE {start}");
    let count = harness::number(&db, &count).await;
    db.close().await.expect("closed");
    count
}

#[tokio::test]
async fn keys_rotate_while_a_school_answers_and_the_old_key_is_thrown_away() {
    let world = World::new().await;
    let ring = world.state.settings.store.store.keys.clone();
    let id = world.oakwell.return_id;
    let mut head = world.head().await;
    let section = format!("/returns/{id}/sections/C");
    let page = head.get(&section).await;
    head.post_form(&page, &[("C1", "2")]).await;

    let command = beside(&world).await;
    // Someone goes on saving in the portal that runs.
    let saving = async {
        for rating in ["3", "4", "2", "1", "2"] {
            let page = head.get(&section).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let saved = head.post_form(&page, &[("C1", rating)]).await;
            assert_eq!(saved.status, 303, "{}", saved.text());
        }
    };
    let (rotated, ()) = tokio::join!(command.rotate_keys(), saving);
    let rotated = rotated.expect("rotated");
    assert_eq!(rotated.current, 2);
    assert!(rotated.wrapped >= 1, "{rotated:?}");

    let mut edith = world.signed_in("edith@elmfield.example").await;
    let other = format!("/returns/{}/sections/C", world.elmfield.return_id);
    let page = edith.get(&other).await;
    edith.post_form(&page, &[("C1", "3")]).await;
    assert_eq!(
        wrapped_by_older(&world, 2).await,
        0,
        "the portal wraps with the new key"
    );

    let old = fs::read_to_string(&ring).expect("the ring");
    let early = command.retire_keys().await.expect("asked");
    assert!(
        matches!(early, Retired::TooSoon(_)),
        "what was being written may still come: {early:?}"
    );
    world.clock.pass_seconds(16 * 60);
    let gone = command.retire_keys().await.expect("retired");
    assert_eq!(gone, Retired::Done(1));
    let kept = fs::read_to_string(&ring).expect("the ring");
    assert!(
        kept.len() < old.len() && !kept.contains("\"number\": 1,"),
        "one key is left"
    );
    let page = head.get(&section).await;
    assert_eq!(page.attributes("input[name=C1][checked]", "value"), ["2"]);
    let check = world.fill_all(&mut head, id, "2").await;
    assert_eq!(head.post_form(&check, &[]).await.status, 303);
    assert!(world.store.verify().await.expect("verified").is_empty());
    assert!(command.verify().await.expect("verified").is_empty());
    command.close().await.expect("closed");
}

#[tokio::test]
async fn a_rotation_cut_off_half_way_is_finished_by_the_next() {
    let world = World::new().await;
    let mut head = world.head().await;
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = head.get(&section).await;
    head.post_form(&page, &[("C1", "2")]).await;
    let ring = &world.state.settings.store.store.keys;
    // The new key is in the ring, and the process ended before it wrapped anything.
    let number = KeyRing::rotate(ring, world.state.random.as_ref()).expect("rotated");
    assert!(wrapped_by_older(&world, number).await > 0);
    assert_eq!(
        world.store.retire_keys().await.expect("asked"),
        Retired::StillNeeded,
        "not while it is needed"
    );
    assert_eq!(head.get(&section).await.status, 200);
    let rotated = world.store.rotate_keys().await.expect("rotated");
    assert!(rotated.wrapped > 0, "{rotated:?}");
    world.clock.pass_seconds(16 * 60);
    let gone = world.store.retire_keys().await.expect("retired");
    assert_eq!(gone, Retired::Done(2));
    assert_eq!(head.get(&section).await.status, 200);
}

#[tokio::test]
async fn a_ring_from_before_opens_nothing_of_a_portal_whose_old_keys_are_retired() {
    let world = World::new().await;
    let mut head = world.head().await;
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = head.get(&section).await;
    head.post_form(&page, &[("C1", "2")]).await;
    let mut config = world.state.settings.store.store.clone();
    let stolen = config.keys.with_file_name("stolen.json");
    fs::copy(&config.keys, &stolen).expect("copied");
    world.store.rotate_keys().await.expect("rotated");
    world.clock.pass_seconds(16 * 60);
    let gone = world.store.retire_keys().await.expect("retired");
    assert_eq!(gone, Retired::Done(1));
    config.keys = stolen;
    let clock: Arc<dyn Clock> = world.clock.clone();
    let opened = Store::open(config, clock, world.state.random.clone()).await;
    assert!(matches!(opened.err(), Some(StoreError::OtherRing(_))));
}
