//! What was handed in about a case, for those who take part in its moderation meeting. Whom it
//! identifies stays sealed. It must not know what is agreed there.

use super::{Answers, FROM, FoundSealed, Part, RECEIPT_COLUMNS, SEALED_COLUMNS, Subject};
use crate::store::{Scoped, StoreError, audit::Entry, sql::Sql, writer::Work};
use fourlens_app::portal::SubmissionId;
use serde_json::json;
use std::collections::HashMap;

impl Scoped {
    /// What was handed in, of these submissions that are within reach of a meeting. The readings
    /// are recorded first, all or none.
    pub async fn meeting_answers(
        &self,
        of: &[SubmissionId],
    ) -> Result<HashMap<SubmissionId, Answers>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(RECEIPT_COLUMNS)
            .text(", ")
            .text(SEALED_COLUMNS)
            .text(", o.id AS organisation, r.case_seq, CAST(0 AS BIGINT) AS sees_identity")
            .text(FROM)
            .text("WHERE s.id IN ")
            .list(of.iter().map(|id| id.bytes().to_vec()))
            .text(" AND ");
        let house = &self.store.house;
        let sql = self.within_meeting(sql).text(" ORDER BY s.seq");
        let rows = sql.all::<FoundSealed>(&house.main.read).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.push((row.receipt.receipt()?, row.sealed));
        }
        let entry = |submission: SubmissionId, reference: &str| Entry {
            author: self.author.clone(),
            action: "submission.view".to_owned(),
            subject: Subject::new("submission", submission.bytes()),
            detail: json!({ "reference": reference }),
        };
        let seen = found.iter();
        let seen = seen.map(|(receipt, _)| entry(receipt.submission, &receipt.reference));
        self.record_all(seen.collect()).await?;
        let (mut withheld, mut others) = (Vec::new(), Vec::new());
        for (_, sealed) in &found {
            let [identifying, other] = sealed.parts()?;
            withheld.push(identifying);
            others.push(other);
        }
        let mut keys = house.keys.keys(&others).await?;
        keys.erased.extend(withheld);
        let opened = found.into_iter().map(|(receipt, sealed)| {
            let (_, other) = sealed.open(&keys)?;
            let answers = Answers {
                identifying: Part::Withheld,
                other,
                receipt,
            };
            Ok((answers.receipt.submission, answers))
        });
        opened.collect()
    }

    /// Records several things at once, all or none.
    async fn record_all(&self, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.write(move |work: &Work| {
            entries.into_iter().for_each(|entry| work.record(entry));
            Box::pin(async { Ok(()) })
        })
        .await
    }
}
