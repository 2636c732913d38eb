//! Table `moderation`: ratings that a reviewer gives beside an organisation's own, with reasons,
//! append-only. Rating and reason lie sealed under the key of the submission's other answers. It
//! must not know a scale.

mod stored;

pub(super) use stored::stored_after;

use super::{
    Scoped, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
    submission::FROM,
};
use crate::{
    clock::UnixMillis,
    seal::{DataKey, Place, open, seal},
};
use fourlens_app::portal::{PersonId, SubmissionId};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What stands for the whole submission where a question would.
const WHOLE: &str = "";

/// What was said last of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderation {
    /// The question.
    pub question: String,
    /// Counts up with each time something was said of it, from 1.
    pub number: i64,
    /// By whom; none where a job did.
    pub by: Option<PersonId>,
    /// When.
    pub at: UnixMillis,
    /// The rating; none where the organisation's own stands again.
    pub rating: Option<String>,
    /// Why.
    pub reason: String,
}

/// What is said of the questions of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moderations {
    /// The last word on each question that something was said of, in the order of their ids.
    pub questions: Vec<Moderation>,
    /// When it was last shared with the organisation.
    pub shared_at: Option<UnixMillis>,
}

/// Something to say of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moderate {
    /// The question.
    pub question: String,
    /// The number of what was said before, as it was seen; 0 for nothing.
    pub seen: i64,
    /// The rating; none to let the organisation's own stand again.
    pub rating: Option<String>,
    /// Why.
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
struct Said {
    rating: Option<String>,
    reason: String,
}

impl Scoped {
    /// What is said of a submission; none when it is out of reach or its answers were erased.
    pub async fn moderations(&self, of: SubmissionId) -> Result<Option<Moderations>, StoreError> {
        let Some(place) = self.moderated(of).await? else {
            return Ok(None);
        };
        let rows = Sql::new(
            "SELECT m.question, m.number, m.moderated_by, m.moderated_at, m.sealed \
             FROM moderation m WHERE m.number = (SELECT MAX(n.number) FROM moderation n \
             WHERE n.submission_seq = m.submission_seq AND n.question = m.question) \
             AND m.submission_seq = ",
        )
        .value(place.seq)
        .text(" ORDER BY m.question")
        .all::<Row>(&self.store.house.main.read)
        .await?;
        let mut said = Moderations::default();
        for row in rows {
            let last = row.open(&place, of)?;
            match last.question.as_str() {
                WHOLE => said.shared_at = Some(last.at),
                _ => said.questions.push(last),
            }
        }
        Ok(Some(said))
    }

    /// Says something of several questions of a submission; the ids of those of which someone
    /// else has said something since. Nothing is said then. None when it is out of reach.
    pub async fn moderate(
        &self,
        of: SubmissionId,
        says: Vec<Moderate>,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let Some(place) = self.moderated(of).await? else {
            return Ok(None);
        };
        let sealed: Vec<_> = says
            .into_iter()
            .map(|says| self.sealed(&place, of, says))
            .collect();
        let author = self.author.clone();
        let lost = self
            .write(move |work| {
                Box::pin(async move {
                    work.lock("submission", place.seq).await?;
                    let mut lost = Vec::new();
                    for (question, number, _) in &sealed {
                        let last = Sql::new(
                            "SELECT COALESCE(MAX(number), 0) AS last FROM moderation WHERE \
                             submission_seq = ",
                        )
                        .value(place.seq)
                        .text(" AND question = ")
                        .value(question.clone());
                        let last = last.one::<Last>(&work.tx).await?;
                        if last.is_some_and(|row| row.last + 1 != *number) {
                            lost.push(question.clone());
                        }
                    }
                    if !lost.is_empty() {
                        return Ok(lost);
                    }
                    let by = author.person().map(|person| person.bytes().to_vec());
                    for (question, number, bytes) in sealed {
                        Sql::new(
                            "INSERT INTO moderation (submission_seq, question, number, \
                             moderated_by, moderated_at, sealed) ",
                        )
                        .rows([[
                            place.seq.into(),
                            question.clone().into(),
                            number.into(),
                            by.clone().into(),
                            work.now.0.into(),
                            bytes.into(),
                        ]])
                        .run(&work.tx)
                        .await?;
                        let what = match question.as_str() {
                            WHOLE => "moderation.share",
                            _ => "moderation.say",
                        };
                        let detail = json!({ "question": question, "number": number });
                        work.note(&author, what, ("submission", of.bytes()), detail);
                    }
                    Ok(lost)
                })
            })
            .await?;
        Ok(Some(lost))
    }

