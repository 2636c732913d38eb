//! What can go wrong between a command and the disk. Not found is `None`, never an error.

use crate::seal::SealError;
use sea_orm::DbErr;
use std::{io, path::PathBuf, sync::Arc};

/// Why the store did not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The writer's queue is full: nothing was changed, and the same command may come again.
    #[error("the store has more to write than it can take at the moment")]
    Busy,
    /// The group's transaction did not commit, as far as we know: nobody was told it had, and
    /// the same command may come again under the same key.
    #[error("nothing was saved: {0}")]
    Unwritten(Arc<StoreError>),
    /// The store is closing.
    #[error("the store is closed")]
    Stopped,
    /// The database's shape is older than this program.
    #[error("the {0} database is older than this program: run `fourlens migrate`")]
    OldSchema(&'static str),
    /// Something that may exist once is there already.
    #[error("this {0} is taken")]
    Taken(&'static str),
    /// A command names something that does not exist.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// A part has no key although nobody erased it.
    #[error("the key of a sealed part is missing: restore the key store")]
    KeyMissing,
    /// A value does not open, or the ring cannot be used.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database refused or is away.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// The place of files refused or is away.
    #[error("the place of files failed: {0}")]
    Files(Arc<object_store::Error>),
    /// What was named as the place of files is none.
    #[error(
        "files can lie in a folder or at `s3://bucket/prefix`: name one of them with `--files`"
    )]
    NoFiles,
    /// The key ring lies where the data lies, so that one thief would get both.
    #[error("the key ring {0} lies inside the data folder: move it elsewhere")]
    KeysInData(PathBuf),
    /// The key ring is another than the one in use when what is stored was sealed.
    #[error("the key ring {0} did not seal what is stored here: name the one that did")]
    OtherRing(PathBuf),
    /// With PostgreSQL the key store needs a database of its own, the same for every process.
    #[error(
        "the key store needs a database of its own: name one with `--key-store`, other than \
         `--database-url`"
    )]
    NoKeyStore,
    /// The database does not hold to a setting that durability rests on.
    #[error("the database answers `{found}` to `{setting}` where it must be `{wanted}`")]
    Unsafe {
        /// Which setting.
        setting: &'static str,
        /// What must hold.
        wanted: &'static str,
        /// What holds.
        found: String,
    },
    /// A stored value is not what was stored.
    #[error("a stored value cannot be read: {0}")]
    Damaged(String),
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: Arc<io::Error>,
    },
    /// A backup or a restore is refused.
    #[error("{0}")]
    Backup(String),
}

impl From<object_store::Error> for StoreError {
    fn from(cause: object_store::Error) -> Self {
        Self::Files(Arc::new(cause))
    }
}

impl StoreError {
    /// Says which file.
    pub(super) fn file(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File {
            path,
            cause: Arc::new(cause),
        }
    }

    /// A stored text that does not parse.
    pub(super) fn damaged(what: &str, cause: impl std::fmt::Display) -> Self {
        Self::Damaged(format!("{what}: {cause}"))
    }

    /// Whether a unique index refused.
    pub(super) fn is_double(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        matches!(
            error.sql_err(),
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
        )
    }
}
