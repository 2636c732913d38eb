//! Answers at rest: a thief of the databases reads nothing, and nobody can move what is sealed.

use super::harness::{City, change, city, number, on_postgres, saved};
use fourlens_app::portal::ReturnId;
use fourlens_server::{
    random::SystemRandom,
    seal::{DataKey, KeyRing, Place, SealError, open, seal},
    store::{Part, PartKind, Store, StoreError},
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// A made-up name that must not be found anywhere.
const CANARY: &str = "Ada Canary";

#[tokio::test]
async fn a_thief_of_both_databases_finds_no_name() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    let drafted = city.return_of(city.riverside, campaign).await;
    saved(
        scope
            .save(drafted, vec![change("P1", 0, json!(CANARY))])
            .await
            .unwrap(),
    );
    let handed_in = city.return_of(city.oakfield, campaign).await;
    saved(
        scope
            .save(handed_in, vec![change("P1", 0, json!(CANARY))])
            .await
            .unwrap(),
    );
    city.hand_in(&scope, handed_in).await;
    let held = scope.draft(drafted).await.unwrap().unwrap();
    assert_eq!(
        held.answers[0].value,
        json!(CANARY),
        "it is there for those who may read it"
    );

    city.store.close().await.unwrap();
    let loot = loot(&city);
    assert!(loot.len() > 10_000, "the loot is not empty");
    for trace in [CANARY.as_bytes(), b"Canary", b"QWRhIENhbmFyeQ", b"41646120"] {
        let found = loot.windows(trace.len()).any(|window| window == trace);
        assert!(!found, "{} was found", String::from_utf8_lossy(trace));
    }
}

/// Every byte of both databases and of the data folder.
pub(super) fn loot(city: &City) -> Vec<u8> {
    let mut loot = match city.config.data.exists() {
        true => bytes_below(&city.config.data),
        false => Vec::new(),
    };
    if on_postgres() {
        loot.extend(dump(&city.config));
    }
    loot
}

fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() {
            bytes_below(&path)
        } else {
            fs::read(path).unwrap()
        });
    }
    all
}

fn dump(config: &fourlens_server::store::StoreConfig) -> Vec<u8> {
    let mut all = Vec::new();
    for url in [&config.database_url, &config.key_store_url]
        .into_iter()
        .flatten()
    {
        let dumped = std::process::Command::new("pg_dump")
            .arg("--dbname")
            .arg(url)
            .output();
        all.extend(dumped.unwrap().stdout);
    }
    all
}

#[tokio::test]
async fn what_is_moved_to_another_row_or_column_does_not_open() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    let oakfield = city.return_of(city.oakfield, campaign).await;
    let riverside = city.return_of(city.riverside, campaign).await;
    let first = city.hand_in(&scope, oakfield).await.submission;
    let second = city.hand_in(&scope, riverside).await.submission;
    let moves = [
        // Another submission's part, its key moved with it.
        "UPDATE submission SET sealed_other = (SELECT sealed_other FROM submission WHERE seq = 2), \
         part_other = (SELECT part_other FROM submission WHERE seq = 2) WHERE seq = 1",
        // The other column of the same row.
        "UPDATE submission SET sealed_other = sealed_identifying, \
         part_other = part_identifying WHERE seq = 2",
    ];
    for sql in moves {
        city.meddle(sql).await;
    }
    for moved in [first, second] {
        let opened = scope.answers(moved).await;
        assert!(
            matches!(opened, Err(StoreError::Seal(SealError::DoesNotOpen))),
            "{opened:?}"
        );
    }
    assert_eq!(
        city.faults()
            .await
            .iter()
            .filter(|f| f.contains("Submission"))
            .count(),
        2
    );
}

#[tokio::test]
async fn a_draft_answer_moved_to_another_question_or_put_back_from_before_does_not_open() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    let both = vec![change("C1", 0, json!(2)), change("C2", 0, json!(4))];
    saved(scope.save(of, both).await.unwrap());
    city.meddle("CREATE TABLE kept AS SELECT * FROM draft_answer")
        .await;
    saved(
        scope
            .save(of, vec![change("C1", 1, json!(3))])
            .await
            .unwrap(),
    );
    let back = "UPDATE draft_answer SET sealed = (SELECT sealed FROM kept WHERE question = 'C1') \
                WHERE question = 'C1'";
    city.meddle(back).await;
    assert!(matches!(
        scope.draft(of).await,
        Err(StoreError::Seal(SealError::DoesNotOpen))
    ));
    let swap = "UPDATE draft_answer SET version = 1, \
                sealed = (SELECT sealed FROM kept WHERE question = 'C2')";
    city.meddle(swap).await;
    assert!(matches!(
        scope.draft(of).await,
        Err(StoreError::Seal(SealError::DoesNotOpen))
    ));
    assert_eq!(city.faults().await, ["Fault Draft"]);
}

#[tokio::test]
async fn the_drafts_key_is_destroyed_when_it_is_handed_in() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let keys = city.raw_keys().await;
    assert_eq!(number(&keys, "SELECT count(*) FROM data_key").await, 1);
    city.hand_in(&scope, of).await;
    city.store.close().await.unwrap();
    assert_eq!(
        number(&keys, "SELECT count(*) FROM data_key").await,
        2,
        "one a part"
    );
}

