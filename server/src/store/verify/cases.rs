//! That what is said about who may see a case, and what its meeting agreed, opens with the case's
//! own key. It must not know what is said.

use super::{
    super::{Store, StoreError, audit_case, case_agreement, case_auditor, case_block, sql::bytes},
    Fault, FaultKind, Parts, subject,
};

impl Store {
    /// Every reason of every case.
    pub(super) async fn verify_cases(
        &self,
        parts: &mut Parts,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let db = &self.house.main.read;
        for case in audit_case::parts(db).await? {
            let part = bytes(&case.part, "part")?;
            parts.insert(part);
            let subject = subject("case", &case.id);
            let opened = match self.house.keys.keys(&[part]).await?.of(&part) {
                Ok(None) => continue,
                Ok(Some(key)) => {
                    async {
                        case_block::check(db, case.seq, &part, key).await?;
                        case_auditor::check(db, case.seq, &part, key).await?;
                        case_agreement::check(db, case.seq, &part, key).await
                    }
                    .await
                }
                Err(error) => Err(error),
            };
            match opened {
                Ok(()) => {}
                Err(StoreError::KeyMissing) => {
                    let message = "the case's key is missing";
                    faults.push(Fault::new(FaultKind::KeyMissing, subject, message));
                }
                Err(error @ (StoreError::Seal(_) | StoreError::Damaged(_))) => {
                    faults.push(Fault::new(FaultKind::Case, subject, error.to_string()));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
