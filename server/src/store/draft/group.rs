//! Saves of one group: merged one after the other in memory, then written together. It must not
//! know who may save.

use super::{
    super::{
        StoreError,
        key_store::{NewKey, PartId},
        returns::ReturnState,
        sql::{Sql, bytes},
        writer::{Save, Work},
    },
    Change, Conflict, SaveOutcome, Saved, Stored, open_answer, seal_answer,
};
use crate::seal::DataKey;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// Where one answer is: return, question, row.
type At = (i64, String, String);

/// A return as the group's saves move it on.
#[derive(FromQueryResult)]
struct Target {
    seq: i64,
    id: Vec<u8>,
    state: String,
    draft_version: i64,
    draft_part: Option<Vec<u8>>,
    closed_at: Option<i64>,
}

/// A draft that the group changes: its return, its key, and whether both are new.
pub(super) struct Changing {
    target: Target,
    key: Option<(PartId, DataKey)>,
    touched: bool,
}

impl Changing {
    /// The draft's part and key, once it has one.
    pub(super) fn key(&self) -> Option<&(PartId, DataKey)> {
        self.key.as_ref()
    }

    /// The same; a new one for a new draft.
    fn key_or_new(&mut self, work: &Work, new_keys: &mut Vec<NewKey>) -> &(PartId, DataKey) {
        self.key.get_or_insert_with(|| {
            let new = work.keys.new_key();
            let known = (new.part, new.key.clone());
            new_keys.push(new);
            known
        })
    }
}

/// Saves what can be saved, and says of each what became of it.
pub(in crate::store) async fn save_group(
    work: &Work,
    saves: Vec<&Save>,
) -> Result<Vec<SaveOutcome>, StoreError> {
    let mut drafts = load_targets(work, &saves).await?;
    let mut answers = load_answers(work, &saves, &drafts).await?;
    let mut new_keys: Vec<NewKey> = Vec::new();
    let mut written: BTreeMap<At, Option<Vec<u8>>> = BTreeMap::new();
    let mut outcomes = Vec::with_capacity(saves.len());
    for save in saves {
        let draft = drafts
            .get_mut(&save.return_seq)
            .ok_or(StoreError::Missing("return"))?;
        if draft.target.state == ReturnState::Submitted.key() || draft.target.closed_at.is_some() {
            outcomes.push(SaveOutcome::Closed);
            continue;
        }
        let version = draft.target.draft_version + 1;
        let (saved, made) = decide(save, version, &mut answers);
        if !made.is_empty() {
            let (part, key) = draft.key_or_new(work, &mut new_keys);
            for (at, value) in made {
                let place = (at.1.as_str(), at.2.as_str());
                let sealed = value.map(|value| {
                    seal_answer(key, part, place, version, &value, work.random.as_ref())
                });
                written.insert(at, sealed);
            }
            draft.target.draft_version = version;
            draft.touched = true;
            let detail = json!({ "version": version, "answers": saved.versions.len() });
            work.note(
                &save.author,
                "draft.save",
                ("return", &draft.target.id),
                detail,
            );
        }
        outcomes.push(SaveOutcome::Saved(Saved {
            version: draft.target.draft_version,
            ..saved
        }));
    }
    work.keys.commit(&new_keys, &[]).await?;
    write_answers(work, &written, &answers).await?;
    write_drafts(
        work,
        drafts.into_values().filter(|draft| draft.touched).collect(),
    )
    .await?;
    Ok(outcomes)
}

/// What one save changes, as its answers stand now; moves them on.
fn decide(
    save: &Save,
    version: i64,
    answers: &mut HashMap<At, (i64, Value)>,
) -> (Saved, Vec<(At, Option<Value>)>) {
    let mut saved = Saved::default();
    let mut made = Vec::new();
    let mut last: BTreeMap<(&str, &str), &Change> = BTreeMap::new();
    for change in &save.changes {
        last.insert((&change.question, &change.row), change);
    }
    for change in last.into_values() {
        let wanted = change.value.clone().filter(|value| !value.is_null());
        let at = (save.return_seq, change.question.clone(), change.row.clone());
        let there = answers.get(&at);
        if there.map(|(_, value)| value) == wanted.as_ref() {
            continue;
        }
        let their_version = there.map_or(0, |(version, _)| *version);
        let (question, row) = (change.question.clone(), change.row.clone());
        if their_version != change.seen_version {
            let theirs = there.map(|(_, value)| value.clone());
            let yours = wanted;
            saved.conflicts.push(Conflict {
                question,
                row,
                yours,
                theirs,
                their_version,
            });
            continue;
        }
        let now = if wanted.is_some() { version } else { 0 };
        match &wanted {
            Some(value) => answers.insert(at.clone(), (version, value.clone())),
            None => answers.remove(&at),
        };
        saved.versions.push((question, row, now));
        made.push((at, wanted));
    }
    (saved, made)
}

