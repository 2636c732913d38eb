//! What reviewers said opens, and belongs where it stands: the last word on each question and all
//! words before it. It must not know what is said.

use super::{
    super::{Store, StoreError, moderation::stored_after, sql::bytes},
    Fault, FaultKind, subject,
};

impl Store {
    /// Opens everything that was ever said of a submission.
    pub(super) async fn verify_moderations(
        &self,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = stored_after(&self.house.main.read, after).await?;
            let Some(end) = rows.last() else {
                return Ok(());
            };
            after = end.submission_seq;
            let parts = rows.iter().map(|row| bytes(&row.part_other, "part"));
            let parts: Vec<_> = parts.collect::<Result<_, _>>()?;
            let keys = self.house.keys.keys(&parts).await?;
            for (row, part) in rows.iter().zip(parts) {
                match keys
                    .of(&part)
                    .and_then(|key| key.map_or(Ok(()), |key| row.check(key)))
                {
                    // A missing key is told with the submission's parts.
                    Ok(()) | Err(StoreError::KeyMissing) => {}
                    Err(error @ (StoreError::Seal(_) | StoreError::Damaged(_))) => {
                        let subject = subject("submission", &row.submission);
                        let message = error.to_string();
                        faults.push(Fault::new(FaultKind::Moderation, subject, message));
                    }
                    Err(error) => return Err(error),
                }
            }
        }
    }
}
