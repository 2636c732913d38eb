//! The files that are there, and their end: none is destroyed that an answer names or a submission
//! refers to.

use super::super::{
    StoreError,
    audit::Author,
    draft::named,
    key_store::PartId,
    sql::{Sql, bytes},
    submission::PartKind,
    writer::Work,
};
use fourlens_app::portal::FileId;
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::HashMap;

/// What a submission of a group hands in.
pub(in crate::store) struct HandedIn<'a> {
    pub(in crate::store) return_seq: i64,
    pub(in crate::store) submission_seq: i64,
    pub(in crate::store) author: &'a Author,
    pub(in crate::store) files: &'a [(FileId, PartKind)],
}

/// What each submission of a group refers to is held for ever; what else lay in its return is
/// destroyed with the draft.
pub(in crate::store) async fn hand_in(
    work: &Work,
    handed: &[HandedIn<'_>],
) -> Result<(), StoreError> {
    let returns: Vec<i64> = handed.iter().map(|one| one.return_seq).collect();
    let mut there: HashMap<i64, Vec<Alive>> = HashMap::new();
    for file in alive(work, &returns).await? {
        there.entry(file.return_seq).or_default().push(file);
    }
    for one in handed {
        let there = there.remove(&one.return_seq).unwrap_or_default();
        let mut rows = Vec::new();
        for (file, part) in one.files {
            // One that was refused meanwhile is named by its answer and by nothing else.
            let found = there.iter().find(|there| there.id == *file);
            rows.extend(found.map(|found| {
                let part = part.key().into();
                [one.submission_seq.into(), found.seq.into(), part]
            }));
        }
        if !rows.is_empty() {
            Sql::new("INSERT INTO submission_file (submission_seq, file_seq, part) ")
                .rows(rows)
                .text(" ON CONFLICT DO NOTHING")
                .run(&work.tx)
                .await?;
        }
        let is_left = |file: &Alive| {
            !file.handed_in && one.files.iter().all(|(handed, _)| *handed != file.id)
        };
        let left: Vec<Alive> = there.into_iter().filter(is_left).collect();
        destroy(work, one.author, &left).await?;
    }
    Ok(())
}

/// Destroys those of these files that no answer names and no submission refers to.
pub(super) async fn forget(
    work: &Work,
    author: &Author,
    return_seq: i64,
    which: impl Fn(&Alive) -> bool,
) -> Result<(), StoreError> {
    let named = named(work, return_seq, author).await?;
    let files = alive(work, &[return_seq]).await?;
    let gone: Vec<Alive> = files
        .into_iter()
        .filter(|file| which(file) && !file.handed_in && !named.contains(file.id.bytes()))
        .collect();
    destroy(work, author, &gone).await
}

/// Destroys the keys of these files; their bytes are swept afterwards.
async fn destroy(work: &Work, author: &Author, files: &[Alive]) -> Result<(), StoreError> {
    if files.is_empty() {
        return Ok(());
    }
    Sql::new("UPDATE evidence_file SET removed_at = ")
        .value(work.now.0)
        .text(" WHERE seq IN ")
        .list(files.iter().map(|file| file.seq))
        .run(&work.tx)
        .await?;
    for file in files {
        work.destroy(file.part);
        let detail = json!({ "file": file.id });
        work.note(author, "file.remove", ("return", &file.return_id), detail);
    }
    Ok(())
}

/// Lets nobody else change a return's files until the group commits; SQLite has one writer.
pub(super) async fn lock(work: &Work, return_seq: i64) -> Result<(), StoreError> {
    if work.is_postgres {
        Sql::new("SELECT seq FROM return_ WHERE seq = ")
            .value(return_seq)
            .text(" FOR UPDATE")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

/// The files of these returns that are there and were not refused.
pub(super) async fn alive(work: &Work, returns: &[i64]) -> Result<Vec<Alive>, StoreError> {
    let rows = Sql::new(
        "SELECT e.seq, e.id, e.return_seq, r.id AS return_id, e.part, e.bytes, \
         (SELECT count(*) FROM submission_file f WHERE f.file_seq = e.seq) AS submissions \
         FROM evidence_file e JOIN return_ r ON r.seq = e.return_seq \
         WHERE e.removed_at IS NULL AND e.state <> 'refused' AND e.return_seq IN ",
    )
    .list(returns.iter().copied())
    .all::<AliveRow>(&work.tx)
    .await?;
    rows.into_iter().map(AliveRow::alive).collect()
}

/// A file that is there.
pub(super) struct Alive {
    seq: i64,
    pub(super) id: FileId,
    return_seq: i64,
    return_id: Vec<u8>,
    part: PartId,
    pub(super) bytes: u64,
    handed_in: bool,
}

#[derive(FromQueryResult)]
struct AliveRow {
    seq: i64,
    id: Vec<u8>,
    return_seq: i64,
    return_id: Vec<u8>,
    part: Vec<u8>,
    bytes: i64,
    submissions: i64,
}

impl AliveRow {
    fn alive(self) -> Result<Alive, StoreError> {
        Ok(Alive {
            seq: self.seq,
            id: FileId::from_bytes(bytes(&self.id, "file id")?),
            return_seq: self.return_seq,
            return_id: self.return_id,
            part: bytes(&self.part, "part")?,
            bytes: u64::try_from(self.bytes).unwrap_or(0),
            handed_in: self.submissions > 0,
        })
    }
}