pub(super) async fn load_targets(
    work: &Work,
    saves: &[&Save],
) -> Result<HashMap<i64, Changing>, StoreError> {
    let sql = Sql::new(
        "SELECT r.seq, r.id, r.state, r.draft_version, r.draft_part, c.closed_at FROM return_ r \
         JOIN campaign c ON c.seq = r.campaign_seq WHERE r.seq IN ",
    )
    .list(saves.iter().map(|save| save.return_seq))
    .text(" ORDER BY r.seq");
    let sql = if work.is_postgres {
        sql.text(" FOR UPDATE OF r")
    } else {
        sql
    };
    let targets = sql.all::<Target>(&work.tx).await?;
    let parts = targets
        .iter()
        .filter_map(|target| target.draft_part.as_deref());
    let parts = parts
        .map(|part| bytes(part, "draft part"))
        .collect::<Result<Vec<_>, _>>()?;
    let keys = work.keys.keys(&parts).await?;
    let mut drafts = HashMap::new();
    for target in targets {
        let key = match target.draft_part.as_deref() {
            Some(part) => {
                let part = bytes(part, "draft part")?;
                keys.of(&part)?.map(|key| (part, key.clone()))
            }
            None => None,
        };
        drafts.insert(
            target.seq,
            Changing {
                target,
                key,
                touched: false,
            },
        );
    }
    Ok(drafts)
}

pub(super) async fn load_answers(
    work: &Work,
    saves: &[&Save],
    drafts: &HashMap<i64, Changing>,
) -> Result<HashMap<At, (i64, Value)>, StoreError> {
    let wanted: Vec<_> = saves
        .iter()
        .flat_map(|save| save.changes.iter().map(|change| (save.return_seq, change)))
        .collect();
    let mut answers = HashMap::with_capacity(wanted.len());
    for slice in wanted.chunks(1_000) {
        let rows = Sql::new(
            "SELECT return_seq, question, row_id, version, sealed FROM draft_answer \
             WHERE (return_seq, question, row_id) IN (",
        )
        .rows(slice.iter().map(|(return_seq, change)| {
            [
                (*return_seq).into(),
                change.question.clone().into(),
                change.row.clone().into(),
            ]
        }))
        .text(")")
        .all::<Stored>(&work.tx)
        .await?;
        for row in rows {
            let known = drafts
                .get(&row.return_seq)
                .and_then(|draft| draft.key.as_ref());
            let (part, key) = known.ok_or(StoreError::KeyMissing)?;
            let at = (row.question.as_str(), row.row_id.as_str());
            let value = open_answer(key, part, at, row.version, &row.sealed)?;
            answers.insert(
                (row.return_seq, row.question, row.row_id),
                (row.version, value),
            );
        }
    }
    Ok(answers)
}

async fn write_answers(
    work: &Work,
    written: &BTreeMap<At, Option<Vec<u8>>>,
    answers: &HashMap<At, (i64, Value)>,
) -> Result<(), StoreError> {
    let kept: Vec<_> = written
        .iter()
        .filter_map(|(at, sealed)| Some((at, sealed.as_ref()?)))
        .collect();
    for slice in kept.chunks(1_000) {
        Sql::new("INSERT INTO draft_answer (return_seq, question, row_id, version, sealed) ")
            .rows(slice.iter().map(|((seq, question, row), sealed)| {
                let at = (*seq, question.clone(), row.clone());
                let version = answers.get(&at).map_or(0, |(version, _)| *version);
                [
                    at.0.into(),
                    at.1.into(),
                    at.2.into(),
                    version.into(),
                    sealed.to_vec().into(),
                ]
            }))
            .text(
                " ON CONFLICT (return_seq, question, row_id) \
                 DO UPDATE SET version = excluded.version, sealed = excluded.sealed",
            )
            .run(&work.tx)
            .await?;
    }
    let gone: Vec<_> = written
        .iter()
        .filter(|(_, sealed)| sealed.is_none())
        .collect();
    for slice in gone.chunks(1_000) {
        Sql::new("DELETE FROM draft_answer WHERE (return_seq, question, row_id) IN (")
            .rows(slice.iter().map(|((seq, question, row), _)| {
                [(*seq).into(), question.clone().into(), row.clone().into()]
            }))
            .text(")")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

async fn write_drafts(work: &Work, mut drafts: Vec<Changing>) -> Result<(), StoreError> {
    if drafts.is_empty() {
        return Ok(());
    }
    drafts.sort_by_key(|draft| draft.target.seq);
    Sql::new("UPDATE return_ SET state = 'in_progress', saved_at = ")
        .value(work.now.0)
        .text(", draft_version = v.column2, draft_part = v.column3 FROM (")
        .rows(drafts.into_iter().map(|draft| {
            let part = draft.key.map(|(part, _)| part.to_vec());
            [
                draft.target.seq.into(),
                draft.target.draft_version.into(),
                part.into(),
            ]
        }))
        .text(") AS v WHERE return_.seq = v.column1")
        .run(&work.tx)
        .await?;
    Ok(())
}
