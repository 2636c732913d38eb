//! Why: publishing is an act that may be repeated. Going back to an earlier wording publishes a
//! version that is there already, and from then on it is the form's latest again. Each act is a
//! row; versions stay as they are.

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
        db.execute_unprepared(&spelled(PUBLICATIONS, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

const PUBLICATIONS: &str = "
CREATE TABLE publication (
    seq SEQ,
    form_version_seq INT NOT NULL REFERENCES form_version (seq),
    published_by BYTES,
    published_at INT NOT NULL
) PLAIN;

INSERT INTO publication (form_version_seq, published_by, published_at)
SELECT seq, published_by, published_at FROM form_version ORDER BY seq;
";
