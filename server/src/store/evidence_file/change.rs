//! Files come and go with the answers that name them, in one transaction: none is kept that no
//! answer names, and none is taken from under another answer or a submission.

use super::{
    super::{
        Scoped, StoreError,
        audit::Author,
        draft::{AnswerPlace, Edit, SaveOutcome, edit_answer, named},
        key_store::PartId,
        sql::{Sql, bytes},
        submission::PartKind,
        writer::Work,
    },
    FileAbout, FileState, SealedFile, content_hash, seal_about,
};
use fourlens_app::portal::{FileId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// How much there may be in one return.
#[derive(Debug, Clone, Copy)]
pub struct FileRoom {
    /// Bytes of all files.
    pub bytes: u64,
    /// Files.
    pub files: usize,
}

/// How a sealed file is kept.
pub struct KeepFile {
    /// Its name and type.
    pub about: FileAbout,
    /// Waiting for the scanner, or clean.
    pub state: FileState,
    /// Chosen when the form was shown; the same file under the same key is kept once.
    pub upload_key: [u8; 16],
    /// The answer that is to name it.
    pub place: AnswerPlace,
    /// What that answer becomes.
    pub edit: Edit,
    /// How much there may be.
    pub room: FileRoom,
}

/// What became of a file that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is a file of the return, and the answer names it.
    Now,
    /// The same post came before: its file is this one.
    Before(FileId),
    /// The return has no room for it.
    NoRoom,
    /// Nothing can be changed any more.
    Closed,
}

/// What became of a change of an answer's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// The answer names what it should.
    Done,
    /// A file it should name is not there any more.
    Gone,
    /// Nothing can be changed any more.
    Closed,
}

impl Scoped {
    /// Makes a sealed file one of the return, named by an answer. What is not kept is thrown
    /// away.
    pub async fn keep_file(&self, sealed: SealedFile, keep: KeepFile) -> Result<Kept, StoreError> {
        let (id, author) = (sealed.id, self.author.clone());
        let files = self.store.house.files.clone();
        let kept = self
            .write(move |work| {
                Box::pin(async move { self::keep(work, &author, sealed, keep).await })
            })
            .await;
        // Where the end is unknown the bytes stay: a row may name them.
        if kept.as_ref().is_ok_and(|kept| *kept != Kept::Now)
            && let Err(cause) = files.remove(id).await
        {
            tracing::warn!(%cause, "a file that was not kept is swept later");
        }
        kept
    }

    /// Lets an answer name files that the return has already. None when the return is out of
    /// reach.
    pub async fn use_files(
        &self,
        of: ReturnId,
        files: Vec<FileId>,
        place: AnswerPlace,
        edit: Edit,
    ) -> Result<Option<Used>, StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        let used = self.write(move |work| {
            Box::pin(async move {
                lock(work, return_seq).await?;
                let there = alive(work, &[return_seq]).await?;
                let there: HashSet<FileId> = there.iter().map(|file| file.id).collect();
                if !files.iter().all(|file| there.contains(file)) {
                    return Ok(Used::Gone);
                }
                used(edit_answer(work, return_seq, &author, place, edit).await?)
            })
        });
        Ok(Some(used.await?))
    }

    /// Takes a file from an answer, and destroys it unless another answer names it or a
    /// submission refers to it. None when the return is out of reach.
    pub async fn take_file_away(
        &self,
        of: ReturnId,
        file: FileId,
        place: AnswerPlace,
        edit: Edit,
    ) -> Result<Option<Used>, StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        let taken = self.write(move |work| {
            Box::pin(async move {
                let end = edit_answer(work, return_seq, &author, place, edit).await?;
                let end = used(end)?;
                if end == Used::Done {
                    let is_it = |unnamed: &Alive| unnamed.id == file;
                    forget(work, &author, return_seq, is_it).await?;
                }
                Ok(end)
            })
        });
        Ok(Some(taken.await?))
    }

    /// Destroys the files of a draft that no answer names any more, as when a row was taken away.
    pub async fn forget_files(&self, of: ReturnId) -> Result<(), StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(());
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move { forget(work, &author, return_seq, |_| true).await })
        })
        .await
    }
}