    /// Shares what is said of a submission with the organisation; whether it is within reach.
    pub async fn share_moderations(&self, of: SubmissionId) -> Result<bool, StoreError> {
        let Some(place) = self.moderated(of).await? else {
            return Ok(false);
        };
        let last = Sql::new(
            "SELECT COALESCE(MAX(number), 0) AS last FROM moderation WHERE question = '' \
             AND submission_seq = ",
        )
        .value(place.seq);
        let last = last.one::<Last>(&self.store.house.main.read).await?;
        let share = Moderate {
            question: WHOLE.to_string(),
            seen: last.map_or(0, |row| row.last),
            rating: None,
            reason: String::new(),
        };
        // Whoever was faster has shared it.
        Ok(self.moderate(of, vec![share]).await?.is_some())
    }

    /// Where a submission within reach lies, with the key of its other answers.
    async fn moderated(&self, of: SubmissionId) -> Result<Option<Moderated>, StoreError> {
        let sql = Sql::new("SELECT s.seq, s.part_other").text(FROM);
        let sql = sql.text("WHERE s.id = ").value(of.bytes().to_vec());
        let sql = self.within_told(sql.text(" AND "));
        let row = sql.one::<Part>(&self.store.house.main.read).await?;
        let Some(row) = row else { return Ok(None) };
        let part: PartId = bytes(&row.part_other, "part")?;
        let keys = self.store.house.keys.keys(&[part]).await?;
        let key = keys.of(&part)?.cloned();
        Ok(key.map(|key| Moderated { seq: row.seq, key }))
    }

    fn sealed(&self, at: &Moderated, of: SubmissionId, says: Moderate) -> (String, i64, Vec<u8>) {
        let number = says.seen + 1;
        let said = Said {
            rating: says.rating,
            reason: says.reason,
        };
        let plain = serde_json::to_vec(&said).expect("two texts are JSON");
        let row_number = number.to_be_bytes();
        let row = [of.bytes().as_slice(), says.question.as_bytes(), &row_number];
        let random = self.store.house.random.as_ref();
        let bytes = seal(&at.key, &place(&row), &plain, random);
        (says.question, number, bytes)
    }
}

fn place<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "moderation",
        row,
        column: "sealed",
    }
}

fn open_said(
    key: &DataKey,
    (of, question, number): (&[u8], &str, i64),
    sealed: &[u8],
) -> Result<Said, StoreError> {
    let number = number.to_be_bytes();
    let plain = open(key, &place(&[of, question.as_bytes(), &number]), sealed)?;
    serde_json::from_slice(&plain).map_err(|cause| StoreError::damaged("a moderation", cause))
}

/// Where what is said of a submission lies.
struct Moderated {
    seq: i64,
    key: DataKey,
}

#[derive(FromQueryResult)]
struct Part {
    seq: i64,
    part_other: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Last {
    last: i64,
}

#[derive(FromQueryResult)]
struct Row {
    question: String,
    number: i64,
    moderated_by: Option<Vec<u8>>,
    moderated_at: i64,
    sealed: Vec<u8>,
}

impl Row {
    fn open(self, at: &Moderated, of: SubmissionId) -> Result<Moderation, StoreError> {
        let row = (of.bytes().as_slice(), self.question.as_str(), self.number);
        let said = open_said(&at.key, row, &self.sealed)?;
        let by = self.moderated_by.as_deref();
        let by = by.map(|by| bytes(by, "person id")).transpose()?;
        Ok(Moderation {
            question: self.question,
            number: self.number,
            by: by.map(PersonId::from_bytes),
            at: UnixMillis(self.moderated_at),
            rating: said.rating,
            reason: said.reason,
        })
    }
}
