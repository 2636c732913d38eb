//! What the server embeds: files under `target/assets/` named by a hash of their content, each
//! with a brotli and a gzip sibling, and a manifest that says which are current. Nothing is
//! rewritten that did not change, so that cargo does not build the server anew.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::house::House;
use crate::stamp;

/// The names of the current assets, relative to `target/assets/`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The style sheet.
    pub(crate) styles: Option<String>,
    /// The behaviour of the govuk-frontend components.
    pub(crate) govuk: Option<String>,
    /// The mark shown beside a page's title.
    #[serde(default)]
    pub(crate) icon: Option<String>,
    /// The folder of the islands, or none where they could not be built.
    pub(crate) islands: Option<String>,
}

impl Manifest {
    /// The manifest as it stands; empty before anything was made.
    pub(crate) fn read(house: &House) -> Manifest {
        fs::read(house.assets().join("manifest.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Writes the manifest if it changed, and removes what it no longer names.
    pub(crate) fn write(&self, house: &House) -> Result<()> {
        let path = house.assets().join("manifest.json");
        if *self != Manifest::read(house) || !path.exists() {
            fs::create_dir_all(house.assets())?;
            fs::write(&path, serde_json::to_vec_pretty(self)?)?;
        }
        for entry in fs::read_dir(house.assets())? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name == "manifest.json" || self.names(&name) {
                continue;
            }
            if path.is_dir() {
                fs::remove_dir_all(&path)?;
            } else {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Whether every name in it is a file or folder that exists.
    pub(crate) fn holds(house: &House, name: Option<&String>) -> bool {
        name.is_some_and(|name| house.assets().join(name).exists())
    }

    fn names(&self, name: &str) -> bool {
        let base = name.trim_end_matches(".br").trim_end_matches(".gz");
        [&self.styles, &self.govuk, &self.icon, &self.islands]
            .into_iter()
            .any(|named| named.as_deref() == Some(base))
    }
}

/// Puts one file among the assets and gives its name: `fourlens-<hash>.css`.
pub(crate) fn add_file(house: &House, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{ending}", short(bytes));
    write_with_siblings(&house.assets().join(&name), bytes)?;
    Ok(name)
}

/// Puts a folder of files among the assets, their names kept, and gives the folder's name.
pub(crate) fn add_folder(house: &House, stem: &str, from: &Path) -> Result<String> {
    let mut files = stamp::files_of(from)?;
    files.sort();
    let mut all = Vec::new();
    for file in &files {
        all.extend(fs::read(file)?);
    }
    let name = format!("{stem}-{}", short(&all));
    let folder = house.assets().join(&name);
    for file in &files {
        write_with_siblings(&folder.join(file.strip_prefix(from)?), &fs::read(file)?)?;
    }
    Ok(name)
}

/// The size of an asset as it travels, in bytes.
pub(crate) fn travelling_size(path: &Path) -> u64 {
    let brotli = path.with_file_name(format!(
        "{}.br",
        path.file_name().unwrap_or_default().to_string_lossy()
    ));
    fs::metadata(brotli).map_or(0, |data| data.len())
}

fn write_with_siblings(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    write_if_new(path, bytes)?;
    let name = path.to_string_lossy();
    write_if_new(Path::new(&format!("{name}.br")), &brotli(bytes)?)?;
    write_if_new(Path::new(&format!("{name}.gz")), &gzip(bytes)?)
}

fn write_if_new(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn short(bytes: &[u8]) -> String {
    stamp::hash(bytes).chars().take(16).collect()
}
