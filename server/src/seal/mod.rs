//! Keys, and sealing with them. It knows bytes, places and keys; it must not know a table's
//! meaning, the store or the network.

mod blob;
mod chunks;
mod ring;
mod watched;

pub use chunks::{CHUNK, ChunkSealer, Chunks, HEAD, place_of_chunk, sealed_length};

pub use blob::{DataKey, Place, open, seal};
pub use ring::KeyRing;
pub use watched::WatchedRing;

use std::{io, path::PathBuf, sync::Arc};

/// Why something cannot be sealed, opened, or kept.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SealError {
    /// The value was changed, or lies at another place than it was sealed for, or the key is
    /// another.
    #[error("a sealed value does not open: it was changed or moved, or the key is not its own")]
    DoesNotOpen,
    /// Sealed by a key that the ring no longer holds.
    #[error(
        "the key ring holds no key number {0}: use the ring that was in use when this was sealed"
    )]
    UnknownKey(u32),
    /// The ring's file cannot be read or written.
    #[error("the key ring {path} cannot be used: {cause}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: Arc<io::Error>,
    },
    /// The ring's file is not one.
    #[error("{0} is not a key ring: restore it from its own backup")]
    NotARing(PathBuf),
    /// Others on this machine may read the ring.
    #[error("the key ring {0} can be read by others: run `chmod 600` on it")]
    ReadableByOthers(PathBuf),
    /// The ring is there already, and nothing that it sealed could be opened without it.
    #[error("the key ring {0} exists and is not replaced")]
    Exists(PathBuf),
}
