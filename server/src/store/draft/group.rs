//! Saves of one group: merged one after the other in memory, then written together. It must not
//! know who may save.

use super::{
    super::{
        StoreError,
        key_store::{Keys, NewKey, PartId},
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
    draft_part_identifying: Option<Vec<u8>>,
    closed_at: Option<i64>,
}

/// A draft that the group changes: its return, its keys, and whether it is changed.
pub(super) struct Changing {
    target: Target,
    /// Of answers that identify someone.
    identifying: Option<(PartId, DataKey)>,
    /// Of all other answers.
    other: Option<(PartId, DataKey)>,
    touched: bool,
}

impl Changing {
    fn of(target: Target, keys: &Keys) -> Result<Self, StoreError> {
        let known = |stored: &Option<Vec<u8>>| {
            let Some(part) = stored.as_deref() else {
                return Ok(None);
            };
            let part = bytes(part, "draft part")?;
            Ok::<_, StoreError>(keys.of(&part)?.map(|key| (part, key.clone())))
        };
        Ok(Self {
            identifying: known(&target.draft_part_identifying)?,
            other: known(&target.draft_part)?,
            target,
            touched: false,
        })
    }

    /// The part and key of an answer, once there is one of its sort.
    pub(super) fn key(&self, identifying: bool) -> Option<&(PartId, DataKey)> {
        let held = if identifying {
            &self.identifying
        } else {
            &self.other
        };
        held.as_ref()
    }

    /// The same; new ones for the first of its sort.
    fn key_or_new(
        &mut self,
        work: &Work,
        identifying: bool,
        new_keys: &mut Vec<NewKey>,
    ) -> &(PartId, DataKey) {
        let held = if identifying {
            &mut self.identifying
        } else {
            &mut self.other
        };
        held.get_or_insert_with(|| {
            let new = work.keys.new_key();
            let known = (new.part, new.key.clone());
            new_keys.push(new);
            known
        })
    }
}

/// An answer as it is written: in which part, and sealed; none where it is taken away.
type Written = Option<(bool, Vec<u8>)>;

/// Saves what can be saved, and says of each what became of it.
pub(in crate::store) async fn save_group(
    work: &Work,
    saves: Vec<&Save>,
) -> Result<Vec<SaveOutcome>, StoreError> {
    let mut drafts = load_targets(work, &saves).await?;
    let mut answers = load_answers(work, &saves, &drafts).await?;
    let mut new_keys: Vec<NewKey> = Vec::new();
    let mut written: BTreeMap<At, Written> = BTreeMap::new();
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
            for (at, value) in made {
                let place = (at.1.as_str(), at.2.as_str());
                let sealed = value.map(|value| {
                    let apart = save.identifying.contains(&at.1);
                    let (part, key) = draft.key_or_new(work, apart, &mut new_keys);
                    let random = work.random.as_ref();
                    let sealed = seal_answer(key, part, place, version, &value, random);
                    (apart, sealed)
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
        "SELECT r.seq, r.id, r.state, r.draft_version, r.draft_part, \
         r.draft_part_identifying, c.closed_at FROM return_ r JOIN campaign c ON c.seq = r.campaign_seq WHERE r.seq IN ",
    )
    .list(saves.iter().map(|save| save.return_seq))
    .text(" ORDER BY r.seq");
    let sql = if work.is_postgres {
        sql.text(" FOR UPDATE OF r")
    } else {
        sql
    };
    let targets = sql.all::<Target>(&work.tx).await?;
    let parts = targets.iter().flat_map(|target| {
        let both = [&target.draft_part_identifying, &target.draft_part];
        both.into_iter().filter_map(Option::as_deref)
    });
    let parts = parts
        .map(|part| bytes(part, "draft part"))
        .collect::<Result<Vec<_>, _>>()?;
    let keys = work.keys.keys(&parts).await?;
    let known = |target: Target| Ok((target.seq, Changing::of(target, &keys)?));
    targets.into_iter().map(known).collect()
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
            "SELECT return_seq, question, row_id, version, identifying, sealed \
             FROM draft_answer WHERE (return_seq, question, row_id) IN (",
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
            let known = drafts.get(&row.return_seq).and_then(|draft| {
                let held = match row.identifying {
                    0 => &draft.other,
                    _ => &draft.identifying,
                };
                held.as_ref()
            });
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
    written: &BTreeMap<At, Written>,
    answers: &HashMap<At, (i64, Value)>,
) -> Result<(), StoreError> {
    let kept: Vec<_> = written
        .iter()
        .filter_map(|(at, written)| Some((at, written.as_ref()?)))
        .collect();
    for slice in kept.chunks(1_000) {
        Sql::new(
            "INSERT INTO draft_answer (return_seq, question, row_id, version, identifying, \
             sealed) ",
        )
        .rows(slice.iter().map(|((seq, question, row), (apart, sealed))| {
            let at = (*seq, question.clone(), row.clone());
            let version = answers.get(&at).map_or(0, |(version, _)| *version);
            [
                at.0.into(),
                at.1.into(),
                at.2.into(),
                version.into(),
                i64::from(*apart).into(),
                sealed.to_vec().into(),
            ]
        }))
        .text(
            " ON CONFLICT (return_seq, question, row_id) \
                 DO UPDATE SET version = excluded.version, \
                 identifying = excluded.identifying, sealed = excluded.sealed",
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
        .text(
            ", draft_version = v.column2, draft_part = v.column3, \
             draft_part_identifying = v.column4 FROM (",
        )
        .rows(drafts.into_iter().map(|draft| {
            let part = |held: Option<(PartId, DataKey)>| held.map(|(part, _)| part.to_vec());
            [
                draft.target.seq.into(),
                draft.target.draft_version.into(),
                part(draft.other).into(),
                part(draft.identifying).into(),
            ]
        }))
        .text(") AS v WHERE return_.seq = v.column1")
        .run(&work.tx)
        .await?;
    Ok(())
}
