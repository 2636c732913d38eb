//! Copies, and bringing them back.

use super::harness::{change, city, elsewhere, number, saved};
use fourlens_server::store::{Part, PartKind, Store, StoreError};
use serde_json::json;
use std::fs;

#[tokio::test]
async fn a_backup_brought_back_elsewhere_is_whole() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    let handed_in = city.return_of(city.oakfield, campaign).await;
    let receipt = city.hand_in(&scope, handed_in).await;
    let drafted = city.return_of(city.riverside, campaign).await;
    saved(
        scope
            .save(drafted, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let to = city.folder.path().join("backup");
    let [data, keys] = city.store.backup(&to).await.unwrap();
    assert_eq!(
        (data.holds.as_str(), keys.holds.as_str()),
        ("data", "keys-short-life")
    );
    // What came after is not in it.
    saved(
        scope
            .save(drafted, vec![change("C1", 1, json!(3))])
            .await
            .unwrap(),
    );

    let (config, _folder) = elsewhere(&city).await;
    let restored = Store::restore(&to, None, &config).await.unwrap();
    assert_eq!((restored.data, restored.erased), (data, 0));
    let store = Store::open(config.clone(), city.clock.clone(), city.random.clone())
        .await
        .unwrap();
    assert!(store.verify().await.unwrap().is_empty());
    let scope = store.system("test");
    assert_eq!(scope.receipt(handed_in).await.unwrap(), Some(receipt));
    assert_eq!(
        scope.draft(drafted).await.unwrap().unwrap().answers[0].value,
        json!(2)
    );
    // And it goes on: the log's next chain is tied to what was brought back.
    saved(
        scope
            .save(drafted, vec![change("C2", 0, json!(2))])
            .await
            .unwrap(),
    );
    assert!(store.verify().await.unwrap().is_empty());

    let refused = Store::restore(&to, None, &config).await;
    assert!(
        matches!(refused, Err(StoreError::Backup(_))),
        "the place is no longer empty"
    );
}

#[tokio::test]
async fn a_cut_or_changed_backup_is_refused_and_leaves_nothing() {
    let city = city().await;
    city.campaign("175/157 2026", "2026-09-01").await;
    let to = city.folder.path().join("backup");
    let [data, keys] = city.store.backup(&to).await.unwrap();
    let (config, _folder) = elsewhere(&city).await;
    let refused = async |what: &str| {
        let end = Store::restore(&to, None, &config).await;
        assert!(matches!(end, Err(StoreError::Backup(_))), "{what}: {end:?}");
        let left = fs::read_dir(&config.data).map_or(0, |folder| folder.count());
        assert_eq!(left, 0, "{what}");
    };
    for (folder, manifest) in [("data", &data), ("keys-short-life", &keys)] {
        let file = to.join(folder).join(&manifest.files[0].name);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        refused("cut by a byte").await;
        let mut changed = whole.clone();
        changed[whole.len() / 2] ^= 1;
        fs::write(&file, changed).unwrap();
        refused("changed by a bit").await;
        fs::remove_file(&file).unwrap();
        refused("missing").await;
        fs::write(&file, whole).unwrap();
    }
    let manifest = to.join("keys-short-life/manifest.json");
    let text = fs::read(&manifest).unwrap();
    fs::remove_file(&manifest).unwrap();
    refused("without a manifest").await;
    fs::write(&manifest, text).unwrap();
    Store::restore(&to, None, &config).await.unwrap();
}

#[tokio::test]
async fn old_data_with_newer_keys_does_not_bring_back_what_was_erased() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    let of = city.return_of(city.oakfield, campaign).await;
    let receipt = city.hand_in(&scope, of).await;
    let (old, new) = (
        city.folder.path().join("old"),
        city.folder.path().join("new"),
    );
    city.store.backup(&old).await.unwrap();
    scope
        .erase(receipt.submission, PartKind::Identifying)
        .await
        .unwrap();
    city.store.backup(&new).await.unwrap();

    let (config, _folder) = elsewhere(&city).await;
    Store::restore(&old, Some(&new.join("keys-short-life")), &config)
        .await
        .unwrap();
    let store = Store::open(config, city.clock.clone(), city.random.clone())
        .await
        .unwrap();
    let answers = store
        .system("test")
        .answers(receipt.submission)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answers.identifying, Part::Erased);
    assert!(store.verify().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_erasure_list_is_applied_to_keys_that_were_brought_back() {
    use sea_orm::ConnectionTrait;
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    city.hand_in(&city.system(), of).await;
    // A key that is on the list and still there, as when erasing was cut short.
    let keys = city.raw_keys().await;
    let list = "INSERT INTO erased (part_id, at) SELECT part_id, 1 FROM data_key WHERE seq = 1";
    keys.execute_unprepared(list).await.unwrap();
    let to = city.folder.path().join("backup");
    city.store.backup(&to).await.unwrap();
    let (config, _folder) = elsewhere(&city).await;
    let restored = Store::restore(&to, None, &config).await.unwrap();
    assert_eq!(restored.erased, 1);
    assert_eq!(
        number(&keys, "SELECT count(*) FROM data_key").await,
        2,
        "here nothing changed"
    );
}

#[tokio::test]
async fn the_key_ring_is_never_in_a_backup() {
    let city = city().await;
    // The ring lies in the folder that the backup would be made in.
    let refused = city.store.backup(city.folder.path()).await;
    assert!(matches!(refused, Err(StoreError::Backup(_))), "{refused:?}");
    let to = city.folder.path().join("backup");
    city.store.backup(&to).await.unwrap();
    assert!(
        city.store.backup(&to).await.is_err(),
        "a folder that holds something"
    );
    let ring = fs::read_to_string(&city.config.keys).unwrap();
    for folder in ["data", "keys-short-life"] {
        for entry in fs::read_dir(to.join(folder)).unwrap() {
            assert_ne!(fs::read(entry.unwrap().path()).unwrap(), ring.as_bytes());
        }
    }
}
