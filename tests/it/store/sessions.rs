//! Who is signed in.

use super::harness::{MORNING, city, session};
use fourlens_app::portal::Role;
use fourlens_server::clock::UnixMillis;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn a_session_names_its_person_and_what_they_may_do_until_it_is_over() {
    let city = city().await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    city.system()
        .grant(head.person, Role::Administrator, city.partnership)
        .await
        .unwrap();
    let row = city
        .store
        .sign_in_row(" Hanna.HEAD@example.test")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.person, row.disabled, row.password_hash.as_deref()),
        (head.person, false, Some("made up"))
    );
    let expires_at = UnixMillis(MORNING).plus(HOUR);
    city.store
        .begin_session(session([5; 32], head.person, expires_at))
        .await
        .unwrap();

    let view = city.store.actor_of([5; 32]).await.unwrap().unwrap();
    assert_eq!(
        (view.actor.name.as_str(), view.actor.grants.len()),
        ("Hanna Head", 2)
    );
    assert_eq!(city.store.actor_of([6; 32]).await.unwrap(), None);
    city.clock.advance(HOUR);
    assert_eq!(
        city.store.actor_of([5; 32]).await.unwrap(),
        None,
        "it is over"
    );
    assert!(
        city.store
            .sessions_of(head.person)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn its_use_is_noted_at_most_once_a_minute() {
    let city = city().await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let begun = UnixMillis(MORNING);
    city.store
        .begin_session(session([5; 32], head.person, begun.plus(HOUR)))
        .await
        .unwrap();
    city.clock.advance(Duration::from_secs(59));
    city.store.actor_of([5; 32]).await.unwrap();
    settle(&city).await;
    assert_eq!(
        city.store.sessions_of(head.person).await.unwrap()[0].seen_at,
        begun
    );
    city.clock.advance(Duration::from_secs(1));
    city.store.actor_of([5; 32]).await.unwrap();
    settle(&city).await;
    let seen = city.store.sessions_of(head.person).await.unwrap()[0].seen_at;
    assert_eq!(seen, begun.plus(Duration::from_secs(60)));
}

/// Lets what was started beside reach the writer, and the writer reach what comes after it.
async fn settle(city: &super::harness::City) {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    city.system().enqueue(Vec::new()).await.unwrap();
}

#[tokio::test]
async fn sessions_end_one_by_one_and_all_together() {
    let city = city().await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let until = UnixMillis(MORNING).plus(HOUR);
    for number in 1..=3 {
        city.store
            .begin_session(session([number; 32], head.person, until))
            .await
            .unwrap();
    }
    assert!(city.store.end_session([1; 32]).await.unwrap());
    assert!(!city.store.end_session([1; 32]).await.unwrap());
    assert_eq!(city.store.actor_of([1; 32]).await.unwrap(), None);
    assert_eq!(city.store.end_sessions_of(head.person).await.unwrap(), 2);
}
