//! Files come and go with the answers that name them, in one transaction: none is kept that no
//! answer names, and none is taken from under another answer or a submission.

use super::{
    super::{
        Scoped, StoreError,
        audit::Author,
        draft::{AnswerPlace, Edit, SaveOutcome, edit_answer},
        key_store::PartId,
        sql::{Sql, bytes},
        writer::Work,
    },
    FileAbout, FileState, SealedFile, content_hash,
    incoming::arrived,
    seal_about,
    there::{Alive, alive, forget, lock},
};
use fourlens_app::portal::{FileId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::{collections::HashSet, slice};

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
            tracing::warn!(%cause, "a file that was not kept could not be deleted");
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
    // One that took so long that its bytes were swept is not kept without them.
    if !arrived(work, sealed.id).await? {
        return Err(StoreError::Missing("file"));
    }
    let about = seal_about(
        &sealed.key.key,
        (sealed.id, sealed.of),
        &keep.about,
        work.random.as_ref(),
    );
    work.keys.commit(slice::from_ref(&sealed.key), &[]).await?;
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

#[derive(FromQueryResult)]
struct BeforeRow {
    id: Vec<u8>,
    part: Vec<u8>,
    content_hash: Vec<u8>,
}
