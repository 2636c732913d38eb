//! Why: what a partnership works on is dated. A campaign asks about the priorities current on its
//! first day, so each has a first day and, once it is known, a last one.

use crate::dialect::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(&spelled(PRIORITIES, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// `key` is a part of questions' ids and never used for another priority.
const PRIORITIES: &str = "
CREATE TABLE priority (
    seq SEQ,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT,
    version INT NOT NULL,
    CHECK (last_day IS NULL OR first_day <= last_day)
) PLAIN;
";
