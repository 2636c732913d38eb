//! Why: a message of the outbox that does not open held up every other one of its batch. It is set
//! aside now, the others go out, and the administrator is told for a while.

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
        db.execute_unprepared(&spelled(SET_ASIDE, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// A message that is set aside is not done and not tried again.
const SET_ASIDE: &str = "ALTER TABLE outbox ADD COLUMN set_aside_at INT;";
