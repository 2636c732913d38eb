//! What lies in a data folder, seen behind the store's back: the main database and the key
//! database, their numbers and their pages. It must not know who wrote them.

use anyhow::{Context, Result};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The file of the main database.
pub const MAIN: &str = "fourlens.sqlite";

/// The file of the wrapped keys.
pub const KEYS: &str = "keys.sqlite";

/// A data folder that nobody has open.
pub struct Stored(PathBuf);

impl Stored {
    /// What lies in this folder.
    pub fn of(folder: &Path) -> Stored {
        Stored(folder.to_owned())
    }

    /// A copy of what lies in a folder.
    pub fn copy(from: &Path, to: &Path) -> Result<Stored> {
        std::fs::create_dir_all(to)?;
        for file in [MAIN, KEYS] {
            std::fs::copy(from.join(file), to.join(file))
                .with_context(|| format!("cannot copy {file}"))?;
        }
        Ok(Stored(to.to_owned()))
    }

    /// Where a database lies.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// One number from the main database.
    pub async fn number(&self, sql: &str) -> Result<f64> {
        let db = open(&self.file(MAIN)).await?;
        let number = number(&db, sql).await?;
        db.close().await?;
        Ok(number as f64)
    }

    /// In how many groups the submissions were written: rows of a group share their instant.
    pub async fn groups(&self) -> Result<f64> {
        self.number("SELECT count(DISTINCT at) FROM audit WHERE action = 'submission.append'")
            .await
    }

    /// Bytes of the pages of each table, its indexes included.
    pub async fn bytes_by_table(&self) -> Result<BTreeMap<String, i64>> {
        let mut all = BTreeMap::new();
        for (file, suffix) in [(MAIN, ""), (KEYS, " (keys)")] {
            let db = open(&self.file(file)).await?;
            let sql = "SELECT m.tbl_name AS name, sum(d.pgsize) AS bytes FROM dbstat d \
                       JOIN sqlite_master m ON m.name = d.name GROUP BY m.tbl_name";
            for row in db.query_all_raw(statement(&db, sql)).await? {
                let name: String = row.try_get("", "name")?;
                all.insert(name + suffix, row.try_get("", "bytes")?);
            }
            db.close().await?;
        }
        Ok(all)
    }
}

/// Opens a SQLite file by one connection.
pub async fn open(file: &Path) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite://{}", file.display()));
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// One whole number.
pub async fn number(db: &DatabaseConnection, sql: &str) -> Result<i64> {
    let row = db.query_one_raw(statement(db, sql)).await?;
    let row = row.with_context(|| format!("no answer to {sql}"))?;
    Ok(row.try_get_by_index(0)?)
}

/// A column of whole numbers.
pub async fn numbers(db: &DatabaseConnection, sql: &str) -> Result<Vec<i64>> {
    let rows = db.query_all_raw(statement(db, sql)).await?;
    let first = rows.iter().map(|row| row.try_get_by_index(0));
    Ok(first.collect::<Result<_, _>>()?)
}

fn statement(db: &DatabaseConnection, sql: &str) -> Statement {
    Statement::from_string(db.get_database_backend(), sql)
}
