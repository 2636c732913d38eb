//! Why: a definition is uploaded, looked at and mended before it is published, by more than one
//! person and over more than one day. Until then it is no version: it may be replaced and thrown
//! away, also while it has problems. `version` counts its uploads, so that nobody replaces or
//! publishes a text that they have not seen.

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
        db.execute_unprepared(&spelled(FORM_DRAFTS, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

const FORM_DRAFTS: &str = "
CREATE TABLE form_draft (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    version INT NOT NULL,
    form_key TEXT,
    title TEXT NOT NULL,
    problems INT NOT NULL,
    uploaded_by BYTES,
    uploaded_at INT NOT NULL,
    source TEXT NOT NULL
) PLAIN;
";