async fn keep(
    work: &Work,
    author: &Author,
    sealed: SealedFile,
    keep: KeepFile,
) -> Result<Kept, StoreError> {
    let return_seq = sealed.return_seq;
    lock(work, return_seq).await?;
    if let Some(before) = before(work, &sealed, keep.upload_key).await? {
        return Ok(Kept::Before(before));
    }
    let there = alive(work, &[return_seq]).await?;
    let used_bytes: u64 = there.iter().map(|file| file.bytes).sum();
    if there.len() >= keep.room.files || used_bytes + sealed.bytes > keep.room.bytes {
        return Ok(Kept::NoRoom);
    }
    let saved = edit_answer(work, return_seq, author, keep.place, keep.edit).await?;
    if used(saved)? == Used::Closed {
        return Ok(Kept::Closed);
    }
    let about = seal_about(
        &sealed.key.key,
        (sealed.id, sealed.of),
        &keep.about,
        work.random.as_ref(),
    );
    work.keys.commit(&[sealed.key.clone()], &[]).await?;
    Sql::new(
        "INSERT INTO evidence_file (id, return_seq, part, bytes, content_hash, upload_key, state, \
         uploaded_by, uploaded_at, sealed_about) ",
    )
    .rows([[
        sealed.id.bytes().to_vec().into(),
        return_seq.into(),
        sealed.key.part.to_vec().into(),
        i64::try_from(sealed.bytes).unwrap_or(i64::MAX).into(),
        sealed.content_hash().to_vec().into(),
        keep.upload_key.to_vec().into(),
        keep.state.key().into(),
        author.person().map(|by| by.bytes().to_vec()).into(),
        work.now.0.into(),
        about.into(),
    ]])
    .run(&work.tx)
    .await?;
    let detail = json!({ "file": sealed.id, "bytes": sealed.bytes, "state": keep.state.key() });
    work.note(author, "file.upload", ("return", sealed.of.bytes()), detail);
    Ok(Kept::Now)
}

/// The file that the same post brought before: the same bytes under the same key of a form.
async fn before(
    work: &Work,
    sealed: &SealedFile,
    upload_key: [u8; 16],
) -> Result<Option<FileId>, StoreError> {
    let rows = Sql::new("SELECT id, part, content_hash FROM evidence_file WHERE return_seq = ")
        .value(sealed.return_seq)
        .text(" AND upload_key = ")
        .value(upload_key.to_vec())
        .all::<BeforeRow>(&work.tx)
        .await?;
    let parts: Vec<PartId> = rows
        .iter()
        .map(|row| bytes(&row.part, "part"))
        .collect::<Result<_, _>>()?;
    let keys = work.keys.keys(&parts).await?;
    for (row, part) in rows.iter().zip(&parts) {
        let key = keys.held.get(part);
        if key.is_some_and(|key| content_hash(key, &sealed.sha256) == *row.content_hash) {
            return Ok(Some(FileId::from_bytes(bytes(&row.id, "file id")?)));
        }
    }
    Ok(None)
}

fn used(outcome: SaveOutcome) -> Result<Used, StoreError> {
    match outcome {
        SaveOutcome::Closed => Ok(Used::Closed),
        SaveOutcome::Saved(saved) if saved.conflicts.is_empty() => Ok(Used::Done),
        SaveOutcome::Saved(_) => Err(StoreError::Damaged(
            "an answer moved while it was held".to_owned(),
        )),
    }
}

/// Destroys those of these files that no answer names and no submission refers to.
async fn forget(
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

/// What each submission of a group refers to is held for ever; what else lay in its return is
/// destroyed with the draft.
pub(in crate::store) async fn hand_in(
    work: &Work,
    handed: &[(i64, i64, &Author, &[(FileId, PartKind)])],
) -> Result<(), StoreError> {
    let returns: Vec<i64> = handed.iter().map(|(return_seq, ..)| *return_seq).collect();
    let mut there: HashMap<i64, Vec<Alive>> = HashMap::new();
    for file in alive(work, &returns).await? {
        there.entry(file.return_seq).or_default().push(file);
    }
    for (return_seq, submission_seq, author, files) in handed {
        let there = there.remove(return_seq).unwrap_or_default();
        let mut rows = Vec::new();
        for (file, part) in files.iter() {
            // One that was refused meanwhile is named by its answer and by nothing else.
            let found = there.iter().find(|there| there.id == *file);
            rows.extend(found.map(|found| {
                let part = part.key().into();
                [(*submission_seq).into(), found.seq.into(), part]
            }));
        }
        if !rows.is_empty() {
            Sql::new("INSERT INTO submission_file (submission_seq, file_seq, part) ")
                .rows(rows)
                .text(" ON CONFLICT DO NOTHING")
                .run(&work.tx)
                .await?;
        }
        let left =
            |file: &Alive| !file.handed_in && files.iter().all(|(handed, _)| *handed != file.id);
        let left: Vec<Alive> = there.into_iter().filter(left).collect();
        destroy(work, author, &left).await?;
    }
    Ok(())
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
async fn lock(work: &Work, return_seq: i64) -> Result<(), StoreError> {
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
async fn alive(work: &Work, returns: &[i64]) -> Result<Vec<Alive>, StoreError> {
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
struct Alive {
    seq: i64,
    id: FileId,
    return_seq: i64,
    return_id: Vec<u8>,
    part: PartId,
    bytes: u64,
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

#[derive(FromQueryResult)]
struct BeforeRow {
    id: Vec<u8>,
    part: Vec<u8>,
    content_hash: Vec<u8>,
}
