//! The transaction of one group, and what its commands leave to be done before the commit:
//! audit rows, roll-ups, keys to destroy. Undoing a savepoint takes those back too.

use super::super::{
    StoreError,
    audit::{Author, Entry, Subject},
    fact::FactPack,
    key_store::{KeyStore, PartId},
    rollup,
    sql::Sql,
};
use crate::{clock::UnixMillis, random::Random};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A group's transaction.
pub(in crate::store) struct Work {
    pub(in crate::store) tx: DatabaseTransaction,
    pub(in crate::store) now: UnixMillis,
    pub(in crate::store) keys: KeyStore,
    pub(in crate::store) random: Arc<dyn Random>,
    pub(in crate::store) is_postgres: bool,
    left: Mutex<Left>,
}

/// What commands leave to be done.
#[derive(Default)]
struct Left {
    entries: Vec<Entry>,
    counted: Vec<Counted>,
    gone: Vec<PartId>,
}

/// Facts to be counted in these groups of a campaign.
pub(in crate::store) struct Counted {
    pub(in crate::store) campaign_seq: i64,
    pub(in crate::store) groups: Vec<String>,
    pub(in crate::store) facts: Arc<Vec<FactPack>>,
}

/// How much was left when a savepoint began.
#[derive(Clone, Copy)]
pub(super) struct Mark([usize; 3]);

/// What the writer needs after the roll-ups are written.
pub(super) struct Settled {
    pub(super) now: UnixMillis,
    pub(super) entries: Vec<Entry>,
    pub(super) gone: Vec<PartId>,
}

impl Work {
    pub(super) fn new(
        tx: DatabaseTransaction,
        now: UnixMillis,
        keys: KeyStore,
        random: Arc<dyn Random>,
        is_postgres: bool,
    ) -> Self {
        Self {
            tx,
            now,
            keys,
            random,
            is_postgres,
            left: Mutex::default(),
        }
    }

    /// Records an entry; it takes its place in the chain when the group commits.
    pub(in crate::store) fn record(&self, entry: Entry) {
        self.left().entries.push(entry);
    }

    /// Records what someone did to something.
    pub(in crate::store) fn note(
        &self,
        author: &Author,
        action: &str,
        subject: (&str, &[u8]),
        detail: serde_json::Value,
    ) {
        let subject = Subject::new(subject.0, subject.1);
        self.record(Entry {
            author: author.clone(),
            action: action.to_owned(),
            subject,
            detail,
        });
    }

    /// Keeps other processes from doing the same to this row before the group commits, so that what
    /// is read of it now still holds then. On SQLite there is one writer, and nothing to do.
    pub(in crate::store) async fn lock(&self, table: &str, seq: i64) -> Result<(), StoreError> {
        if self.is_postgres {
            // Rows that refer to this one may still be added.
            let row = Sql::new(&format!("SELECT seq FROM {table} WHERE seq = "));
            let row = row.value(seq).text(" FOR NO KEY UPDATE");
            row.run(&self.tx).await?;
        }
        Ok(())
    }

    /// Counts facts into roll-ups when the group commits.
    pub(in crate::store) fn count(&self, counted: Counted) {
        self.left().counted.push(counted);
    }

    /// Destroys this part's key after the commit.
    pub(in crate::store) fn destroy(&self, part: PartId) {
        self.left().gone.push(part);
    }

    pub(super) async fn savepoint(&self) -> Result<Mark, StoreError> {
        self.tx.execute_unprepared("SAVEPOINT command").await?;
        let left = self.left();
        Ok(Mark([
            left.entries.len(),
            left.counted.len(),
            left.gone.len(),
        ]))
    }

    pub(super) async fn keep(&self) -> Result<(), StoreError> {
        self.tx
            .execute_unprepared("RELEASE SAVEPOINT command")
            .await?;
        Ok(())
    }

    pub(super) async fn undo(
        &self,
        Mark([entries, counted, gone]): Mark,
    ) -> Result<(), StoreError> {
        {
            let mut left = self.left();
            left.entries.truncate(entries);
            left.counted.truncate(counted);
            left.gone.truncate(gone);
        }
        self.tx
            .execute_unprepared("ROLLBACK TO SAVEPOINT command")
            .await?;
        self.keep().await
    }

    /// Writes the roll-ups, once a group, and hands the rest back.
    pub(super) async fn settle(self) -> Result<(DatabaseTransaction, Settled), StoreError> {
        let left = self
            .left
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        rollup::add(&self.tx, self.is_postgres, left.counted).await?;
        let settled = Settled {
            now: self.now,
            entries: left.entries,
            gone: left.gone,
        };
        Ok((self.tx, settled))
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
