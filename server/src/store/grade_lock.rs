//! Table `grade_lock`: submissions about a case whose grade counts as given without knowing
//! another. Locking opens nothing. It must not know a grade.

use super::{
    Scoped, StoreError,
    sql::{Sql, bytes},
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{CampaignId, CaseId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::HashMap;

impl Scoped {
    /// Locks the grades of these returns about a case, as far as they are handed in; how many
    /// were not locked before. None when the case is out of reach.
    pub async fn lock_grades(
        &self,
        of: CaseId,
        returns: Vec<ReturnId>,
    ) -> Result<Option<usize>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let open = Sql::new(UNLOCKED)
                    .value(case.seq)
                    .text(" AND r.id IN ")
                    .list(returns.iter().map(|id| id.bytes().to_vec()));
                let open = open.all::<Open>(&work.tx).await?;
                for row in &open {
                    Sql::new("INSERT INTO grade_lock (submission_seq, locked_at, locked_by) ")
                        .rows([[
                            row.seq.into(),
                            work.now.0.into(),
                            author.person().map(|by| by.bytes().to_vec()).into(),
                        ]])
                        .text(" ON CONFLICT DO NOTHING")
                        .run(&work.tx)
                        .await?;
                    let detail = json!({ "reference": row.reference });
                    work.note(&author, "case.lock", ("case", of.bytes()), detail);
                }
                Ok(Some(open.len()))
            })
        })
        .await
    }

    /// When the grades of a round's returns were locked, of those that are.
    pub async fn locks_of_round(
        &self,
        of: CampaignId,
    ) -> Result<HashMap<ReturnId, UnixMillis>, StoreError> {
        let sql = Sql::new(
            "SELECT r.id, g.locked_at FROM grade_lock g \
             JOIN submission s ON s.seq = g.submission_seq JOIN return_ r ON r.seq = s.return_seq \
             JOIN audit_case k ON k.seq = r.case_seq \
             JOIN campaign c ON c.seq = k.campaign_seq \
             JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
             JOIN organisation o ON o.seq = ar.organisation_seq WHERE c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_cases(sql);
        let rows = sql.all::<Locked>(&self.store.house.main.read).await?;
        let locked = |row: Locked| {
            let id = ReturnId::from_bytes(bytes(&row.id, "return id")?);
            Ok((id, UnixMillis(row.locked_at)))
        };
        rows.into_iter().map(locked).collect()
    }
}

/// The last submissions about a case that are not locked; which case is still to be said.
pub(super) const UNLOCKED: &str = "SELECT s.seq, s.reference FROM submission s \
    JOIN return_ r ON r.seq = s.return_seq \
    WHERE s.number = (SELECT max(number) FROM submission WHERE return_seq = r.seq) \
    AND NOT EXISTS (SELECT 1 FROM grade_lock g WHERE g.submission_seq = s.seq) \
    AND r.case_seq = ";

/// A submission that is not locked.
#[derive(FromQueryResult)]
pub(super) struct Open {
    seq: i64,
    reference: String,
}

#[derive(FromQueryResult)]
struct Locked {
    id: Vec<u8>,
    locked_at: i64,
}
