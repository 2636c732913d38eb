//! That what waits in the outbox, and what was done, opens where it stands. It must not know what a
//! message is about.

use super::{
    super::{Store, StoreError, outbox},
    Fault, FaultKind, subject,
};

impl Store {
    /// Opens every message.
    pub(super) async fn verify_messages(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = outbox::stored_after(&self.house.main.read, after).await?;
            let Some(end) = rows.last() else {
                return Ok(());
            };
            after = end.seq;
            for row in rows {
                if let Err(error) = row.check(&self.house.secrets) {
                    let subject = subject("message", &row.id);
                    faults.push(Fault::new(FaultKind::Message, subject, error.to_string()));
                }
            }
        }
    }
}
