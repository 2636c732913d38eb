//! Files at rest: sealed under keys of their own, bound to their place, gone with their keys.

mod life;

use super::harness::{City, city};
use fourlens_app::portal::{FileId, ReturnId};
use fourlens_server::store::{
    AnswerPlace, FileAbout, FileRoom, FileState, KeepFile, Kept, PartKind, Scoped, Store,
    StoreError,
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// Words that must not be found anywhere.
const CONTENT: &str = "Planted-Content-Eleven ";
const NAME: &str = "Planted-Name-Twelve.pdf";

fn place() -> AnswerPlace {
    AnswerPlace {
        question: "C1.evidence".to_owned(),
        row: String::new(),
        part: PartKind::Other,
    }
}

fn content(length: usize) -> Vec<u8> {
    CONTENT.bytes().cycle().take(length).collect()
}

async fn put(scope: &Scoped, of: ReturnId, bytes: &[u8], key: u8) -> (FileId, Kept) {
    let mut incoming = scope.incoming_file(of).await.unwrap().unwrap();
    for piece in bytes.chunks(10_000) {
        incoming.push(piece).await.unwrap();
    }
    let sealed = incoming.finish().await.unwrap();
    let id = sealed.id;
    let keep = keep(key, id);
    (id, scope.keep_file(sealed, keep).await.unwrap())
}

/// That a file is to be kept as this one.
fn keep(key: u8, id: FileId) -> KeepFile {
    KeepFile {
        about: FileAbout {
            name: NAME.to_owned(),
            media_type: "application/pdf".to_owned(),
        },
        state: FileState::Clean,
        upload_key: [key; 16],
        place: place(),
        edit: Box::new(move |now| Some(with(now, id))),
        room: FileRoom {
            bytes: 10_000_000,
            files: 10,
        },
    }
}

fn with(now: Option<Value>, id: FileId) -> Value {
    let mut now = now.unwrap_or_else(|| json!({ "how": "file", "files": [] }));
    let file = json!({ "id": id, "name": NAME, "bytes": 1 });
    now["files"].as_array_mut().unwrap().push(file);
    now
}

async fn read(scope: &Scoped, of: ReturnId, id: FileId) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(file) = scope.file(of, id).await? else {
        return Ok(None);
    };
    let (mut whole, mut at) = (Vec::new(), 0);
    while let Some(piece) = file.piece(at).await? {
        whole.extend_from_slice(&piece);
        at += 1;
    }
    Ok(Some(whole))
}

fn object(city: &City, id: FileId) -> PathBuf {
    city.config.data.join("files").join(id.to_string())
}

async fn two_returns() -> (City, [ReturnId; 2]) {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let first = city.return_of(city.oakfield, campaign).await;
    let second = city.return_of(city.riverside, campaign).await;
    (city, [first, second])
}

#[tokio::test]
async fn a_file_of_any_length_comes_back_as_it_was() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    for (key, length) in [1, 65_536, 65_537, 1_048_576, 1_048_577, 2_500_000]
        .into_iter()
        .enumerate()
    {
        let bytes = content(length);
        let (id, kept) = put(&scope, of, &bytes, key as u8).await;
        assert_eq!(kept, Kept::Now);
        assert_eq!(read(&scope, of, id).await.unwrap(), Some(bytes), "{length}");
    }
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn a_thief_of_databases_and_files_finds_no_word() {
    let (city, [of, other]) = two_returns().await;
    let scope = city.system();
    let (one, _) = put(&scope, of, &content(100_000), 1).await;
    let (two, _) = put(&scope, other, &content(100_000), 1).await;
    let hashes = "SELECT count(DISTINCT content_hash) FROM evidence_file";
    assert_eq!(
        city.count(hashes).await,
        2,
        "equal files of two returns do not match"
    );
    let sealed = [one, two].map(|id| fs::read(object(&city, id)).unwrap());
    assert_ne!(sealed[0], sealed[1]);
    city.store.close().await.unwrap();
    let loot = super::sealing::loot(&city);
    assert!(loot.len() > 200_000);
    for trace in [
        "Planted-Content",
        "Planted-Name",
        "UGxhbnRlZC",
        "506c616e746564",
    ] {
        let found = loot
            .windows(trace.len())
            .any(|window| window == trace.as_bytes());
        assert!(!found, "{trace} was found");
    }
}

#[tokio::test]
async fn a_sealed_file_opens_at_its_own_place_and_nowhere_else() {
    let (city, [of, other]) = two_returns().await;
    let scope = city.system();
    let (one, _) = put(&scope, of, &content(70_000), 1).await;
    let (two, _) = put(&scope, of, &content(70_000), 2).await;
    let (three, _) = put(&scope, other, &content(70_000), 3).await;
    let whole = fs::read(object(&city, one)).unwrap();

    // Under another file's name.
    fs::copy(object(&city, two), object(&city, one)).unwrap();
    assert!(read(&scope, of, one).await.is_err());
    assert_eq!(city.faults().await, ["Fault File"]);

    // A bit, a cut, nothing.
    for damage in [
        changed(&whole),
        whole[..whole.len() - 1].to_vec(),
        Vec::new(),
    ] {
        fs::write(object(&city, one), damage).unwrap();
        assert!(read(&scope, of, one).await.is_err());
        assert_eq!(city.faults().await, ["Fault File"]);
    }
    fs::remove_file(object(&city, one)).unwrap();
    assert_eq!(city.faults().await, ["Fault File"]);
    fs::write(object(&city, one), &whole).unwrap();
    assert!(city.faults().await.is_empty());

    // With the row in another return.
    let moved = "UPDATE evidence_file SET return_seq = (SELECT max(return_seq) FROM evidence_file) WHERE seq = 1";
    city.meddle(moved).await;
    assert!(read(&scope, other, one).await.is_err());
    assert_eq!(city.faults().await, ["Fault File"]);
    assert!(read(&scope, other, three).await.unwrap().is_some());
}

fn changed(whole: &[u8]) -> Vec<u8> {
    let mut changed = whole.to_vec();
    changed[whole.len() / 2] ^= 1;
    changed
}

#[tokio::test]
async fn without_its_key_a_file_is_gone_and_only_the_erasure_list_makes_that_lawful() {
    let (city, [of, _]) = two_returns().await;
    let scope = city.system();
    let (id, _) = put(&scope, of, &content(1_000), 1).await;
    let keys = city.raw_keys().await;
    let key = "DELETE FROM data_key WHERE seq = (SELECT max(seq) FROM data_key)";
    keys.execute_unprepared(key).await.unwrap();
    let lost = read(&scope, of, id).await;
    assert!(matches!(lost, Err(StoreError::KeyMissing)), "{lost:?}");
    assert_eq!(city.faults().await, ["Fault KeyMissing"]);
}

#[tokio::test]
async fn a_key_ring_among_the_files_is_refused() {
    let (city, [of, _]) = two_returns().await;
    put(&city.system(), of, &content(10), 1).await;
    city.store.close().await.unwrap();
    let mut config = city.config.clone();
    config.files = Some(city.folder.path().display().to_string());
    let refused = Store::open(config, city.clock.clone(), city.random.clone()).await;
    assert!(matches!(refused.err(), Some(StoreError::KeysInData(_))));
}
