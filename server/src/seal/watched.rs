//! The key ring as a running portal holds it: read again when its file was replaced, so that keys
//! rotate without a restart. It must not know who replaces it.

use super::{KeyRing, SealError};
use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::SystemTime,
};

/// A ring that follows its file.
#[derive(Debug)]
pub struct WatchedRing {
    path: PathBuf,
    held: RwLock<(Stamp, Arc<KeyRing>)>,
}

/// What tells one state of the file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    file: u64,
    length: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let about = fs::metadata(path).ok()?;
        Some(Stamp {
            file: about.ino(),
            length: about.len(),
            changed: about.modified().ok(),
        })
    }
}

impl WatchedRing {
    /// Reads the ring.
    pub fn load(path: &Path) -> Result<WatchedRing, SealError> {
        let ring = Arc::new(KeyRing::load(path)?);
        let unknown = Stamp {
            file: 0,
            length: 0,
            changed: None,
        };
        let stamp = Stamp::of(path).unwrap_or(unknown);
        Ok(WatchedRing {
            path: path.to_owned(),
            held: RwLock::new((stamp, ring)),
        })
    }

    /// The ring as its file has it now. One that cannot be read leaves the ring held before.
    pub fn now(&self) -> Arc<KeyRing> {
        let (stamp, ring) = self.held();
        match Stamp::of(&self.path) {
            Some(now) if now != stamp => self.read_again(now).unwrap_or(ring),
            _ => ring,
        }
    }

    fn held(&self) -> (Stamp, Arc<KeyRing>) {
        let held = self.held.read().unwrap_or_else(|held| held.into_inner());
        held.clone()
    }

    fn read_again(&self, stamp: Stamp) -> Option<Arc<KeyRing>> {
        match KeyRing::load(&self.path) {
            Ok(ring) => {
                let ring = Arc::new(ring);
                let mut held = self.held.write().unwrap_or_else(|held| held.into_inner());
                *held = (stamp, ring.clone());
                tracing::info!(current = ring.current(), "the key ring was read again");
                Some(ring)
            }
            Err(cause) => {
                tracing::error!(%cause, "the key ring could not be read again");
                None
            }
        }
    }
}
