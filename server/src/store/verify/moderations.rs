//! What reviewers said opens, and belongs where it stands.

use super::{Fault, FaultKind, subject};
use crate::store::{
    Store, StoreError,
    sql::{Sql, bytes},
};
use fourlens_app::portal::SubmissionId;
use sea_orm::FromQueryResult;

impl Store {
    /// Opens the last word on every question of every submission that something was said of.
    pub(super) async fn verify_moderations(
        &self,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let moderated = Sql::new(
            "SELECT s.id FROM submission s WHERE EXISTS (SELECT 1 FROM moderation m \
             WHERE m.submission_seq = s.seq) ORDER BY s.seq",
        )
        .all::<Moderated>(&self.house.main.read)
        .await?;
        let system = self.system("verify");
        for row in moderated {
            let id = SubmissionId::from_bytes(bytes(&row.id, "submission id")?);
            match system.moderations(id).await {
                Ok(_) => {}
                Err(error @ (StoreError::Seal(_) | StoreError::Damaged(_))) => {
                    let subject = subject("submission", &row.id);
                    faults.push(Fault::new(
                        FaultKind::Moderation,
                        subject,
                        error.to_string(),
                    ));
                }
                // A missing key is told with the submission's parts.
                Err(StoreError::KeyMissing) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Moderated {
    id: Vec<u8>,
}
