//! Why: an erasure is decided first and destroys then, so that nobody decides otherwise meanwhile;
//! one that a crash cut short is known by having no end, and is finished.

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
        db.execute_unprepared(&spelled(DONE, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// Those decided so far destroyed before they were decided.
const DONE: &str = "
ALTER TABLE erasure ADD COLUMN done_at INT;
UPDATE erasure SET done_at = decided_at WHERE approved = 1;
";
