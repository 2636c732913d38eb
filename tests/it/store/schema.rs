//! The databases' shapes.

use super::harness::{city, empty_place, fresh_store};
use fourlens_migrations::{KeyMigrator, Migrator, MigratorTrait};
use fourlens_server::{
    clock::SystemClock,
    random::SystemRandom,
    store::{Store, StoreError},
};
use std::sync::Arc;

/// Every step of both databases.
fn steps() -> usize {
    Migrator::migrations().len() + KeyMigrator::migrations().len()
}

#[tokio::test]
async fn a_database_older_than_the_program_is_refused_with_what_to_do() {
    let (config, _folder) = empty_place().await;
    let open = || {
        Store::open(
            config.clone(),
            Arc::new(SystemClock),
            Arc::new(SystemRandom),
        )
    };
    let refused = open().await.err().unwrap();
    assert!(matches!(refused, StoreError::OldSchema(_)));
    assert!(
        refused.to_string().contains("run `fourlens migrate`"),
        "{refused}"
    );
    let taken = Store::migrate(&config).await.unwrap();
    assert_eq!(taken.len(), steps(), "{taken:?}");
    assert!(
        Store::migrate(&config).await.unwrap().is_empty(),
        "again is nothing to do"
    );
    open().await.unwrap().close().await.unwrap();
}

#[tokio::test]
async fn a_step_the_database_has_not_taken_is_missed() {
    let city = city().await;
    city.store.close().await.unwrap();
    city.meddle("DELETE FROM seaql_migrations").await;
    let refused = Store::open(city.config.clone(), city.clock.clone(), city.random.clone()).await;
    assert!(matches!(refused.err(), Some(StoreError::OldSchema("main"))));
}

#[tokio::test]
async fn two_processes_that_migrate_at_once_both_succeed() {
    let (config, _folder) = empty_place().await;
    if config.database_url.is_none() {
        // SQLite belongs to one process; PostgreSQL's lock is what this is about.
        return;
    }
    let (one, other) = tokio::join!(Store::migrate(&config), Store::migrate(&config));
    assert_eq!(one.unwrap().len() + other.unwrap().len(), steps());
}

#[tokio::test]
async fn an_empty_store_is_whole() {
    let (store, _, _, _, _folder) = fresh_store().await;
    assert!(store.verify().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_key_store_that_is_not_a_database_of_its_own_is_refused() {
    let (mut config, _folder) = empty_place().await;
    config.database_url = Some("postgres://nobody@127.0.0.1:1/nothing".to_owned());
    for key_store in [None, config.database_url.clone()] {
        config.key_store_url = key_store;
        let refused = Store::migrate(&config).await;
        assert!(
            matches!(refused, Err(StoreError::NoKeyStore)),
            "{refused:?}"
        );
    }
}
