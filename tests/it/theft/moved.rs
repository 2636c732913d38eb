//! Moved values: whatever is sealed opens in its own row and column only. Each sealed column there
//! is has its line here, and one that has none is a fault.

mod city;
mod moves;

use self::city::{City, Reads};
use super::loot::{ask, tables};
use crate::world::World;
use fourlens_server::store::FaultKind;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend};
use std::{collections::BTreeSet, fs, path::Path};

/// Every sealed column, and what is sealed elsewhere: a file's bytes, and a reason in the log.
const SEALED: [&str; 13] = [
    "audit.sealed_why",
    "case_agreement.sealed",
    "case_auditor.reason",
    "case_block.reason",
    "data_key.wrapped",
    "draft_answer.sealed",
    "evidence_file.content",
    "evidence_file.sealed_about",
    "moderation.sealed",
    "outbox.sealed",
    "second_factor.sealed",
    "submission.sealed_identifying",
    "submission.sealed_other",
];

/// Columns of bytes that hold no words: identities, hashes, who did something, and figures.
const PLAIN: [&str; 38] = [
    "actor",
    "agreed_by",
    "body_hash",
    "by_person",
    "code_hash",
    "commitment_identifying",
    "commitment_other",
    "content_hash",
    "decided_by",
    "draft_part",
    "draft_part_identifying",
    "ended_by",
    "hash",
    "id",
    "idempotency_key",
    "key",
    "lifted_by",
    "locked_by",
    "moderated_by",
    "named_by",
    "packed",
    "part",
    "part_id",
    "part_identifying",
    "part_other",
    "previous",
    "proposed_by",
    "published_by",
    "set_by",
    "settings_hash",
    "shown_by",
    "subject_id",
    "submitted_by",
    "target",
    "token_hash",
    "upload_key",
    "uploaded_by",
    "writer",
];

/// One value.
#[derive(Debug, Clone)]
struct Cell {
    table: &'static str,
    column: &'static str,
    row: String,
}

/// Two values that change places, each with others of its row where a thief would think of those;
/// what reads them, and what `verify` says then.
struct Move {
    what: &'static str,
    cells: Vec<[Cell; 2]>,
    reads: Reads,
    fault: FaultKind,
}

#[tokio::test]
async fn what_is_moved_to_another_row_column_or_case_never_opens() {
    let city = City::new().await;
    let moves = city.moves().await;
    let whole = async |when: &str| {
        let faults = city.world.store.verify().await.expect("verified");
        assert_eq!(faults, [], "{when}");
    };
    whole("before").await;
    for one in &moves {
        let read = one.reads.read(&city.world).await;
        assert!(read.is_ok(), "{} opens before: {read:?}", one.what);
        exchange(&city.world, &one.cells).await;
        tells(&city.world, one.what, &one.reads, one.fault).await;
        exchange(&city.world, &one.cells).await;
        whole(one.what).await;
    }
    swap_files(&city).await;
    let read = city.file(0).read(&city.world).await;
    assert!(read.is_ok(), "{read:?}");

    let values = moves.iter().flat_map(|one| &one.cells[0]);
    let covered = values.map(|cell| match cell.column {
        "detail" => "audit.sealed_why".to_string(),
        column => format!("{}.{column}", cell.table),
    });
    let mut covered: BTreeSet<String> = covered.collect();
    covered.insert("evidence_file.content".to_string());
    assert_eq!(covered, SEALED.map(str::to_string).into());
}

/// That reading fails with damage, and that `verify` sees it.
async fn tells(world: &World, what: &str, reads: &Reads, fault: FaultKind) {
    let read = reads.read(world).await;
    assert!(city::is_damage(&read), "{what}: {read:?}");
    let faults = world.store.verify().await.expect("verified");
    let is_told = faults.iter().any(|told| told.kind == fault);
    assert!(is_told, "{what}: {faults:?}");
}

/// The bytes of two files, of the same length, change places on the disk.
async fn swap_files(city: &City) {
    let folder = city.world.state.settings.store.store.data.join("files");
    let [first, second, third] = city.files.map(|file| folder.join(file.to_string()));
    for other in [second, third] {
        let aside = folder.join("aside");
        let exchange = || {
            fs::rename(&first, &aside).expect("moved");
            fs::rename(&other, &first).expect("moved");
            fs::rename(&aside, &other).expect("moved");
        };
        exchange();
        tells(&city.world, "a file", &city.file(0), FaultKind::File).await;
        exchange();
    }
}

