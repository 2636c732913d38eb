//! Table `case_agreement`: what a moderation meeting agreed about a case, with reasons,
//! append-only; the last word on a question counts. It lies sealed under the case's own key. It
//! must not know a scale.

use super::{
    Scoped, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::{
    clock::UnixMillis,
    random::Random,
    seal::{DataKey, Place, open, seal},
};
use chrono::NaiveDate;
use fourlens_app::portal::{CaseId, FamilyHeard};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What stands for the meeting itself where a question would.
const MEETING: &str = "";

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedGrade {
    /// The option of the question's scale.
    pub grade: String,
    /// Why.
    pub reason: String,
}

/// What is kept of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// When it was held.
    pub held_on: NaiveDate,
    /// Who took part, as it was typed.
    pub present: String,
    /// Whether the child or the family gave their view.
    pub family: FamilyHeard,
    /// Whether the practitioners talked the case through.
    pub practitioners: bool,
}

/// Something agreed: the last word on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement<T> {
    /// Counts up with each time something was agreed, from 1.
    pub number: i64,
    /// The name of who recorded it; none for a job.
    pub by: Option<String>,
    /// When.
    pub at: UnixMillis,
    /// What.
    pub agreed: T,
}

/// All that is agreed about a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreements {
    /// By question.
    pub grades: Vec<(String, Agreement<AgreedGrade>)>,
    /// What is kept of the meeting.
    pub meeting: Option<Agreement<MeetingRecord>>,
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agree {
    /// A grade of a question.
    Grade(String, AgreedGrade),
    /// What is kept of the meeting.
    Meeting(MeetingRecord),
}

impl Agree {
    fn question(&self) -> &str {
        match self {
            Agree::Grade(question, _) => question,
            Agree::Meeting(_) => MEETING,
        }
    }

    fn plain(&self) -> Vec<u8> {
        let plain = match self {
            Agree::Grade(_, grade) => serde_json::to_vec(grade),
            Agree::Meeting(record) => serde_json::to_vec(record),
        };
        plain.expect("texts and a day are JSON")
    }
}

/// How recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreeOutcome {
    /// It is recorded.
    Done,
    /// Someone else recorded something since; nothing was.
    Moved,
}

impl Scoped {
    /// Records what a meeting agreed; `seen` is the number of what stood before, 0 for nothing.
    /// None when the meeting is out of reach, or the case's key was destroyed.
    pub async fn agree(
        &self,
        of: CaseId,
        seen: i64,
        agree: Agree,
    ) -> Result<Option<AgreeOutcome>, StoreError> {
        let Some((case, part)) = self.meeting_case(of).await? else {
            return Ok(None);
        };
        let Some(key) = self.case_key(&part).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        let random = self.store.house.random.as_ref();
        let row = Row::sealed(&key, &part, seen + 1, &agree, random);
        let question = agree.question().to_owned();
        self.write(move |work| {
            Box::pin(async move {
                work.lock("audit_case", case).await?;
                if last(work, case, &question).await? != seen {
                    return Ok(Some(AgreeOutcome::Moved));
                }
                Sql::new(
                    "INSERT INTO case_agreement (case_seq, question, number, agreed_at, \
                     agreed_by, sealed) ",
                )
                .rows([[
                    case.into(),
                    question.clone().into(),
                    (seen + 1).into(),
                    work.now.0.into(),
                    author.person().map(|by| by.bytes().to_vec()).into(),
                    row.into(),
                ]])
                .run(&work.tx)
                .await?;
                let detail = json!({ "question": question, "number": seen + 1 });
                work.note(&author, "case.agree", ("case", of.bytes()), detail);
                Ok(Some(AgreeOutcome::Done))
            })
        })
        .await
    }

    /// What is agreed about a case; none when its meeting is out of reach. Nothing is left of it
    /// once the case's key was destroyed.
    pub async fn agreements(&self, of: CaseId) -> Result<Option<Agreements>, StoreError> {
        let Some((case, part)) = self.meeting_case(of).await? else {
            return Ok(None);
        };
        let Some(key) = self.case_key(&part).await? else {
            return Ok(Some(Agreements::default()));
        };
        let rows = rows_of(&self.store.house.main.read, case).await?;
        let mut agreements = Agreements::default();
        for row in rows {
            if row.question == MEETING {
                agreements.meeting = Some(row.agreement(&key, &part)?);
            } else {
                let question = row.question.clone();
                let grade = row.agreement(&key, &part)?;
                agreements.grades.push((question, grade));
            }
        }
        Ok(Some(agreements))
    }

