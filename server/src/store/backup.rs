//! A consistent copy of both databases and of the files, in two folders with two lives: `data`,
//! and `keys-short-life`, which must not be kept longer than erased answers may be. The key ring
//! is never copied. It must not know where copies are kept.

mod files;

pub(super) use files::{bring_files, is_a_file, refuse_full_files};

use super::{
    Store, StoreError,
    database::{Database, is_sqlite},
    key_store::PartId,
    lies_in, pack,
    sql::{Sql, bytes},
};
use crate::clock::UnixMillis;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    process::{Command, Stdio},
};

/// The folder of the main database's copy.
pub(super) const DATA: &str = "data";
/// The folder of the key store's copy.
pub(super) const KEYS: &str = "keys-short-life";
/// The file that says what a folder must hold; written last.
pub(super) const MANIFEST: &str = "manifest.json";

/// What one folder of a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// When the copy was made.
    pub made_at: UnixMillis,
    /// `data` or `keys-short-life`.
    pub holds: String,
    /// Every file.
    pub files: Vec<ManifestFile>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its name: `fourlens.sqlite`, or `fourlens.dump` from PostgreSQL; `files/…` for a file.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Store {
    /// Copies both databases and the folder of files while the store works: the manifests of
    /// `data` and of `keys-short-life`. Files in a bucket are backed up there. Refuses a folder that holds anything, or that holds the key ring.
    pub async fn backup(&self, to: &Path) -> Result<[Manifest; 2], StoreError> {
        let config = &self.house.config;
        fs::create_dir_all(to).map_err(StoreError::file(to))?;
        if lies_in(&config.keys, to)? {
            let message = format!(
                "the key ring {} lies inside the backup",
                config.keys.display()
            );
            return Err(StoreError::Backup(message));
        }
        if fs::read_dir(to)
            .map_err(StoreError::file(to))?
            .next()
            .is_some()
        {
            let message = format!("{} is not empty: name a new folder", to.display());
            return Err(StoreError::Backup(message));
        }
        let (data, keys) = (to.join(DATA), to.join(KEYS));
        for folder in [&data, &keys] {
            fs::create_dir(folder).map_err(StoreError::file(folder))?;
        }
        // Data first and keys after, with none destroyed between: every part copied has its key.
        let stay = self.house.writer.keys_stay();
        let made_at = self.house.clock.now();
        let first = copy(&self.house.main, &config.main_url(), &data, "fourlens").await?;
        let second = copy(&self.house.keys.database, &config.key_url()?, &keys, "keys").await?;
        let files = self.copy_files(&data).await?;
        drop(stay);
        check_keys(&data.join(&first), &keys.join(&second)).await?;
        let first = [vec![first], files].concat();
        let manifests = [
            write_manifest(&data, DATA, made_at, &first)?,
            write_manifest(&keys, KEYS, made_at, &[second])?,
        ];
        sync(to)?;
        Ok(manifests)
    }
}

/// Copies one database; the copy's name.
async fn copy(
    database: &Database,
    url: &str,
    folder: &Path,
    name: &str,
) -> Result<String, StoreError> {
    if is_sqlite(url) {
        let file = format!("{name}.sqlite");
        let path = folder.join(&file).to_string_lossy().replace('\'', "''");
        database
            .read
            .execute_unprepared(&format!("VACUUM INTO '{path}'"))
            .await?;
        return Ok(file);
    }
    let file = format!("{name}.dump");
    let mut dump = Command::new("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]);
    dump.arg(folder.join(&file));
    run_postgres(dump, url).await?;
    Ok(file)
}

/// Runs one of PostgreSQL's own tools on a database; the password goes by the environment, where
/// other users of the machine do not see it.
pub(super) async fn run_postgres(mut tool: Command, url: &str) -> Result<(), StoreError> {
    let name = tool.get_program().to_string_lossy().into_owned();
    let (public, password) = without_password(url);
    tool.arg("--dbname")
        .arg(public)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if let Some(password) = password {
        tool.env("PGPASSWORD", password);
    }
    let done = tokio::task::spawn_blocking(move || tool.output()).await;
    let done = done.map_err(|cause| StoreError::Backup(cause.to_string()))?;
    let output = done.map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => StoreError::Backup(format!(
            "{name} is not here: install PostgreSQL's client tools"
        )),
        _ => StoreError::Backup(format!("{name} does not start: {cause}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(StoreError::Backup(format!(
        "{name} failed: {}",
        said.trim()
    )))
}