#[tokio::test]
async fn an_erased_part_is_a_lawful_state_and_the_other_part_still_opens() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    let receipt = city.hand_in(&scope, of).await;
    assert!(
        scope
            .erase(receipt.submission, PartKind::Identifying)
            .await
            .unwrap()
    );
    let answers = scope.answers(receipt.submission).await.unwrap().unwrap();
    assert_eq!(answers.identifying, Part::Erased);
    assert_eq!(answers.other, Part::Open(br#"{"C1":2}"#.to_vec()));
    assert!(city.faults().await.is_empty());
    assert_eq!(
        scope.submissions_after(0, 10).await.unwrap()[0].identifying,
        Part::Erased
    );

    let keys = city.raw_keys().await;
    keys.execute_unprepared("DELETE FROM erased").await.unwrap();
    assert_eq!(
        city.faults().await,
        ["Fault KeyMissing"],
        "without the list it is a fault"
    );
}

#[tokio::test]
async fn the_hash_of_a_shown_value_depends_on_where_it_is_shown_and_on_the_ring() {
    let (one, other) = (city().await, city().await);
    let of = ReturnId::from_bytes([1; 16]);
    let hash = one.store.shown_hash(of, "C1", "", &json!(2));
    assert_eq!(hash.len(), 32);
    assert_eq!(hash, one.store.shown_hash(of, "C1", "", &json!(2)));
    assert_ne!(hash, one.store.shown_hash(of, "C1", "", &json!(3)));
    assert_ne!(hash, one.store.shown_hash(of, "C1", "r", &json!(2)));
    assert_ne!(hash, one.store.shown_hash(of, "C", "1", &json!(2)));
    assert_ne!(
        hash,
        one.store
            .shown_hash(ReturnId::from_bytes([2; 16]), "C1", "", &json!(2))
    );
    assert_ne!(hash, other.store.shown_hash(of, "C1", "", &json!(2)));
}

#[tokio::test]
async fn a_ring_inside_the_data_folder_or_readable_by_others_is_refused() {
    let city = city().await;
    city.store.close().await.unwrap();
    let inside = city.config.data.join("ring.json");
    fs::copy(&city.config.keys, &inside).unwrap();
    let mut config = city.config.clone();
    config.keys = inside;
    let refused = Store::open(config, city.clock.clone(), city.random.clone()).await;
    assert!(matches!(refused.err(), Some(StoreError::KeysInData(_))));

    fs::set_permissions(&city.config.keys, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = Store::open(city.config.clone(), city.clock.clone(), city.random.clone())
        .await
        .err();
    assert!(matches!(
        refused,
        Some(StoreError::Seal(SealError::ReadableByOthers(_)))
    ));
}

#[test]
fn a_ring_is_made_once_and_only_its_owner_may_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring.json");
    KeyRing::create(&path, &SystemRandom).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(matches!(
        KeyRing::create(&path, &SystemRandom),
        Err(SealError::Exists(_))
    ));
    fs::write(&path, "{}").unwrap();
    assert!(matches!(KeyRing::load(&path), Err(SealError::NotARing(_))));
}

#[test]
fn a_wrapped_key_opens_for_its_own_part_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring.json");
    KeyRing::create(&path, &SystemRandom).unwrap();
    let ring = KeyRing::load(&path).unwrap();
    let key = DataKey::new(&SystemRandom);
    let wrapped = ring.wrap(&[1; 16], &key, &SystemRandom);
    let again = ring.unwrap(&[1; 16], &wrapped).unwrap();
    assert_eq!(again.hash(&[b"x"]), key.hash(&[b"x"]));
    assert!(ring.unwrap(&[2; 16], &wrapped).is_err());
    let mut other = wrapped.clone();
    other[3] ^= 2;
    assert!(matches!(
        ring.unwrap(&[1; 16], &other),
        Err(SealError::UnknownKey(3))
    ));
}

#[test]
fn no_changed_cut_or_lengthened_blob_opens() {
    let key = DataKey::new(&SystemRandom);
    let place = Place {
        table: "t",
        row: &[b"a", b"bc"],
        column: "c",
    };
    let blob = seal(&key, &place, b"what was said", &SystemRandom);
    assert_eq!(*open(&key, &place, &blob).unwrap(), b"what was said");
    for index in 0..blob.len() {
        let mut changed = blob.clone();
        changed[index] ^= 1;
        assert!(open(&key, &place, &changed).is_err(), "byte {index}");
        assert!(
            open(&key, &place, &blob[..index]).is_err(),
            "cut at {index}"
        );
    }
    assert!(open(&key, &place, &[blob.clone(), vec![0]].concat()).is_err());
    let beside = Place {
        row: &[b"ab", b"c"],
        ..place
    };
    assert!(
        open(&key, &beside, &blob).is_err(),
        "rows are told apart part by part"
    );
    assert_ne!(
        blob,
        seal(&key, &place, b"what was said", &SystemRandom),
        "nonces differ"
    );
}
