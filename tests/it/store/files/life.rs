//! From a file's first byte to its end: kept once, handed in, erased, swept, backed up.

use super::{
    super::harness::{done, elsewhere, number},
    changed, content, keep, object, place, put, read, two_returns,
};
use fourlens_app::portal::FileId;
use fourlens_server::store::{Kept, PartKind, Store, StoreError, Used};
use serde_json::json;
use std::{fs, time::Duration};

#[tokio::test]
async fn erasing_a_part_of_a_submission_erases_the_files_that_its_answers_name() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (named, _) = put(&scope, of, &content(1_000), 1).await;
    let (other, _) = put(&scope, of, &content(2_000), 2).await;
    let (left, _) = put(&scope, of, &content(3_000), 3).await;
    let version = scope.draft(of).await.unwrap().unwrap().version;
    let mut command = city.command(of, version, 1);
    command.files = vec![(named, PartKind::Identifying), (other, PartKind::Other)];
    let receipt = done(scope.submit(command).await.unwrap().unwrap());
    assert!(scope.is_handed_in(of, named).await.unwrap());
    assert_eq!(
        read(&scope, of, left).await.unwrap(),
        None,
        "it went with the draft"
    );
    assert_eq!(city.store.sweep_files().await.unwrap(), 1);
    assert!(city.faults().await.is_empty());

    scope
        .erase(receipt.submission, PartKind::Identifying)
        .await
        .unwrap();
    assert_eq!(read(&scope, of, named).await.unwrap(), None);
    assert!(read(&scope, of, other).await.unwrap().is_some());
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn a_file_that_a_submission_refers_to_outlives_a_later_draft() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (id, _) = put(&scope, of, &content(1_000), 1).await;
    let version = scope.draft(of).await.unwrap().unwrap().version;
    let mut command = city.command(of, version, 1);
    command.files = vec![(id, PartKind::Other)];
    done(scope.submit(command).await.unwrap().unwrap());
    // As if the return had been opened again.
    city.meddle("UPDATE return_ SET state = 'in_progress' WHERE state = 'submitted'")
        .await;
    let taken = scope
        .take_file_away(of, id, place(), Box::new(|_| None))
        .await
        .unwrap();
    assert_eq!(taken, Some(Used::Done));
    assert!(read(&scope, of, id).await.unwrap().is_some());
}

#[tokio::test]
async fn what_was_cut_short_is_told() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (kept, _) = put(&scope, of, &content(1_000), 1).await;
    let incoming = scope.incoming_file(of).await.unwrap().unwrap();
    let sealed = incoming.finish().await.unwrap();
    let object = object(&city, sealed.id);
    drop(sealed);
    assert_eq!(city.faults().await, ["Note FileWithoutRow"]);
    fs::remove_file(object).unwrap();
    assert!(city.faults().await.is_empty());
    assert!(read(&scope, of, kept).await.unwrap().is_some());
    // What came before all bytes leaves nothing at all.
    let mut incoming = scope.incoming_file(of).await.unwrap().unwrap();
    incoming.push(&content(200_000)).await.unwrap();
    incoming.abort().await;
    assert_eq!(
        fs::read_dir(city.config.data.join("files"))
            .unwrap()
            .count(),
        1
    );
}

#[tokio::test]
async fn what_never_came_in_whole_is_swept_once_it_can_no_longer_arrive() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (kept, _) = put(&scope, of, &content(1_000), 1).await;
    let whole = scope.incoming_file(of).await.unwrap().unwrap();
    let whole = whole.finish().await.unwrap();
    let mut half = scope.incoming_file(of).await.unwrap().unwrap();
    half.push(&content(3_000_000)).await.unwrap();
    // As if the process had ended here.
    std::mem::forget(half);
    let files = || {
        let files = fs::read_dir(city.config.data.join("files")).unwrap();
        files.count()
    };
    assert_eq!(files(), 3, "a file, one that came whole, a half");
    assert_eq!(city.store.sweep_incoming_files().await.unwrap(), 0);
    assert_eq!(files(), 3, "they may still arrive");
    city.clock.advance(Duration::from_secs(60 * 60 + 1));
    assert_eq!(city.store.sweep_incoming_files().await.unwrap(), 2);
    assert_eq!(files(), 1);
    assert!(city.faults().await.is_empty());
    assert!(read(&scope, of, kept).await.unwrap().is_some());
    let late = scope.keep_file(whole, keep(1, FileId::from_bytes([1; 16])));
    assert!(matches!(late.await, Err(StoreError::Missing("file"))));
    assert_eq!(city.count("SELECT count(*) FROM evidence_file").await, 1);
    assert_eq!(city.count("SELECT count(*) FROM incoming_file").await, 0);
}

