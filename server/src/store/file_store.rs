//! Where the sealed bytes of files lie: a folder, or an S3-compatible bucket. An object is named
//! by its file's identity, written once and never changed. It must not know a key or a row.

use super::{StoreConfig, StoreError, pack};
use bytes::Bytes;
use fourlens_app::portal::FileId;
use futures::TryStreamExt;
use object_store::{
    ObjectStore, ObjectStoreExt, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as ObjectPath, prefix::PrefixStore,
};
use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Bytes written at once.
const PART: usize = 1024 * 1024;
/// The same to a bucket, which takes no smaller part but the last.
const BUCKET_PART: usize = 5 * 1024 * 1024;

/// Where sealed files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesAt {
    /// In this folder.
    Folder(PathBuf),
    /// In a bucket, by its URL: `s3://bucket/prefix`.
    Bucket(String),
}

impl FilesAt {
    /// The place that a configuration names; none when it is no place that we know.
    pub fn of(files: Option<&str>, data: &Path) -> Option<FilesAt> {
        let Some(files) = files else {
            return Some(FilesAt::Folder(data.join("files")));
        };
        let in_bucket = files
            .strip_prefix("s3://")
            .map(|rest| rest.split('/').next().unwrap_or_default());
        match in_bucket {
            Some("") => None,
            Some(_) => Some(FilesAt::Bucket(files.trim_end_matches('/').to_owned())),
            None if files.contains("://") => None,
            None => Some(FilesAt::Folder(PathBuf::from(files))),
        }
    }
}

/// The place of sealed files, opened when it is first needed.
#[derive(Clone)]
pub(super) struct FileStore {
    pub(super) at: FilesAt,
    objects: Arc<OnceLock<Arc<dyn ObjectStore>>>,
}

/// An object being written; it is there only once it is finished.
pub(super) struct ObjectWriter(WriteMultipart);

impl FileStore {
    pub(super) fn new(config: &StoreConfig) -> Result<Self, StoreError> {
        let at = FilesAt::of(config.files.as_deref(), &config.data);
        Ok(Self {
            at: at.ok_or(StoreError::NoFiles)?,
            objects: Arc::default(),
        })
    }

    /// Begins to write an object.
    pub(super) async fn write(&self, name: FileId) -> Result<ObjectWriter, StoreError> {
        if let FilesAt::Folder(folder) = &self.at {
            fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        }
        let Some(objects) = self.objects()? else {
            return Err(StoreError::NoFiles);
        };
        let upload = objects.put_multipart(&path(name)).await?;
        let part = match self.at {
            FilesAt::Folder(_) => PART,
            FilesAt::Bucket(_) => BUCKET_PART,
        };
        let writer = WriteMultipart::new_with_chunk_size(upload, part);
        Ok(ObjectWriter(writer))
    }

    /// These bytes of an object; none when it is not there or is shorter.
    pub(super) async fn read(
        &self,
        name: FileId,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, StoreError> {
        let Some(objects) = self.objects()? else {
            return Ok(None);
        };
        let wanted = range.end - range.start;
        let read = found(objects.get_range(&path(name), range).await)?;
        Ok(read.filter(|bytes| bytes.len() as u64 == wanted))
    }

    /// How long an object is; none when it is not there.
    pub(super) async fn length(&self, name: FileId) -> Result<Option<u64>, StoreError> {
        let Some(objects) = self.objects()? else {
            return Ok(None);
        };
        let head = found(objects.head(&path(name)).await)?;
        Ok(head.map(|object| object.size))
    }

    /// Deletes an object, if it is there.
    pub(super) async fn remove(&self, name: FileId) -> Result<(), StoreError> {
        let Some(objects) = self.objects()? else {
            return Ok(());
        };
        found(objects.delete(&path(name)).await)?;
        Ok(())
    }

    /// Deletes what was written of an object that was never finished. A bucket's own rules end
    /// uploads that were left there.
    pub(super) async fn remove_unfinished(&self, name: FileId) -> Result<(), StoreError> {
        let FilesAt::Folder(folder) = &self.at else {
            return Ok(());
        };
        // As `LocalFileSystem` names what it is still writing.
        let unfinished = folder.join(format!("{name}#1"));
        match tokio::fs::remove_file(&unfinished).await {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::file(&unfinished)(cause))
            }
            _ => Ok(()),
        }
    }

    /// Every object; other things that lie there are left out.
    pub(super) async fn names(&self) -> Result<Vec<FileId>, StoreError> {
        let Some(objects) = self.objects()? else {
            return Ok(Vec::new());
        };
        let mut names = Vec::new();
        let mut list = objects.list(None);
        while let Some(object) = list.try_next().await? {
            let name = object.location.filename().and_then(pack::unhex::<16>);
            names.extend(name.map(FileId::from_bytes));
        }
        Ok(names)
    }

    /// The folder of objects, where that is what it is.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.at {
            FilesAt::Folder(folder) => Some(folder),
            FilesAt::Bucket(_) => None,
        }
    }

    /// None for a folder that nothing was written to yet.
    fn objects(&self) -> Result<Option<Arc<dyn ObjectStore>>, StoreError> {
        if let Some(objects) = self.objects.get() {
            return Ok(Some(objects.clone()));
        }
        let opened: Arc<dyn ObjectStore> = match &self.at {
            FilesAt::Folder(folder) if !folder.exists() => return Ok(None),
            FilesAt::Folder(folder) => {
                Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
            }
            FilesAt::Bucket(url) => bucket(url)?,
        };
        Ok(Some(self.objects.get_or_init(|| opened).clone()))
    }
}

impl ObjectWriter {
    pub(super) async fn push(&mut self, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.0.wait_for_capacity(2).await?;
        self.0.put(bytes.into());
        Ok(())
    }

    pub(super) async fn finish(self) -> Result<(), StoreError> {
        self.0.finish().await?;
        Ok(())
    }

    /// Gives up; what was written of it is taken back.
    pub(super) async fn abort(self) {
        if let Err(cause) = self.0.abort().await {
            tracing::warn!(%cause, "what was written of a file was not taken back");
        }
    }
}

/// The bucket of a URL, with the credentials, region and endpoint that the environment names
/// (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`, …).
fn bucket(url: &str) -> Result<Arc<dyn ObjectStore>, StoreError> {
    // Told once; told again it stays as it is.
    let _told_before = rustls::crypto::ring::default_provider().install_default();
    let objects = AmazonS3Builder::from_env().with_url(url).build()?;
    let prefix = url
        .trim_start_matches("s3://")
        .split_once('/')
        .map_or("", |(_, prefix)| prefix);
    Ok(match prefix {
        "" => Arc::new(objects),
        prefix => Arc::new(PrefixStore::new(objects, prefix)),
    })
}

fn path(name: FileId) -> ObjectPath {
    ObjectPath::from(name.to_string())
}

fn found<T>(read: Result<T, object_store::Error>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(cause) => Err(cause.into()),
    }
}
