//! What a piece of work was made from, so that it is made again only when that changed. Stamps
//! lie under `target/stamps/`; a lost stamp costs time and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::house::House;

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A running hash of everything a piece of work depends on.
#[derive(Default)]
pub(crate) struct Inputs(Sha256);

impl Inputs {
    /// Adds words, such as a version or a recipe.
    pub(crate) fn text(mut self, text: &str) -> Inputs {
        self.0.update(text.as_bytes());
        self.0.update([0]);
        self
    }

    /// Adds a file's name and content; a missing file counts as such.
    pub(crate) fn file(mut self, path: &Path) -> Inputs {
        self.0.update(path.as_os_str().as_encoded_bytes());
        match fs::read(path) {
            Ok(bytes) => self.0.update(hash(&bytes).as_bytes()),
            Err(_) => self.0.update(b"missing"),
        }
        self
    }

    /// Adds every file of a folder and of the folders in it.
    pub(crate) fn folder(self, folder: &Path) -> Result<Inputs> {
        let mut files = files_of(folder)?;
        files.sort();
        Ok(files.iter().fold(self, |inputs, file| inputs.file(file)))
    }

    /// The hash of all that was added.
    pub(crate) fn sum(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The hash of some bytes, 64 hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Every file under a folder.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// What was written under a name when the work was last done.
pub(crate) fn read(house: &House, name: &str) -> Option<String> {
    fs::read_to_string(path(house, name)).ok()
}

/// Remembers what the work was made from.
pub(crate) fn write(house: &House, name: &str, content: &str) -> Result<()> {
    let path = path(house, name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Forgets, so that the work is done again.
pub(crate) fn forget(house: &House, name: &str) {
    // A stamp that is not there is forgotten already.
    let _ = fs::remove_file(path(house, name));
}

/// What was written under a name within the last day.
pub(crate) fn read_of_today(house: &House, name: &str) -> Option<String> {
    let age = fs::metadata(path(house, name))
        .ok()?
        .modified()
        .ok()?
        .elapsed();
    age.is_ok_and(|age| age < A_DAY)
        .then(|| read(house, name))?
}

fn path(house: &House, name: &str) -> PathBuf {
    house.target().join("stamps").join(name)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
