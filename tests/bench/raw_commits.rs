//! The same commits as our writer's, made raw: the very rows that were handed in, copied from
//! their database into one as it stood before, in groups, each group on the disk before the next.
//! It must not know what is in a row.

use crate::stored::{self, KEYS, MAIN, Stored};
use anyhow::{Result, bail};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::{fmt::Write, path::Path, time::Instant};

/// As the store opens its writing connection.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";

/// Submissions a second, in commits of `group`.
pub async fn per_second(
    before: &Stored,
    after: &Stored,
    group: usize,
    folder: &Path,
) -> Result<f64> {
    let copy = folder.join("raw");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    let target = Stored::copy(before.file("").as_path(), &copy)?;
    let main = Target::open(&target, after, MAIN).await?;
    let keys = Target::open(&target, after, KEYS).await?;
    let rows = Rows::of(&main.db, &keys.db).await?;
    let all = rows.submissions.len();
    if all == 0 {
        bail!("nothing was handed in");
    }
    let start = Instant::now();
    let mut from = 0;
    while from < all {
        let to = (from + group).min(all);
        keys.commit(&rows.of_keys(from, to)).await?;
        main.commit(&rows.of_main(from, to)).await?;
        from = to;
    }
    let rate = all as f64 / start.elapsed().as_secs_f64();
    let copied = stored::number(&main.db, "SELECT count(*) FROM main.submission").await?;
    if copied != all as i64 {
        bail!("{copied} of {all} rows were copied");
    }
    main.db.close().await?;
    keys.db.close().await?;
    Ok(rate)
}

/// A database that is written, with the one it is copied from beside it.
struct Target {
    db: DatabaseConnection,
}

impl Target {
    async fn open(target: &Stored, source: &Stored, name: &str) -> Result<Target> {
        let db = stored::open(&target.file(name)).await?;
        db.execute_unprepared(SETTINGS).await?;
        let source = source.file(name);
        let attach = format!("ATTACH DATABASE '{}' AS source", source.display());
        db.execute_unprepared(&attach).await?;
        Ok(Target { db })
    }

    async fn commit(&self, statements: &str) -> Result<()> {
        let all = format!("BEGIN IMMEDIATE; {statements} COMMIT");
        self.db.execute_unprepared(&all).await?;
        Ok(())
    }
}

/// What was written, by row number, in the order of writing.
struct Rows {
    submissions: Vec<i64>,
    audit: Vec<i64>,
    outbox: Vec<i64>,
    new_keys: Vec<i64>,
    /// Keys of drafts, destroyed.
    gone_keys: Vec<i64>,
}

impl Rows {
    async fn of(main: &DatabaseConnection, keys: &DatabaseConnection) -> Result<Rows> {
        Ok(Rows {
            submissions: new_in(main, "submission").await?,
            audit: new_in(main, "audit").await?,
            outbox: new_in(main, "outbox").await?,
            new_keys: new_in(keys, "data_key").await?,
            gone_keys: stored::numbers(
                keys,
                "SELECT seq FROM main.data_key WHERE seq NOT IN (SELECT seq FROM source.data_key) \
                 ORDER BY seq",
            )
            .await?,
        })
    }

    /// What the group of the submissions `from..to` writes to the key database.
    fn of_keys(&self, from: usize, to: usize) -> String {
        let mut sql = copied("data_key", self.share(&self.new_keys, from, to));
        if let [first, .., last] = self.share(&self.gone_keys, from, to) {
            let _ = write!(
                sql,
                "DELETE FROM main.data_key WHERE seq BETWEEN {first} AND {last}; "
            );
        }
        sql
    }

    /// What it writes to the main database.
    fn of_main(&self, from: usize, to: usize) -> String {
        let submissions = &self.submissions[from..to];
        let (first, last) = (submissions[0], submissions[submissions.len() - 1]);
        let these = format!("BETWEEN {first} AND {last}");
        let returns = format!("(SELECT return_seq FROM source.submission WHERE seq {these})");
        copied("submission", submissions)
            + &copied("audit", self.share(&self.audit, from, to))
            + &copied("outbox", self.share(&self.outbox, from, to))
            + &format!(
                "INSERT INTO main.fact_pack SELECT * FROM source.fact_pack \
                 WHERE submission_seq {these}; \
                 INSERT OR REPLACE INTO main.rollup SELECT * FROM source.rollup; \
                 UPDATE main.return_ SET state = 'submitted', draft_part = NULL \
                 WHERE seq IN {returns}; \
                 DELETE FROM main.draft_answer WHERE return_seq IN {returns}; "
            )
    }

    /// The part of these rows that belongs to the submissions `from..to`.
    fn share<'a>(&self, rows: &'a [i64], from: usize, to: usize) -> &'a [i64] {
        let all = self.submissions.len();
        &rows[rows.len() * from / all..rows.len() * to / all]
    }
}

/// The rows of a table that are new.
async fn new_in(db: &DatabaseConnection, table: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT seq FROM source.{table} \
         WHERE seq > (SELECT COALESCE(max(seq), 0) FROM main.{table}) ORDER BY seq"
    );
    stored::numbers(db, &sql).await
}

fn copied(table: &str, rows: &[i64]) -> String {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return String::new();
    };
    format!(
        "INSERT INTO main.{table} SELECT * FROM source.{table} \
         WHERE seq BETWEEN {first} AND {last}; "
    )
}
