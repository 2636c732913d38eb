//! Why: in a case audit nobody may see another's grade before all are given. The host locks each
//! grade, then shows them; the meeting agrees grades with reasons, and the last one of a question
//! counts.

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
        for step in [LOCKS, AGREEMENTS] {
            db.execute_unprepared(&spelled(step, db.get_database_backend()))
                .await?;
        }
        Ok(())
    }
}

/// A submission whose grade counts as given without knowing another; and a case whose grades are
/// shown, with how many returns were still to come.
const LOCKS: &str = "
CREATE TABLE grade_lock (
    submission_seq INT NOT NULL PRIMARY KEY REFERENCES submission (seq),
    locked_at INT NOT NULL,
    locked_by BYTES
) CLUSTERED;

CREATE TABLE case_showing (
    case_seq INT NOT NULL PRIMARY KEY REFERENCES audit_case (seq),
    shown_at INT NOT NULL,
    shown_by BYTES,
    missing INT NOT NULL
) CLUSTERED;
";

/// `sealed` holds what was agreed and why, under the case's own key. The question is empty for
/// what is said of the meeting itself.
const AGREEMENTS: &str = "
CREATE TABLE case_agreement (
    case_seq INT NOT NULL REFERENCES audit_case (seq),
    question TEXT NOT NULL,
    number INT NOT NULL,
    agreed_at INT NOT NULL,
    agreed_by BYTES,
    sealed BYTES NOT NULL,
    PRIMARY KEY (case_seq, question, number)
) CLUSTERED;
";
