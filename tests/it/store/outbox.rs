//! What is left to do after a change.

use super::harness::city;
use fourlens_server::store::OutboxMessage;
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(60);

fn message(dedupe_key: &str) -> OutboxMessage {
    OutboxMessage {
        kind: "mail".into(),
        dedupe_key: dedupe_key.into(),
        payload: b"to someone".to_vec(),
        run_at: None,
    }
}

#[tokio::test]
async fn a_message_is_done_once_however_often_it_is_left() {
    let city = city().await;
    let scope = city.system();
    scope
        .enqueue(vec![message("a"), message("a"), message("b")])
        .await
        .unwrap();
    scope.enqueue(vec![message("a")]).await.unwrap();
    let claimed = scope.claim(&["mail"], 10, LEASE).await.unwrap();
    assert_eq!(claimed.len(), 2);
    assert_eq!(
        (claimed[0].payload.as_slice(), claimed[0].attempts),
        (&b"to someone"[..], 1)
    );
    for one in &claimed {
        scope.message_done(one.id).await.unwrap();
    }
    city.clock.advance(LEASE * 2);
    assert!(scope.claim(&["mail"], 10, LEASE).await.unwrap().is_empty());
    scope.enqueue(vec![message("a")]).await.unwrap();
    assert!(
        scope.claim(&["mail"], 10, LEASE).await.unwrap().is_empty(),
        "it was done"
    );
}

#[tokio::test]
async fn a_leased_message_is_nobody_elses_until_the_lease_runs_out() {
    let city = city().await;
    let scope = city.system();
    scope.enqueue(vec![message("a")]).await.unwrap();
    assert!(
        scope
            .claim(&["export"], 10, LEASE)
            .await
            .unwrap()
            .is_empty(),
        "another kind"
    );
    assert_eq!(
        scope
            .claim(&["export", "mail"], 10, LEASE)
            .await
            .unwrap()
            .len(),
        1
    );
    assert!(scope.claim(&["mail"], 10, LEASE).await.unwrap().is_empty());
    city.clock.advance(LEASE);
    let again = scope.claim(&["mail"], 10, LEASE).await.unwrap();
    assert_eq!(again[0].attempts, 2);
}

#[tokio::test]
async fn a_failure_is_tried_again_after_a_wait_that_doubles() {
    let city = city().await;
    let scope = city.system();
    scope.enqueue(vec![message("a")]).await.unwrap();
    for wait in [30, 60, 120] {
        let claimed = scope.claim(&["mail"], 10, LEASE).await.unwrap();
        scope.message_failed(claimed[0].id).await.unwrap();
        city.clock.advance(Duration::from_secs(wait - 1));
        assert!(scope.claim(&["mail"], 10, LEASE).await.unwrap().is_empty());
        city.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(
        scope.claim(&["mail"], 10, LEASE).await.unwrap()[0].attempts,
        4
    );
}

#[tokio::test]
async fn a_message_that_does_not_open_is_set_aside_and_holds_up_no_other() {
    let city = city().await;
    let scope = city.system();
    let left = vec![message("a"), message("b"), message("c")];
    scope.enqueue(left).await.unwrap();
    city.meddle(
        "UPDATE outbox SET sealed = (SELECT o.sealed FROM outbox o WHERE o.dedupe_key = 'a') \
         WHERE dedupe_key = 'b'",
    )
    .await;
    let claimed = scope.claim(&["mail"], 10, LEASE).await.unwrap();
    assert_eq!(claimed.len(), 2, "the others");
    for one in &claimed {
        scope.message_done(one.id).await.unwrap();
    }
    assert_eq!(scope.messages_set_aside("mail").await.unwrap(), 1);
    assert_eq!(scope.messages_waiting("mail").await.unwrap().count, 0);
    city.clock.advance(LEASE * 2);
    assert!(scope.claim(&["mail"], 10, LEASE).await.unwrap().is_empty());
    assert_eq!(city.faults().await, ["Fault Message"]);
    city.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    assert_eq!(
        scope.messages_set_aside("mail").await.unwrap(),
        0,
        "told long enough"
    );
}
