//! Why: what is kept about people is kept for a time and then destroyed, by two people, unless a
//! legal hold on its form forbids it. What was destroyed stays on record as counts and references.

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
        db.execute_unprepared(&spelled(ERASURES, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// An erasure is proposed by one person and decided by another; its report says what was
/// destroyed. A hold stands until it is lifted.
const ERASURES: &str = "
CREATE TABLE erasure (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    kind TEXT NOT NULL CHECK (kind IN ('case', 'submission', 'campaign')),
    target BYTES NOT NULL CHECK (length(target) = 16),
    called TEXT NOT NULL,
    extent TEXT NOT NULL CHECK (extent IN ('identifying', 'everything')),
    because TEXT NOT NULL,
    proposed_at INT NOT NULL,
    proposed_by BYTES NOT NULL,
    decided_at INT,
    decided_by BYTES,
    approved INT CHECK (approved IN (0, 1)),
    report TEXT,
    CHECK ((decided_at IS NULL) = (approved IS NULL))
) PLAIN;

CREATE TABLE legal_hold (
    seq SEQ,
    form_key TEXT NOT NULL,
    because TEXT NOT NULL,
    set_at INT NOT NULL,
    set_by BYTES,
    lifted_at INT,
    lifted_by BYTES
) PLAIN;
CREATE INDEX legal_hold_of_form ON legal_hold (form_key) WHERE lifted_at IS NULL;
";