/// `postgres://name:word@host/…` in two: without the word, and the word.
fn without_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (url.to_owned(), None);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let Some((who, _)) = rest[..end].rsplit_once('@') else {
        return (url.to_owned(), None);
    };
    let Some((name, word)) = who.split_once(':') else {
        return (url.to_owned(), None);
    };
    (
        format!("{scheme}://{name}{}", &rest[who.len()..]),
        Some(decoded(word)),
    )
}

/// Undoes a URL's `%40`.
fn decoded(word: &str) -> String {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex
            .and_then(|two| u8::from_str_radix(two, 16).ok())
            .filter(|_| first == b'%')
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Holds SQLite copies to each other: another process may have destroyed a key between them.
async fn check_keys(data: &Path, keys: &Path) -> Result<(), StoreError> {
    let is_copy = |path: &Path| path.extension().is_some_and(|end| end == "sqlite");
    if !is_copy(data) || !is_copy(keys) {
        return Ok(());
    }
    let held = parts(
        keys,
        "SELECT part_id AS part FROM data_key UNION SELECT part_id AS part FROM erased",
    )
    .await?;
    let wanted = parts(
        data,
        "SELECT part_identifying AS part FROM submission \
         UNION ALL SELECT part_other AS part FROM submission \
         UNION ALL SELECT draft_part AS part FROM return_ WHERE draft_part IS NOT NULL \
         UNION ALL SELECT draft_part_identifying AS part FROM return_ \
         WHERE draft_part_identifying IS NOT NULL UNION ALL SELECT part FROM audit_case \
         UNION ALL SELECT part FROM evidence_file WHERE removed_at IS NULL \
         AND state <> 'refused'",
    )
    .await?;
    if wanted.is_subset(&held) {
        return Ok(());
    }
    let message = "a return was handed in between the two copies: make the backup again";
    Err(StoreError::Backup(message.to_owned()))
}

async fn parts(
    file: &Path,
    question: &str,
) -> Result<std::collections::HashSet<PartId>, StoreError> {
    let db = super::database::read_copy(file).await?;
    let rows = Sql::new(question).all::<PartRow>(&db).await?;
    db.close().await?;
    rows.into_iter()
        .map(|row| bytes(&row.part, "part"))
        .collect()
}

fn write_manifest(
    folder: &Path,
    holds: &str,
    made_at: UnixMillis,
    names: &[String],
) -> Result<Manifest, StoreError> {
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let path = folder.join(name);
        File::open(&path)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::file(&path))?;
        files.push(describe(folder, name)?);
    }
    let manifest = Manifest {
        made_at,
        holds: holds.to_owned(),
        files,
    };
    let path = folder.join(MANIFEST);
    let text = serde_json::to_vec_pretty(&manifest).expect("a manifest is text and numbers");
    let mut file = File::create_new(&path).map_err(StoreError::file(&path))?;
    file.write_all(&text)
        .and_then(|()| file.sync_all())
        .map_err(StoreError::file(&path))?;
    sync(folder)?;
    Ok(manifest)
}

/// A file's length and hash.
pub(super) fn describe(folder: &Path, name: &str) -> Result<ManifestFile, StoreError> {
    let path = folder.join(name);
    let mut file = File::open(&path).map_err(StoreError::file(&path))?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut buffer).map_err(StoreError::file(&path))?;
        if read == 0 {
            let sha256 = pack::hex(&hash.finalize());
            return Ok(ManifestFile {
                name: name.to_owned(),
                bytes,
                sha256,
            });
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// Makes a folder's names durable.
pub(super) fn sync(folder: &Path) -> Result<(), StoreError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::file(folder))
}

#[derive(FromQueryResult)]
struct PartRow {
    part: Vec<u8>,
}
