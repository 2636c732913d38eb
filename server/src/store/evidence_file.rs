//! Table `evidence_file`: files that answers name, each under a key of its own, their bytes sealed
//! in the file store. A file belongs to one return for ever. It must not know what a file shows
//! or which kinds are taken.

mod change;
mod check;
mod content;
mod incoming;
mod sweep;
mod there;

pub use change::{FileRoom, KeepFile, Kept, Used};
pub use check::{Verdict, WaitingFile};
pub use content::FileContent;
pub use incoming::{IncomingFile, SealedFile};

pub(super) use content::{Sealed, select as sealed_files};
pub(super) use there::{HandedIn, hand_in};

use super::{
    Scoped, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
    submission::PartKind,
};
use crate::{
    random::Random,
    seal::{DataKey, Place, open, seal},
};
use fourlens_app::portal::{FileId, ReturnId, SubmissionId};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

/// Whether a file may be given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileState {
    /// It waits to be looked at by the virus scanner, and nobody gets it.
    Waiting,
    /// It may be given to those who may see the answer.
    Clean,
    /// Something was found in it: its bytes are destroyed.
    Refused,
}

impl FileState {
    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Clean => "clean",
            Self::Refused => "refused",
        }
    }

    pub(super) fn of(word: &str) -> Result<Self, StoreError> {
        [Self::Waiting, Self::Clean, Self::Refused]
            .into_iter()
            .find(|state| state.key() == word)
            .ok_or_else(|| StoreError::damaged("file state", word))
    }
}

/// What is known of a file besides its bytes, sealed like them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAbout {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

/// How a file of a return stands. Its name is in the answers that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStanding {
    /// The file.
    pub id: FileId,
    /// Its size.
    pub bytes: u64,
    /// Whether it may be given out.
    pub state: FileState,
    /// What was found in it, when it was refused.
    pub reason: Option<String>,
}

impl Scoped {
    /// The files of a return, those that were refused too, oldest first; none that was taken
    /// away.
    pub async fn files_of(&self, of: ReturnId) -> Result<Vec<FileStanding>, StoreError> {
        let sql = Sql::new("SELECT e.id, e.bytes, e.state, e.reason")
            .text(FROM)
            .text(" AND r.id = ")
            .value(of.bytes().to_vec())
            .text(" AND ");
        let sql = self.within_told(sql).text(" ORDER BY e.seq");
        let rows = sql.all::<StandingRow>(&self.store.house.main.read).await?;
        rows.into_iter().map(StandingRow::standing).collect()
    }

    /// Whether a submission of this return refers to a file, and the actor may see what it
    /// belongs to: about a case, no file of the part that identifies someone.
    pub async fn is_handed_in(&self, of: ReturnId, file: FileId) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT e.part")
            .text(FROM)
            .text(" AND r.id = ")
            .value(of.bytes().to_vec())
            .text(" AND e.id = ")
            .value(file.bytes().to_vec())
            .text(" AND EXISTS (SELECT 1 FROM submission_file f WHERE f.file_seq = e.seq) AND ");
        let sql = self.unless_identifying(self.within_told(sql));
        let found = sql.all::<PartRow>(&self.store.house.main.read).await?;
        Ok(!found.is_empty())
    }

    /// Adds the condition that the actor may see whom the return called `r` identifies, or that
    /// the file called `e` does not belong to that.
    fn unless_identifying(&self, sql: Sql) -> Sql {
        self.sees_identity(sql.text(" AND (0 < ")).text(
            " OR NOT EXISTS (SELECT 1 FROM submission_file i WHERE i.file_seq = e.seq \
             AND i.part = 'identifying'))",
        )
    }

    /// The keys of the files that one part of a submission names.
    pub(super) async fn parts_of_files(
        &self,
        of: SubmissionId,
        part: PartKind,
    ) -> Result<Vec<PartId>, StoreError> {
        let rows = Sql::new(
            "SELECT e.part FROM evidence_file e JOIN submission_file f ON f.file_seq = e.seq \
             JOIN submission s ON s.seq = f.submission_seq WHERE s.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND f.part = ")
        .value(part.key())
        .all::<PartRow>(&self.store.house.main.read)
        .await?;
        rows.iter().map(|row| bytes(&row.part, "part")).collect()
    }

    /// A file of a return, to be read; none when it was taken away, refused or erased.
    pub async fn file(
        &self,
        of: ReturnId,
        file: FileId,
    ) -> Result<Option<FileContent>, StoreError> {
        match self.read_file(of, file).await {
            // Taken away between the reading of its row and of the rest: look again.
            Err(StoreError::KeyMissing | StoreError::Damaged(_)) => self.read_file(of, file).await,
            read => read,
        }
    }

    async fn read_file(
        &self,
        of: ReturnId,
        file: FileId,
    ) -> Result<Option<FileContent>, StoreError> {
        let sql = content::select().text(" AND r.id = ");
        let sql = sql
            .value(of.bytes().to_vec())
            .text(" AND e.id = ")
            .value(file.bytes().to_vec())
            .text(" AND ");
        let sql = self.unless_identifying(self.within_told(sql));
        let house = &self.store.house;
        match sql.one::<content::Sealed>(&house.main.read).await? {
            Some(row) => row.content(house).await,
            None => Ok(None),
        }
    }
}

/// Files that were not taken away, of returns within reach once that is asked.
const FROM: &str = " FROM evidence_file e JOIN return_ r ON r.seq = e.return_seq \
    JOIN organisation o ON o.seq = r.organisation_seq WHERE e.removed_at IS NULL";

fn seal_about(
    key: &DataKey,
    (file, of): (FileId, ReturnId),
    about: &FileAbout,
    random: &dyn Random,
) -> Vec<u8> {
    let plain = serde_json::to_vec(about).expect("a name and a type are JSON");
    let row: [&[u8]; 2] = [file.bytes(), of.bytes()];
    seal(key, &place(&row, "sealed_about"), &plain, random)
}

fn open_about(
    key: &DataKey,
    (file, of): (FileId, ReturnId),
    sealed: &[u8],
) -> Result<FileAbout, StoreError> {
    let row: [&[u8]; 2] = [file.bytes(), of.bytes()];
    let plain = open(key, &place(&row, "sealed_about"), sealed)?;
    serde_json::from_slice(&plain).map_err(|cause| StoreError::damaged("a file's name", cause))
}

/// Where something of a file lies: it opens as this file of this return and nowhere else.
fn place<'a>(row: &'a [&'a [u8]], column: &'a str) -> Place<'a> {
    Place {
        table: "evidence_file",
        row,
        column,
    }
}

/// Under the file's own key: equal files do not match, and none can be guessed once the key is
/// destroyed.
fn content_hash(key: &DataKey, sha256: &[u8]) -> [u8; 32] {
    key.hash(&[b"evidence file", sha256])
}

#[derive(FromQueryResult)]
struct StandingRow {
    id: Vec<u8>,
    bytes: i64,
    state: String,
    reason: Option<String>,
}

impl StandingRow {
    fn standing(self) -> Result<FileStanding, StoreError> {
        Ok(FileStanding {
            id: FileId::from_bytes(bytes(&self.id, "file id")?),
            bytes: u64::try_from(self.bytes).unwrap_or(0),
            state: FileState::of(&self.state)?,
            reason: self.reason,
        })
    }
}

#[derive(FromQueryResult)]
struct PartRow {
    part: Vec<u8>,
}