    /// A case's row and what keeps its words, where its meeting is within reach.
    async fn meeting_case(&self, of: CaseId) -> Result<Option<(i64, PartId)>, StoreError> {
        let sql = Sql::new(
            "SELECT k.seq, k.part FROM audit_case k JOIN return_ r ON r.case_seq = k.seq \
             JOIN organisation o ON o.seq = r.organisation_seq WHERE k.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_meeting(sql).text(" LIMIT 1");
        let row = sql.one::<Case>(&self.store.house.main.read).await?;
        row.map(|row| Ok((row.seq, bytes(&row.part, "part")?)))
            .transpose()
    }
}

/// The number of the last word on a question.
async fn last(work: &Work, case: i64, question: &str) -> Result<i64, StoreError> {
    let found =
        Sql::new("SELECT COALESCE(MAX(number), 0) AS last FROM case_agreement WHERE case_seq = ")
            .value(case)
            .text(" AND question = ")
            .value(question)
            .one::<Last>(&work.tx)
            .await?;
    Ok(found.map_or(0, |found| found.last))
}

/// Every word on every question of a case.
fn select(case: i64) -> Sql {
    Sql::new(
        "SELECT a.question, a.number, a.agreed_at, n.name AS agreed_by, a.sealed \
         FROM case_agreement a LEFT JOIN person n ON n.id = a.agreed_by WHERE a.case_seq = ",
    )
    .value(case)
}

/// The last word on each question of a case, in the order of their ids.
async fn rows_of(db: &impl ConnectionTrait, case: i64) -> Result<Vec<Row>, StoreError> {
    select(case)
        .text(
            " AND a.number = (SELECT MAX(b.number) FROM case_agreement b \
             WHERE b.case_seq = a.case_seq AND b.question = a.question) ORDER BY a.question",
        )
        .all::<Row>(db)
        .await
}

/// Opens everything that was ever agreed about a case.
pub(super) async fn check(
    db: &impl ConnectionTrait,
    case: i64,
    part: &PartId,
    key: &DataKey,
) -> Result<(), StoreError> {
    for row in select(case).all::<Row>(db).await? {
        match row.question.as_str() {
            MEETING => drop(row.agreement::<MeetingRecord>(key, part)?),
            _ => drop(row.agreement::<AgreedGrade>(key, part)?),
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Case {
    seq: i64,
    part: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Last {
    last: i64,
}

#[derive(FromQueryResult)]
struct Row {
    question: String,
    number: i64,
    agreed_at: i64,
    agreed_by: Option<String>,
    sealed: Vec<u8>,
}

impl Row {
    fn sealed(
        key: &DataKey,
        part: &PartId,
        number: i64,
        agree: &Agree,
        random: &dyn Random,
    ) -> Vec<u8> {
        let number = number.to_be_bytes();
        let row: [&[u8]; 3] = [part, agree.question().as_bytes(), &number];
        seal(key, &place(&row), &agree.plain(), random)
    }

    fn agreement<T: for<'de> Deserialize<'de>>(
        self,
        key: &DataKey,
        part: &PartId,
    ) -> Result<Agreement<T>, StoreError> {
        let number = self.number.to_be_bytes();
        let row: [&[u8]; 3] = [part, self.question.as_bytes(), &number];
        let plain = open(key, &place(&row), &self.sealed)?;
        let agreed = serde_json::from_slice(&plain)
            .map_err(|cause| StoreError::damaged("an agreement", cause))?;
        Ok(Agreement {
            number: self.number,
            by: self.agreed_by,
            at: UnixMillis(self.agreed_at),
            agreed,
        })
    }
}

/// Where something agreed lies: it opens as this word on this question of this case.
fn place<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "case_agreement",
        row,
        column: "sealed",
    }
}
