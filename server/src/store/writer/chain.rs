//! This process's chain of audit rows: it begins tied to the newest row there is, and moves on
//! only when a group has committed. It must not know what a row says.

use super::super::{
    StoreError,
    audit::{self, Entry, Head},
    database::Database,
    sql::Sql,
};
use crate::clock::UnixMillis;
use sea_orm::DatabaseTransaction;

pub(super) struct Chain {
    writer: [u8; 16],
    /// None before the first group, and after a commit whose end is unknown: then it is read.
    head: Option<Head>,
}

impl Chain {
    pub(super) fn new(writer: [u8; 16]) -> Self {
        Self { writer, head: None }
    }

    /// Inserts these entries behind the head; the head they would make.
    pub(super) async fn append(
        &self,
        tx: &DatabaseTransaction,
        at: UnixMillis,
        entries: Vec<Entry>,
        main: &Database,
    ) -> Result<Option<Head>, StoreError> {
        if entries.is_empty() {
            return Ok(self.head);
        }
        let head = match self.head {
            Some(head) => head,
            None => self.find_head(tx, main).await?,
        };
        Ok(Some(
            audit::append(tx, self.writer, head, at, entries).await?,
        ))
    }

    /// The group has committed.
    pub(super) fn advance(&mut self, head: Option<Head>) {
        self.head = head;
    }

    /// The group may or may not have committed: ask the database next time.
    pub(super) fn forget(&mut self) {
        self.head = None;
    }

    async fn find_head(
        &self,
        tx: &DatabaseTransaction,
        main: &Database,
    ) -> Result<Head, StoreError> {
        if main.is_postgres() {
            // Two processes that begin at once must not both take the log for empty.
            Sql::new("SELECT pg_advisory_xact_lock(4176)")
                .run(tx)
                .await?;
        }
        if let Some(head) = audit::head_of(tx, self.writer).await? {
            return Ok(head);
        }
        let hash = audit::newest(tx).await?.unwrap_or_default();
        Ok(Head { place: 0, hash })
    }
}
