//! A backup brought back into an empty place, after its manifests are held to its files. Parts
//! on the erasure list lose their keys again, so that restoring revives nothing erased. It must
//! not know when to restore.

use super::{
    Manifest, Store, StoreConfig, StoreError,
    backup::{
        DATA, KEYS, MANIFEST, bring_files, describe, is_a_file, refuse_full_files, run_postgres,
        sync,
    },
    database::{Database, is_sqlite},
    key_store::apply_erasures,
    sql::Sql,
};
use sea_orm::FromQueryResult;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Restored {
    /// The manifest of the data.
    pub data: Manifest,
    /// The manifest of the keys.
    pub keys: Manifest,
    /// Keys destroyed again because their parts are on the erasure list.
    pub erased: u64,
}

impl Store {
    /// Restores a backup into the empty place that this configuration names. The keys come from
    /// the backup's own folder unless a newer copy of them is named: data may be old, but keys
    /// that were destroyed since must not come back. Open and verify the store afterwards.
    pub async fn restore(
        from: &Path,
        keys_from: Option<&Path>,
        config: &StoreConfig,
    ) -> Result<Restored, StoreError> {
        let (data_from, keys_from) = (
            from.join(DATA),
            keys_from.map_or_else(|| from.join(KEYS), Path::to_owned),
        );
        let data = checked(&data_from, DATA)?;
        let keys = checked(&keys_from, KEYS)?;
        refuse_full_folder(&config.data)?;
        refuse_full_files(&data, config)?;
        bring(&data_from, &data, &config.main_url()).await?;
        bring(&keys_from, &keys, &config.key_url()?).await?;
        bring_files(&data_from, &data, config)?;
        let database = Database::open(&config.key_url()?).await?;
        let erased = apply_erasures(&database).await?;
        database.close().await?;
        Ok(Restored { data, keys, erased })
    }
}

/// A folder's manifest, once its files are what it says.
fn checked(folder: &Path, holds: &str) -> Result<Manifest, StoreError> {
    let refused = |why: &str| StoreError::Backup(format!("{}: {why}", folder.display()));
    let text = fs::read(folder.join(MANIFEST))
        .map_err(|_| refused("there is no manifest: the backup was cut short or is elsewhere"))?;
    let manifest: Manifest = serde_json::from_slice(&text)
        .map_err(|_| refused("the manifest is damaged: the backup was cut short or changed"))?;
    if manifest.holds != holds || manifest.files.is_empty() {
        return Err(refused("this is not that part of a backup"));
    }
    for file in &manifest.files {
        let plain = Path::new(&file.name)
            .file_name()
            .is_some_and(|name| *name == *file.name);
        if !(plain || is_a_file(&file.name))
            || describe(folder, &file.name).ok().as_ref() != Some(file)
        {
            return Err(refused(
                "a file is missing, cut short or changed: use another backup",
            ));
        }
    }
    Ok(manifest)
}

fn refuse_full_folder(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
    if fs::read_dir(folder)
        .map_err(StoreError::file(folder))?
        .next()
        .is_none()
    {
        return Ok(());
    }
    let message = format!(
        "{} is not empty: restore into a new folder",
        folder.display()
    );
    Err(StoreError::Backup(message))
}

/// Copies a database's file to where its URL says, or lets PostgreSQL read its dump.
async fn bring(from: &Path, manifest: &Manifest, url: &str) -> Result<(), StoreError> {
    for file in manifest.files.iter().filter(|file| !is_a_file(&file.name)) {
        let source = from.join(&file.name);
        let is_dump = file.name.ends_with(".dump");
        if is_dump == is_sqlite(url) {
            let message = "the backup is of another kind of database than the URL names";
            return Err(StoreError::Backup(message.to_owned()));
        }
        if is_dump {
            refuse_full_database(url).await?;
            let mut restore = Command::new("pg_restore");
            restore
                .args(["--single-transaction", "--no-owner", "--no-privileges"])
                .arg(source);
            run_postgres(restore, url).await?;
            continue;
        }
        let target = super::database::sqlite_file(url);
        if target.exists() {
            let message = format!("{} is there already", target.display());
            return Err(StoreError::Backup(message));
        }
        fs::copy(&source, &target).map_err(StoreError::file(&target))?;
        fs::File::open(&target)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::file(&target))?;
        sync(&target.parent().map_or_else(PathBuf::new, Path::to_owned))?;
    }
    Ok(())
}

async fn refuse_full_database(url: &str) -> Result<(), StoreError> {
    let database = Database::open(url).await?;
    let tables = Sql::new(
        "SELECT count(*) AS count FROM information_schema.tables WHERE table_schema = 'public'",
    );
    let tables = tables.one::<Count>(&database.read).await?;
    database.close().await?;
    if tables.is_some_and(|tables| tables.count == 0) {
        return Ok(());
    }
    let message = "the database is not empty: restore into a new one";
    Err(StoreError::Backup(message.to_owned()))
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}
