//! Reading whom a submission identifies, for someone who says why. That is recorded before anything
//! is opened. What they say may name the child, so it is sealed under the key of the very answers
//! that they see, and gone when those are erased. It must not know which reasons are good ones.

use super::{Answers, FROM, OnlySealed, SEALED_COLUMNS};
use crate::{
    seal::{DataKey, Place, open, seal},
    store::{
        Scoped, StoreError,
        audit::{AuditEntry, Subject},
        pack,
        sql::Sql,
    },
};
use fourlens_app::portal::SubmissionId;
use serde_json::json;

/// What is recorded.
const ACTION: &str = "submission.identity";

/// Where the reason stands in a row of the log, sealed, in hexadecimal digits.
const SEALED: &str = "sealed_why";

impl Scoped {
    /// What was handed in, with whom it identifies, for a reader who says why. Without a record
    /// of that nothing is opened.
    pub async fn answers_with_identity(
        &self,
        of: SubmissionId,
        why: &str,
    ) -> Result<Option<Answers>, StoreError> {
        let sql = self.within_told(self.sealed_parts(of));
        let Some(row) = self.sealed_row(sql).await? else {
            return Ok(None);
        };
        let receipt = row.receipt.receipt()?;
        let parts = row.sealed.parts()?;
        let keys = self.store.house.keys.keys(&parts[..1]).await?;
        let random = self.store.house.random.as_ref();
        let sealed = keys
            .of(&parts[0])?
            .map(|key| pack::hex(&seal(key, &place(&[of.bytes()]), why.as_bytes(), random)));
        let detail = json!({ "reference": receipt.reference, SEALED: sealed });
        let subject = Subject::new("submission", of.bytes());
        self.record(ACTION, subject, detail).await?;
        self.opened(receipt, &row.sealed, &parts).await
    }
}

/// Puts the reasons that people gave into rows of the log about one submission; none where the
/// answers were erased.
pub(in crate::store) async fn open_why(
    scope: &Scoped,
    subject: &Subject,
    entries: &mut [AuditEntry],
) -> Result<(), StoreError> {
    if entries.iter().all(|entry| entry.action != ACTION) {
        return Ok(());
    }
    let sql = Sql::new("SELECT ")
        .text(SEALED_COLUMNS)
        .text(FROM)
        .text("WHERE s.id = ")
        .value(subject.id.clone());
    let house = &scope.store.house;
    let Some(row) = sql.one::<OnlySealed>(&house.main.read).await? else {
        return Ok(());
    };
    let [identifying, _] = row.sealed.parts()?;
    let keys = house.keys.keys(&[identifying]).await?;
    let key = keys.of(&identifying)?;
    for entry in entries.iter_mut().filter(|entry| entry.action == ACTION) {
        let Some(detail) = entry.detail.as_object_mut() else {
            continue;
        };
        if let Some(sealed) = detail.remove(SEALED) {
            let why = key.map(|key| opened(key, &subject.id, sealed.as_str()));
            detail.insert("why".to_owned(), json!(why.transpose()?));
        }
    }
    Ok(())
}

fn opened(key: &DataKey, id: &[u8], sealed: Option<&str>) -> Result<String, StoreError> {
    let sealed = sealed.and_then(pack::unhex_all);
    let sealed = sealed.ok_or_else(|| StoreError::Damaged("a reason is cut short".to_owned()))?;
    let plain = open(key, &place(&[id]), &sealed)?;
    let text = std::str::from_utf8(&plain);
    let text = text.map_err(|cause| StoreError::damaged("a reason", cause))?;
    Ok(text.to_owned())
}

/// A row of the log has no identity before it is written: the chain holds the reason to its row,
/// and this holds it to its submission.
fn place<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "audit",
        row,
        column: SEALED,
    }
}
