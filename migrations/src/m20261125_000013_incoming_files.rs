//! Why: a process that is killed while a file comes in leaves its bytes without a row, and nobody
//! could tell whose they are. Which files are on their way is now known before their first byte
//! lies anywhere, so that those that never came in whole can be swept.

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
        db.execute_unprepared(&spelled(INCOMING, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// A row goes when its file is kept, or its bytes are deleted; one that was given up is not kept
/// any more.
const INCOMING: &str = "
CREATE TABLE incoming_file (
    id BYTES NOT NULL CHECK (length(id) = 16),
    began_at INT NOT NULL,
    given_up INT NOT NULL DEFAULT 0 CHECK (given_up IN (0, 1)),
    PRIMARY KEY (id)
) CLUSTERED;
CREATE INDEX incoming_file_began ON incoming_file (began_at);
";