#[tokio::test]
async fn a_repeat_under_the_same_key_is_the_same_file() {
    let (city, [of, other]) = two_returns().await;
    let scope = city.system();
    let (first, kept) = put(&scope, of, &content(1_000), 1).await;
    assert_eq!(kept, Kept::Now);
    assert_eq!(
        put(&scope, of, &content(1_000), 1).await.1,
        Kept::Before(first)
    );
    assert_eq!(put(&scope, of, &content(1_001), 1).await.1, Kept::Now);
    assert_eq!(put(&scope, of, &content(1_000), 2).await.1, Kept::Now);
    assert_eq!(put(&scope, other, &content(1_000), 1).await.1, Kept::Now);
    assert_eq!(city.count("SELECT count(*) FROM evidence_file").await, 4);
    assert!(
        city.faults().await.is_empty(),
        "what was not kept left nothing"
    );
}

#[tokio::test]
async fn a_backup_has_the_files_and_brings_them_back() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (id, _) = put(&scope, of, &content(150_000), 1).await;
    let (gone, _) = put(&scope, of, &content(1_000), 2).await;
    let away = Box::new(move |_| Some(json!({ "how": "file", "files": [{ "id": id }] })));
    scope.take_file_away(of, gone, place(), away).await.unwrap();
    city.store.sweep_files().await.unwrap();
    let to = city.folder.path().join("backup");
    let [data, _] = city.store.backup(&to).await.unwrap();
    let names: Vec<_> = data.files.iter().map(|file| file.name.clone()).collect();
    assert_eq!(names[1..], [format!("files/{id}")]);

    let (config, _folder) = elsewhere(&city).await;
    let copy = to.join("data").join(&names[1]);
    let whole = fs::read(&copy).unwrap();
    fs::write(&copy, changed(&whole)).unwrap();
    let refused = Store::restore(&to, None, &config).await;
    assert!(matches!(refused, Err(StoreError::Backup(_))), "{refused:?}");
    fs::write(&copy, &whole).unwrap();
    let mut in_bucket = config.clone();
    in_bucket.files = Some("s3://bucket/prefix".to_owned());
    let refused = Store::restore(&to, None, &in_bucket).await.unwrap_err();
    assert!(
        refused.to_string().contains("s3://bucket/prefix"),
        "{refused}"
    );

    Store::restore(&to, None, &config).await.unwrap();
    let store = Store::open(config, city.clock.clone(), city.random.clone())
        .await
        .unwrap();
    assert!(store.verify().await.unwrap().is_empty());
    let bytes = read(&store.system("test"), of, id).await.unwrap();
    assert_eq!(bytes, Some(content(150_000)));
}

#[tokio::test]
async fn keys_of_files_are_swept_only_when_nothing_opens_with_them() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (id, _) = put(&scope, of, &content(10), 1).await;
    assert_eq!(city.store.sweep_keys().await.unwrap(), 0);
    let keys = city.raw_keys().await;
    let before = number(&keys, "SELECT count(*) FROM data_key").await;
    scope
        .take_file_away(of, id, place(), Box::new(|_| None))
        .await
        .unwrap();
    let after = number(&keys, "SELECT count(*) FROM data_key").await;
    assert_eq!(after, before - 1, "its key went at once");
}
