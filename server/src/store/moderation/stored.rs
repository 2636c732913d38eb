//! What was said of submissions as it is stored, old words too, to prove that it opens.

use super::{super::sql::Sql, StoreError, open_said};
use crate::seal::DataKey;
use sea_orm::{ConnectionTrait, FromQueryResult};

/// A row as it is stored, with the part whose key seals it.
#[derive(FromQueryResult)]
pub(in crate::store) struct Stored {
    pub(in crate::store) submission_seq: i64,
    pub(in crate::store) submission: Vec<u8>,
    pub(in crate::store) part_other: Vec<u8>,
    question: String,
    number: i64,
    sealed: Vec<u8>,
}

impl Stored {
    /// That it opens where it stands.
    pub(in crate::store) fn check(&self, key: &DataKey) -> Result<(), StoreError> {
        let at = (
            self.submission.as_slice(),
            self.question.as_str(),
            self.number,
        );
        open_said(key, at, &self.sealed).map(drop)
    }
}

/// Everything that was said of the next submissions after this row of theirs.
pub(in crate::store) async fn stored_after(
    db: &impl ConnectionTrait,
    submission_seq: i64,
) -> Result<Vec<Stored>, StoreError> {
    Sql::new(
        "SELECT m.submission_seq, s.id AS submission, s.part_other, m.question, m.number, \
         m.sealed FROM moderation m JOIN submission s ON s.seq = m.submission_seq \
         WHERE m.submission_seq IN (SELECT DISTINCT submission_seq FROM moderation \
         WHERE submission_seq > ",
    )
    .value(submission_seq)
    .text(" ORDER BY submission_seq LIMIT 50) ORDER BY m.submission_seq, m.question, m.number")
    .all(db)
    .await
}
