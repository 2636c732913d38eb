//! The folder of files in a backup: below `data`, since they live as long. Each is copied as it
//! lies, sealed. Files in a bucket are backed up there, by the bucket's own means.

use super::{Manifest, Store, StoreError, sync};
use crate::store::{
    FilesAt, StoreConfig, pack,
    sql::{Sql, bytes},
};
use fourlens_app::portal::FileId;
use sea_orm::FromQueryResult;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folder of files below `data`.
const FILES: &str = "files";

impl Store {
    /// Copies the bytes of every file that has a row; their names in the manifest. Those of a file
    /// taken away since are there still: nothing is swept while a backup is copied.
    pub(super) async fn copy_files(&self, data: &Path) -> Result<Vec<String>, StoreError> {
        let Some(from) = self.house.files.folder() else {
            return Ok(Vec::new());
        };
        let rows = Sql::new("SELECT id FROM evidence_file WHERE swept_at IS NULL ORDER BY seq")
            .all::<Row>(&self.house.main.read)
            .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let to = data.join(FILES);
        fs::create_dir(&to).map_err(StoreError::file(&to))?;
        let mut names = Vec::with_capacity(rows.len());
        for row in rows {
            let id = FileId::from_bytes(bytes(&row.id, "file id")?).to_string();
            match copied(from.join(&id), to.join(&id)).await? {
                Copied::Whole => names.push(format!("{FILES}/{id}")),
                // The backup of all else must not wait for it; `verify` tells it as a fault.
                Copied::Missing => tracing::error!(file = id, "a file's bytes are missing"),
            }
        }
        sync(&to)?;
        Ok(names)
    }
}

enum Copied {
    Whole,
    Missing,
}

async fn copied(from: PathBuf, to: PathBuf) -> Result<Copied, StoreError> {
    let path = from.clone();
    let copying = tokio::task::spawn_blocking(move || fs::copy(from, to)).await;
    match copying.map_err(|cause| StoreError::Backup(cause.to_string()))? {
        Ok(_) => Ok(Copied::Whole),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Copied::Missing),
        Err(cause) => Err(StoreError::file(&path)(cause)),
    }
}

/// Whether a name of a manifest is that of a file and leads nowhere else.
pub(in crate::store) fn is_a_file(name: &str) -> bool {
    let id = name
        .strip_prefix(FILES)
        .and_then(|rest| rest.strip_prefix('/'));
    id.is_some_and(|id| pack::unhex::<16>(id).is_some())
}

/// Refuses a place of files that could not take those of this backup.
pub(in crate::store) fn refuse_full_files(
    manifest: &Manifest,
    config: &StoreConfig,
) -> Result<(), StoreError> {
    if !manifest.files.iter().any(|file| is_a_file(&file.name)) {
        return Ok(());
    }
    let folder = folder(config)?;
    let is_empty = fs::read_dir(&folder).map_or(true, |mut entries| entries.next().is_none());
    if is_empty {
        return Ok(());
    }
    let message = format!(
        "{} is not empty: restore files into a new folder",
        folder.display()
    );
    Err(StoreError::Backup(message))
}

/// Copies the files of a backup to where files lie.
pub(in crate::store) fn bring_files(
    from: &Path,
    manifest: &Manifest,
    config: &StoreConfig,
) -> Result<(), StoreError> {
    let mut files = manifest
        .files
        .iter()
        .filter(|file| is_a_file(&file.name))
        .peekable();
    if files.peek().is_none() {
        return Ok(());
    }
    let folder = folder(config)?;
    fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
    for file in files {
        let source = from.join(&file.name);
        let target = folder.join(file.name.trim_start_matches(FILES).trim_start_matches('/'));
        fs::copy(&source, &target)
            .and_then(|_| fs::File::open(&target)?.sync_all())
            .map_err(StoreError::file(&target))?;
    }
    sync(&folder)
}

fn folder(config: &StoreConfig) -> Result<PathBuf, StoreError> {
    match FilesAt::of(config.files.as_deref(), &config.data) {
        Some(FilesAt::Folder(folder)) => Ok(folder),
        Some(FilesAt::Bucket(url)) => Err(StoreError::Backup(format!(
            "the backup holds files of a folder, and `--files` names {url}: name a folder"
        ))),
        None => Err(StoreError::NoFiles),
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
}
