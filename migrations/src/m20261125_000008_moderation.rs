//! Why: whoever reviews a return may rate a question otherwise than the organisation did, and
//! says why. Neither rating replaces the other: each moderation is a row of its own, and the last
//! one of a question counts.

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
        db.execute_unprepared(&spelled(MODERATION, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// `sealed` holds rating and reason under the key of the submission's other answers: whoever
/// erases those erases what was said about them. The question is empty where the whole is shared
/// with the organisation.
const MODERATION: &str = "
CREATE TABLE moderation (
    submission_seq INT NOT NULL REFERENCES submission (seq),
    question TEXT NOT NULL,
    number INT NOT NULL,
    moderated_by BYTES,
    moderated_at INT NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (submission_seq, question, number)
) CLUSTERED;
";
