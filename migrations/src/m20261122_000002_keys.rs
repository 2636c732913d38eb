//! Why: wrapped data keys live apart from what they seal, backed up apart with a short life, so
//! that destroying a key destroys the part in every copy of the data. `erased` says which parts
//! have no key lawfully.

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
        db.execute_unprepared(&spelled(KEYS, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

const KEYS: &str = "
CREATE TABLE data_key (
    seq SEQ,
    part_id BYTES NOT NULL UNIQUE CHECK (length(part_id) = 16),
    wrapped BYTES NOT NULL
) PLAIN;

CREATE TABLE erased (
    seq SEQ,
    part_id BYTES NOT NULL UNIQUE CHECK (length(part_id) = 16),
    at INT NOT NULL
) PLAIN;
";
