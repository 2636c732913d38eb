//! Table `draft_answer`: answers not yet handed in, one sealed row per question and row id, each
//! with the draft's version at which it last changed. What identifies someone has a key of its
//! own. It must not know whether an answer is valid: drafts keep what was typed.

mod edit;
mod group;

pub use edit::{AnswerPlace, Edit};
pub(super) use edit::{edit_answer, named};
pub(super) use group::save_group;

use super::{
    Scoped, StoreError, Subject,
    key_store::{Keys, PartId},
    returns::ReturnState,
    sql::{Sql, bytes},
    writer::Save,
};
use crate::{
    random::Random,
    seal::{DataKey, Place, open, seal},
};
use fourlens_app::portal::{OrganisationId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Counts up with every save that changed something.
    pub version: i64,
    /// Where the return stands.
    pub state: ReturnState,
    /// Every answer given, by question and row.
    pub answers: Vec<DraftAnswer>,
}

/// One answer of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftAnswer {
    /// The question's id.
    pub question: String,
    /// The row's id inside a table; empty elsewhere.
    pub row: String,
    /// The draft's version at which it last changed.
    pub version: i64,
    /// What was answered.
    pub value: Value,
}

/// A value someone wants to put in the place of one they saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The question's id.
    pub question: String,
    /// The row's id inside a table; empty elsewhere.
    pub row: String,
    /// The version of the answer they saw; 0 where there was none.
    pub seen_version: i64,
    /// The new value; none, or null, takes the answer away.
    pub value: Option<Value>,
}

/// How a save ended.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveOutcome {
    /// What could be saved was.
    Saved(Saved),
    /// The return is handed in or its campaign is closed: nothing was saved.
    Closed,
}

/// What a save did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Saved {
    /// The draft's version now.
    pub version: i64,
    /// The answers that changed: question, row, version; version 0 where one was taken away.
    pub versions: Vec<(String, String, i64)>,
    /// The changes that were not made because someone else's came first.
    pub conflicts: Vec<Conflict>,
}

/// A change that met another.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The question's id.
    pub question: String,
    /// The row's id inside a table; empty elsewhere.
    pub row: String,
    /// What this save wanted.
    pub yours: Option<Value>,
    /// What is there.
    pub theirs: Option<Value>,
    /// Its version; 0 where the answer was taken away.
    pub their_version: i64,
}

impl Scoped {
    /// The answers so far of a return; none after it was handed in. The reading is recorded first,
    /// unless the actor fills that draft.
    pub async fn draft(&self, of: ReturnId) -> Result<Option<Draft>, StoreError> {
        match self.read_draft(of).await {
            // Handed in between the reading of its answers and of its key: look again.
            Err(StoreError::KeyMissing) => self.read_draft(of).await,
            read => read,
        }
    }

    async fn read_draft(&self, of: ReturnId) -> Result<Option<Draft>, StoreError> {
        let house = &self.store.house;
        let sql = Sql::new(
            "SELECT r.draft_version, r.draft_part, r.draft_part_identifying, r.state, \
             r.case_seq, o.id AS organisation, a.question, a.row_id, a.version, a.identifying, \
             a.sealed, ",
        );
        let sql = self.sees_identity(sql).text(
            " AS sees_identity FROM return_ r \
             JOIN organisation o ON o.seq = r.organisation_seq \
             LEFT JOIN draft_answer a ON a.return_seq = r.seq WHERE r.id = ",
        );
        let sql = sql.value(of.bytes().to_vec()).text(" AND ");
        let sql = self.within(sql).text(" ORDER BY a.question, a.row_id");
        let rows = sql.all::<Row>(&house.main.read).await?;
        // A draft about a case is its auditors' alone.
        let Some(first) = rows.first().filter(|row| row.sees_identity > 0) else {
            return Ok(None);
        };
        if first.sealed.is_some() && !self.fills(first)? {
            let detail = json!({ "version": first.draft_version });
            self.record("draft.view", Subject::new("return", of.bytes()), detail)
                .await?;
        }
        let (version, state) = (first.draft_version, ReturnState::of(&first.state)?);
        let mut draft = Draft {
            version,
            state,
            answers: Vec::new(),
        };
        let parts = Parts::of(&first.draft_part_identifying, &first.draft_part)?;
        let keys = house.keys.keys(&parts.both()).await?;
        let answers = rows
            .iter()
            .filter_map(|row| row.answer(&parts, &keys).transpose());
        draft.answers = answers.collect::<Result<_, _>>()?;
        Ok(Some(draft))
    }

    /// Whether a reader is one of those filling this draft: at its very organisation, or as a named
    /// auditor of its case, who alone gets here. A job shows it to nobody.
    fn fills(&self, row: &Row) -> Result<bool, StoreError> {
        let organisation = bytes(&row.organisation, "organisation id")?;
        Ok(self.is_system()
            || row.case_seq.is_some()
            || self.fills_at(OrganisationId::from_bytes(organisation)))
    }

