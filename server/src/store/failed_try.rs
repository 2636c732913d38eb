//! Table `failed_try`: who has to wait before they may try to sign in again, for every process
//! alike. Failures are forgiven one by one as time passes, and no wait is longer than its
//! longest: nobody is locked out. It must not know what was tried.

use super::{Author, Store, StoreError, sql::Sql, writer::Work};
use crate::clock::UnixMillis;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use std::time::Duration;

/// What failures cost under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// As many cost nothing.
    pub free: i64,
    /// The wait after the next; it doubles with each that follows.
    pub first_wait: Duration,
    /// No wait is longer.
    pub longest_wait: Duration,
    /// One failure is forgiven each time this has passed.
    pub forgiven_every: Duration,
}

/// Under which key a failure counts, and what it costs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryKey {
    /// A keyed hash: addresses and networks are not kept.
    pub key: [u8; 32],
    /// What failures cost.
    pub patience: Patience,
}

/// Rows older than this are of no use to anyone.
const KEPT: Duration = Duration::from_secs(2 * 24 * 60 * 60);

impl Store {
    /// The keyed hash that names what tries are counted for.
    pub fn try_key(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.house.secrets.tries.hash(parts)
    }

    /// How long to wait before a try under these keys; none to try at once.
    pub async fn wait_before(&self, keys: &[TryKey]) -> Result<Option<Duration>, StoreError> {
        wait(&self.house.main.read, keys, self.house.clock.now()).await
    }

    /// Counts a try under these keys before it is made, so that many at once are counted, too; or
    /// says how long to wait, and counts nothing. One that succeeds is given back.
    pub async fn take_try(&self, keys: Vec<TryKey>) -> Result<Option<Duration>, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let wait = wait(&work.tx, &keys, work.now).await?;
                    if wait.is_none() {
                        for key in &keys {
                            count(work, key).await?;
                        }
                        sweep(work).await?;
                    }
                    Ok(wait)
                })
            })
            .await
    }

    /// Gives a try back that succeeded.
    pub async fn give_try_back(&self, keys: Vec<TryKey>) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| Box::pin(async move { give_back(work, &keys).await }))
            .await
    }

    /// Records that a try failed.
    pub async fn note_failed(&self, action: &str) -> Result<(), StoreError> {
        let action = action.to_owned();
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let author = Author::System("sign-in".to_owned());
                    work.note(&author, &action, ("sign_in", &[]), json!({}));
                    Ok(())
                })
            })
            .await
    }

    /// Forgives all that failed under this key.
    pub async fn forgive(&self, key: [u8; 32]) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    Sql::new("DELETE FROM failed_try WHERE key = ")
                        .value(key.to_vec())
                        .run(&work.tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}

/// How long to wait before a try under these keys, as this connection sees it.
async fn wait(
    db: &impl ConnectionTrait,
    keys: &[TryKey],
    now: UnixMillis,
) -> Result<Option<Duration>, StoreError> {
    let rows = Sql::new("SELECT not_before FROM failed_try WHERE key IN ")
        .list(keys.iter().map(|one| one.key.to_vec()))
        .text(" AND not_before > ")
        .value(now.0)
        .all::<Wait>(db)
        .await?;
    // A clock that was set back must not make a wait out of a day.
    let longest = keys.iter().map(|one| one.patience.longest_wait).max();
    let until = rows.iter().map(|row| row.not_before).max();
    Ok(until.map(|until| {
        let wait = UnixMillis(until).since(now);
        longest.map_or(wait, |longest| wait.min(longest))
    }))
}

/// Takes one try off each of these, and the wait that it brought.
pub(super) async fn give_back(work: &Work, keys: &[TryKey]) -> Result<(), StoreError> {
    for TryKey { key, patience } in keys {
        Sql::new(
            "UPDATE failed_try SET failures = failures - 1, not_before = CASE WHEN failures <= ",
        )
        .value(patience.free + 1)
        .text(" THEN 0 ELSE not_before END WHERE failures > 0 AND key = ")
        .value(key.to_vec())
        .run(&work.tx)
        .await?;
        Sql::new("DELETE FROM failed_try WHERE failures = 0 AND key = ")
            .value(key.to_vec())
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

/// Deletes rows that are of no use to anyone; how many.
pub(super) async fn sweep(work: &Work) -> Result<u64, StoreError> {
    Sql::new("DELETE FROM failed_try WHERE last_at < ")
        .value(work.now.0 - KEPT.as_millis() as i64)
        .run(&work.tx)
        .await
}

/// Counts one failure more. Another process that counts under the same key waits meanwhile.
async fn count(work: &Work, TryKey { key, patience }: &TryKey) -> Result<(), StoreError> {
    if work.is_postgres {
        // There must be a row that can be locked.
        Sql::new("INSERT INTO failed_try (key, failures, last_at, not_before) ")
            .rows([[
                key.to_vec().into(),
                0_i64.into(),
                work.now.0.into(),
                0_i64.into(),
            ]])
            .text(" ON CONFLICT (key) DO NOTHING")
            .run(&work.tx)
            .await?;
    }
    let row = Sql::new("SELECT failures, last_at FROM failed_try WHERE key = ")
        .value(key.to_vec())
        .text(if work.is_postgres { " FOR UPDATE" } else { "" })
        .one::<Failures>(&work.tx)
        .await?;
    let (before, quiet) = row.map_or((0, Duration::ZERO), |row| {
        let quiet = work.now.since(UnixMillis(row.last_at));
        (row.failures, quiet)
    });
    let forgiven = quiet.as_millis() / patience.forgiven_every.as_millis().max(1);
    let forgiven = i64::try_from(forgiven).unwrap_or(i64::MAX);
    let failures = before.saturating_sub(forgiven).max(0) + 1;
    let not_before = match patience.wait_after(failures) {
        Some(wait) => work.now.plus(wait),
        None => work.now,
    };
    Sql::new("INSERT INTO failed_try (key, failures, last_at, not_before) ")
        .rows([[
            key.to_vec().into(),
            failures.into(),
            work.now.0.into(),
            not_before.0.into(),
        ]])
        .text(
            " ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, \
             last_at = excluded.last_at, not_before = excluded.not_before",
        )
        .run(&work.tx)
        .await?;
    Ok(())
}

impl Patience {
    fn wait_after(self, failures: i64) -> Option<Duration> {
        let beyond = u32::try_from(failures - self.free).ok()?.checked_sub(1)?;
        let doubled = self.first_wait.saturating_mul(1 << beyond.min(16));
        Some(doubled.min(self.longest_wait))
    }
}

#[derive(FromQueryResult)]
struct Wait {
    not_before: i64,
}

#[derive(FromQueryResult)]
struct Failures {
    failures: i64,
    last_at: i64,
}
