//! What a thief carries off: every byte of the data folder and of a backup, and every cell of both
//! databases. Whatever opens without a key is opened: packed cells, and PostgreSQL's dumps.

use super::words::Search;
use crate::world::World;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::{fs, io::Read, path::Path, process::Command};

/// Pieces, each with where it was found.
pub struct Loot(pub Vec<(String, Vec<u8>)>);

impl Loot {
    /// Everything there is of a portal, with a backup in this folder.
    pub async fn of(world: &World, backup: &Path) -> Loot {
        let config = &world.state.settings.store.store;
        let mut loot = Loot(Vec::new());
        for folder in [config.data.as_path(), backup] {
            if folder.exists() {
                loot.take_folder(folder);
            }
        }
        for (file, url) in [
            ("fourlens.sqlite", &config.database_url),
            ("keys.sqlite", &config.key_store_url),
        ] {
            let file = format!("sqlite://{}", config.data.join(file).display());
            let db = Database::connect(url.clone().unwrap_or(file)).await;
            let db = db.expect("the database opens");
            loot.take_database(&db).await;
            db.close().await.expect("the database closes");
        }
        loot
    }

    /// Where these are found, each with its place.
    pub fn search(&self, search: &Search<'_>) -> Vec<String> {
        let of_piece = |(place, bytes): &(String, Vec<u8>)| {
            let found = search.found_in(bytes).into_iter();
            found
                .map(|word| format!("{word} in {place}"))
                .collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of_piece).collect()
    }

    fn take_folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.take_folder(&path);
                continue;
            }
            let bytes = fs::read(&path).expect("a file");
            self.0.push((path.display().to_string(), bytes));
            if path.extension().is_some_and(|end| end == "dump") {
                let opened = Command::new("pg_restore")
                    .args(["--file", "-"])
                    .arg(&path)
                    .output()
                    .expect("PostgreSQL's tools are here");
                assert!(opened.status.success(), "{opened:?}");
                self.0
                    .push((format!("{}, opened", path.display()), opened.stdout));
            }
        }
    }

    async fn take_database(&mut self, db: &DatabaseConnection) {
        for table in tables(db).await {
            let select = format!("SELECT * FROM {table}");
            for row in ask(db, &select).await {
                for column in row.column_names() {
                    let Some(cell) = cell(&row, &column) else {
                        continue;
                    };
                    let place = format!("{table}.{column}");
                    let packed = unpacked(&cell).into_iter();
                    self.0
                        .extend(packed.map(|plain| (format!("{place}, unpacked"), plain)));
                    self.0.push((place, cell));
                }
            }
        }
    }
}

/// The tables of a database.
pub async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let tables = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let listed = ask(db, tables).await.into_iter();
    listed
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect()
}

/// The rows that a statement gives.
pub async fn ask(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement)
        .await
        .unwrap_or_else(|cause| panic!("{sql}: {cause}"))
}

/// A cell's bytes; none where it holds nothing, or a number.
fn cell(row: &QueryResult, column: &str) -> Option<Vec<u8>> {
    let text = || row.try_get::<Option<String>>("", column).ok().flatten();
    let bytes = row.try_get::<Option<Vec<u8>>>("", column);
    bytes
        .ok()
        .flatten()
        .or_else(|| text().map(String::into_bytes))
}

/// What comes out of bytes that are packed in a usual way, as far as it goes.
fn unpacked(cell: &[u8]) -> Vec<Vec<u8>> {
    let readers: [Box<dyn Read + '_>; 3] = [
        Box::new(DeflateDecoder::new(cell)),
        Box::new(ZlibDecoder::new(cell)),
        Box::new(GzDecoder::new(cell)),
    ];
    let read = |reader: Box<dyn Read + '_>| {
        let mut plain = Vec::new();
        // What came out before it broke off counts too.
        let _ = reader.take(1 << 24).read_to_end(&mut plain);
        plain
    };
    let all = readers.into_iter().map(read);
    all.filter(|plain| !plain.is_empty()).collect()
}