    /// Saves these changes, each by itself: one whose answer has moved on since it was seen is a
    /// conflict, the others are saved. A value that is there already is no change.
    pub async fn save(
        &self,
        of: ReturnId,
        changes: Vec<Change>,
    ) -> Result<Option<SaveOutcome>, StoreError> {
        self.save_apart(of, changes, HashSet::new()).await
    }

    /// The same; answers to these questions identify someone and are sealed with a key of their
    /// own.
    pub async fn save_apart(
        &self,
        of: ReturnId,
        changes: Vec<Change>,
        identifying: HashSet<String>,
    ) -> Result<Option<SaveOutcome>, StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(None);
        };
        let save = Save {
            return_seq,
            author: self.author.clone(),
            changes,
            identifying,
        };
        Ok(Some(self.store.house.writer.save(save).await?))
    }
}

/// A draft's two parts; none before something is sealed in it.
#[derive(Clone, Copy)]
struct Parts {
    identifying: Option<PartId>,
    other: Option<PartId>,
}

impl Parts {
    fn of(identifying: &Option<Vec<u8>>, other: &Option<Vec<u8>>) -> Result<Self, StoreError> {
        let part = |stored: &Option<Vec<u8>>| {
            let stored = stored.as_deref();
            stored.map(|part| bytes(part, "draft part")).transpose()
        };
        Ok(Self {
            identifying: part(identifying)?,
            other: part(other)?,
        })
    }

    fn both(self) -> Vec<PartId> {
        self.identifying.into_iter().chain(self.other).collect()
    }

    /// The part that an answer lies in.
    fn holding(self, identifying: i64) -> Result<PartId, StoreError> {
        let part = match identifying {
            0 => self.other,
            _ => self.identifying,
        };
        part.ok_or(StoreError::KeyMissing)
    }
}

#[derive(FromQueryResult)]
struct Row {
    draft_version: i64,
    draft_part: Option<Vec<u8>>,
    draft_part_identifying: Option<Vec<u8>>,
    state: String,
    case_seq: Option<i64>,
    organisation: Vec<u8>,
    question: Option<String>,
    row_id: Option<String>,
    version: Option<i64>,
    identifying: Option<i64>,
    sealed: Option<Vec<u8>>,
    sees_identity: i64,
}

impl Row {
    /// Its answer; none where there is none, or its key was erased.
    fn answer(&self, parts: &Parts, keys: &Keys) -> Result<Option<DraftAnswer>, StoreError> {
        let (Some(question), Some(row), Some(version), Some(sealed)) =
            (&self.question, &self.row_id, self.version, &self.sealed)
        else {
            return Ok(None);
        };
        let part = parts.holding(self.identifying.unwrap_or(0))?;
        let Some(key) = keys.of(&part)? else {
            return Ok(None);
        };
        let value = open_answer(key, &part, (question, row), version, sealed)?;
        Ok(Some(DraftAnswer {
            question: question.clone(),
            row: row.clone(),
            version,
            value,
        }))
    }
}

fn seal_answer(
    key: &DataKey,
    part: &PartId,
    (question, row): (&str, &str),
    version: i64,
    value: &Value,
    random: &dyn Random,
) -> Vec<u8> {
    let plain = serde_json::to_vec(value).expect("a JSON value is JSON");
    let version = version.to_be_bytes();
    let row = [
        part.as_slice(),
        question.as_bytes(),
        row.as_bytes(),
        &version,
    ];
    seal(
        key,
        &Place {
            table: "draft_answer",
            row: &row,
            column: "sealed",
        },
        &plain,
        random,
    )
}

fn open_answer(
    key: &DataKey,
    part: &PartId,
    (question, row): (&str, &str),
    version: i64,
    sealed: &[u8],
) -> Result<Value, StoreError> {
    let version = version.to_be_bytes();
    let row = [
        part.as_slice(),
        question.as_bytes(),
        row.as_bytes(),
        &version,
    ];
    let plain = open(
        key,
        &Place {
            table: "draft_answer",
            row: &row,
            column: "sealed",
        },
        sealed,
    )?;
    serde_json::from_slice(&plain).map_err(|cause| StoreError::damaged("a draft answer", cause))
}

/// Opens every answer of a draft whose key is there; an error where a key is missing.
pub(super) async fn check(
    db: &impl sea_orm::ConnectionTrait,
    return_seq: i64,
    parts: [Option<Vec<u8>>; 2],
    keys: &Keys,
) -> Result<(), StoreError> {
    let [identifying, other] = parts;
    let parts = Parts::of(&identifying, &other)?;
    for part in parts.both() {
        keys.of(&part)?;
    }
    let rows = Sql::new(
        "SELECT return_seq, question, row_id, version, identifying, sealed FROM draft_answer \
         WHERE return_seq = ",
    )
    .value(return_seq)
    .all::<Stored>(db)
    .await?;
    for row in rows {
        let part = parts.holding(row.identifying)?;
        let at = (row.question.as_str(), row.row_id.as_str());
        if let Some(key) = keys.of(&part)? {
            open_answer(key, &part, at, row.version, &row.sealed)?;
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Stored {
    return_seq: i64,
    question: String,
    row_id: String,
    version: i64,
    identifying: i64,
    sealed: Vec<u8>,
}
