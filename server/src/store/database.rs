//! Connections: one writer and some readers on SQLite, one pool on PostgreSQL, with the settings
//! that durability rests on, asked back at the start. It must not know any table.
//!
//! A connection to a SQLite file is not tested before each use: there is no server that could
//! have gone, and the test costs as much as a small question.

use super::StoreError;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database as Connect, DatabaseConnection, DatabaseTransaction, DbBackend,
    FromQueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

const BUSY: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// One database: where to write and where to read.
#[derive(Debug, Clone)]
pub(super) struct Database {
    pub(super) write: DatabaseConnection,
    pub(super) read: DatabaseConnection,
}

/// What a SQLite setting answers.
#[derive(FromQueryResult)]
struct Setting {
    value: String,
}

impl Database {
    /// Opens the database of this URL; a SQLite file must exist.
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        if !is_sqlite(url) {
            let mut options = quiet(url);
            options.max_connections(POSTGRES_CONNECTIONS);
            let pool = Connect::connect(options).await?;
            hold_on_postgres(&pool).await?;
            return Ok(Self {
                write: pool.clone(),
                read: pool,
            });
        }
        let write = Connect::connect(sqlite_writer(url)).await?;
        for (setting, wanted) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("secure_delete", "1"),
        ] {
            hold(&write, setting, wanted).await?;
        }
        let mut readers = quiet(url);
        readers
            .max_connections(READERS)
            .test_before_acquire(false)
            .map_sqlx_sqlite_opts(|options| {
                options
                    .read_only(true)
                    .busy_timeout(BUSY)
                    .statement_cache_capacity(500)
                    .pragma("trusted_schema", "OFF")
            });
        let read = Connect::connect(readers).await?;
        Ok(Self { write, read })
    }

    /// Opens one connection to change the shape; a SQLite file is made. A table that is made
    /// anew is dropped while others refer to it, so foreign keys are checked afterwards, by
    /// `whole_references`, instead of with each statement.
    pub(super) async fn open_to_migrate(url: &str) -> Result<DatabaseConnection, StoreError> {
        let mut options = if is_sqlite(url) {
            sqlite_writer(url)
        } else {
            quiet(url)
        };
        options.max_connections(1);
        if is_sqlite(url) {
            options.map_sqlx_sqlite_opts(|options| {
                durable(options).foreign_keys(false).create_if_missing(true)
            });
        }
        Ok(Connect::connect(options).await?)
    }

    /// Refuses a SQLite database in which a row refers to one that is not there.
    pub(super) async fn whole_references(db: &DatabaseConnection) -> Result<(), StoreError> {
        if db.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let ask = "SELECT \"table\" AS value FROM pragma_foreign_key_check LIMIT 1";
        let lost = super::sql::Sql::new(ask).one::<Setting>(db).await?;
        match lost {
            None => Ok(()),
            Some(row) => Err(StoreError::damaged("a reference from the table", row.value)),
        }
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Postgres
    }

    /// Begins to write; on SQLite the lock is taken at once, since a reader that starts to write
    /// would be refused without waiting.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions {
            sqlite_transaction_mode,
            ..Default::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.read.close_by_ref().await?;
        Ok(self.write.close_by_ref().await?)
    }
}

/// The URL of a SQLite file.
pub(super) fn sqlite_url(file: &Path) -> String {
    let mut url = String::from("sqlite://");
    for byte in file.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' | b' ' => url.push_str(&format!("%{byte:02X}")),
            _ => url.push(char::from(byte)),
        }
    }
    url
}

/// The file that a SQLite URL names.
pub(super) fn sqlite_file(url: &str) -> PathBuf {
    let options: Result<SqliteConnectOptions, _> = url.parse();
    options
        .map(|options| options.get_filename().to_owned())
        .unwrap_or_default()
}

/// Opens a copy of a SQLite file that nobody writes to, to read.
pub(super) async fn read_copy(file: &Path) -> Result<DatabaseConnection, StoreError> {
    let mut options = quiet(&sqlite_url(file));
    options
        .max_connections(1)
        .map_sqlx_sqlite_opts(|options| options.immutable(true));
    Ok(Connect::connect(options).await?)
}

/// Whether this URL names a SQLite file.
pub(super) fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

fn sqlite_writer(url: &str) -> ConnectOptions {
    let mut options = quiet(url);
    options
        .max_connections(1)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(durable);
    options
}

fn durable(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(500)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("secure_delete", "ON")
}

fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options
}

/// An acknowledged commit must be on the disk.
async fn hold_on_postgres(db: &DatabaseConnection) -> Result<(), StoreError> {
    let ask = "SELECT current_setting('synchronous_commit') AS value";
    let found = super::sql::Sql::new(ask).one::<Setting>(db).await?;
    let found = found.map(|row| row.value).unwrap_or_default();
    let (setting, wanted) = ("synchronous_commit", "on");
    if found != "off" {
        Ok(())
    } else {
        Err(StoreError::Unsafe {
            setting,
            wanted,
            found,
        })
    }
}

async fn hold(
    db: &DatabaseConnection,
    setting: &'static str,
    wanted: &'static str,
) -> Result<(), StoreError> {
    let ask = format!("SELECT CAST({setting} AS TEXT) AS value FROM pragma_{setting}");
    let found = super::sql::Sql::new(&ask).one::<Setting>(db).await?;
    let found = found.map(|row| row.value).unwrap_or_default();
    if found == wanted {
        Ok(())
    } else {
        Err(StoreError::Unsafe {
            setting,
            wanted,
            found,
        })
    }
}
