//! Messages that cannot be read: set aside, so that they hold up no other, and told for a while. It
//! must not know what a message is about.

use super::{
    super::{Scoped, StoreError, sql::Sql},
    Waiting,
};
use std::time::Duration;

/// For how long it is told that a message was set aside.
const TOLD_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Scoped {
    /// How many of a kind were set aside of late, because they cannot be read.
    pub async fn messages_set_aside(&self, kind: &str) -> Result<i64, StoreError> {
        let late = self.store.house.clock.now().0 - TOLD_FOR.as_millis() as i64;
        let found = Sql::new(
            "SELECT count(*) AS count, min(set_aside_at) AS since FROM outbox \
             WHERE done_at IS NULL AND kind = ",
        )
        .value(kind)
        .text(" AND set_aside_at > ")
        .value(late)
        .one::<Waiting>(&self.store.house.main.read)
        .await?;
        Ok(found.map_or(0, |found| found.count))
    }

    /// The message cannot be read: it is set aside, and not tried again.
    pub async fn message_unreadable(&self, id: [u8; 16]) -> Result<(), StoreError> {
        self.write(move |work| {
            Box::pin(async move {
                Sql::new("UPDATE outbox SET leased_until = NULL, set_aside_at = ")
                    .value(work.now.0)
                    .text(" WHERE id = ")
                    .value(id.to_vec())
                    .run(&work.tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}
