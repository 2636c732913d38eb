//! Changing one answer from whatever it is when the writer comes to it: for changes that take
//! nothing of another's away, such as one more file in a list. It must not know a question.

use super::{
    super::{
        StoreError,
        audit::Author,
        submission::PartKind,
        writer::{Save, Work},
    },
    Change, SaveOutcome, Stored,
    group::{load_answers, load_targets, save_group},
    open_answer,
};
use crate::store::sql::Sql;
use serde_json::Value;
use std::collections::HashSet;

/// Which answer of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerPlace {
    /// The question's id.
    pub question: String,
    /// The row's id inside a table; empty elsewhere.
    pub row: String,
    /// Whether it identifies someone, and so which part it is sealed in.
    pub part: PartKind,
}

/// What an answer becomes, from what it is.
pub type Edit = Box<dyn FnOnce(Option<Value>) -> Option<Value> + Send>;

/// Changes one answer; nobody can come between its reading and its writing.
pub(in crate::store) async fn edit_answer(
    work: &Work,
    return_seq: i64,
    author: &Author,
    place: AnswerPlace,
    edit: Edit,
) -> Result<SaveOutcome, StoreError> {
    let identifying = match place.part {
        PartKind::Identifying => HashSet::from([place.question.clone()]),
        PartKind::Other => HashSet::new(),
    };
    let change = Change {
        question: place.question,
        row: place.row,
        seen_version: 0,
        value: None,
    };
    let mut save = Save {
        return_seq,
        author: author.clone(),
        changes: vec![change],
        identifying,
    };
    let drafts = load_targets(work, &[&save]).await?;
    let answers = load_answers(work, &[&save], &drafts).await?;
    let now = answers.into_values().next();
    let (version, value) = now.map_or((0, None), |(version, value)| (version, Some(value)));
    for change in &mut save.changes {
        change.seen_version = version;
    }
    if let Some(change) = save.changes.first_mut() {
        change.value = edit(value);
    }
    let mut outcomes = save_group(work, vec![&save]).await?;
    outcomes.pop().ok_or(StoreError::Missing("return"))
}

/// The identities that any answer of a draft names: every word of 32 hexadecimal digits.
pub(in crate::store) async fn named(
    work: &Work,
    return_seq: i64,
    author: &Author,
) -> Result<HashSet<[u8; 16]>, StoreError> {
    let nothing = Save {
        return_seq,
        author: author.clone(),
        changes: Vec::new(),
        identifying: HashSet::new(),
    };
    let drafts = load_targets(work, &[&nothing]).await?;
    let rows = Sql::new(
        "SELECT return_seq, question, row_id, version, identifying, sealed \
         FROM draft_answer WHERE return_seq = ",
    )
    .value(return_seq)
    .all::<Stored>(&work.tx)
    .await?;
    let mut found = HashSet::new();
    for row in rows {
        let known = drafts.get(&return_seq);
        let known = known.and_then(|draft| draft.key(row.identifying != 0));
        let (part, key) = known.ok_or(StoreError::KeyMissing)?;
        let at = (row.question.as_str(), row.row_id.as_str());
        collect(
            &open_answer(key, part, at, row.version, &row.sealed)?,
            &mut found,
        );
    }
    Ok(found)
}

fn collect(value: &Value, found: &mut HashSet<[u8; 16]>) {
    match value {
        Value::String(word) => found.extend(crate::store::pack::unhex::<16>(word)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(parts) => parts.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}