/// Lets pairs of values change places.
async fn exchange(world: &World, pairs: &[[Cell; 2]]) {
    for pair in pairs {
        let db = database_of(world, pair[0].table).await;
        let [first, second] = [literal(&db, &pair[0]).await, literal(&db, &pair[1]).await];
        assert_ne!(first, second, "{pair:?}");
        for (cell, value) in [(&pair[0], second), (&pair[1], first)] {
            let Cell { table, column, row } = cell;
            let update = format!("UPDATE {table} SET {column} = {value} WHERE {row}");
            let done = db.execute_unprepared(&update).await.expect("meddled with");
            assert_eq!(done.rows_affected(), 1, "{update}");
        }
        db.close().await.expect("closed");
    }
}

/// A value as it is written in a statement.
async fn literal(db: &DatabaseConnection, cell: &Cell) -> String {
    let Cell { table, column, row } = cell;
    let rows = ask(db, &format!("SELECT {column} FROM {table} WHERE {row}")).await;
    assert_eq!(rows.len(), 1, "{cell:?}");
    if *column == "detail" {
        let text: String = rows[0].try_get("", column).expect("text");
        return format!("'{}'", text.replace('\'', "''"));
    }
    let bytes: Vec<u8> = rows[0].try_get("", column).expect("bytes");
    bytes_of(db, &bytes)
}

/// Bytes as they are written in a statement.
fn bytes_of(db: &DatabaseConnection, bytes: &[u8]) -> String {
    let digits = String::from_utf8(super::words::hex(bytes)).expect("digits");
    match db.get_database_backend() {
        DbBackend::Sqlite => format!("x'{digits}'"),
        _ => format!("'\\x{digits}'::bytea"),
    }
}

/// The database that holds a table.
async fn database_of(world: &World, table: &str) -> DatabaseConnection {
    let config = &world.state.settings.store.store;
    let (file, url) = match table {
        "data_key" | "erased" => ("keys.sqlite", &config.key_store_url),
        _ => ("fourlens.sqlite", &config.database_url),
    };
    let file = format!("sqlite://{}", config.data.join(file).display());
    let db = Database::connect(url.clone().unwrap_or(file)).await;
    db.expect("the database opens")
}

#[tokio::test]
async fn every_column_of_bytes_is_known_to_be_sealed_or_plain() {
    let world = World::new().await;
    for of in ["submission", "data_key"] {
        let db = database_of(&world, of).await;
        for table in tables(&db).await {
            for column in columns_of_bytes(&db, &table).await {
                let is_sealed = SEALED.contains(&format!("{table}.{column}").as_str());
                let is_plain = PLAIN.contains(&column.as_str());
                assert!(
                    is_sealed != is_plain,
                    "say in this test whether {table}.{column} is sealed, and move its values"
                );
            }
        }
        db.close().await.expect("closed");
    }
}

async fn columns_of_bytes(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let select = match db.get_database_backend() {
        DbBackend::Sqlite => {
            format!("SELECT name FROM pragma_table_info('{table}') WHERE type = 'BLOB'")
        }
        _ => format!(
            "SELECT column_name AS name FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' AND data_type = 'bytea'"
        ),
    };
    let rows = ask(db, &select).await;
    rows.iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect()
}

#[test]
fn every_place_that_the_server_seals_to_has_its_values_moved_here() {
    let tables = SEALED.map(|column| column.split('.').next().unwrap_or_default());
    let mut sealed_to = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            for start in ["table: \"", "const TABLE: &str = \""] {
                let named = text.split(start).skip(1);
                let named = named.filter_map(|rest| rest.split('"').next());
                sealed_to.extend(named.map(str::to_string));
            }
        }
    }
    // Someone on their way to a provider carries it with them: it lies nowhere here.
    assert!(sealed_to.remove("cookie"));
    assert_eq!(sealed_to, tables.map(str::to_string).into());
}
