//! The key ring: a small file outside the data folder and outside every backup of it. Its keys
//! wrap the data keys that the key store holds, and nothing opens without it. It must not know
//! what the data keys seal.

use super::{DataKey, Place, SealError, open, seal};
use crate::random::Random;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    sync::Arc,
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The keys that open all others.
#[derive(Debug, Clone)]
pub struct KeyRing {
    derive: DataKey,
    current: u32,
    keys: Vec<(u32, DataKey)>,
}

/// The file's shape: keys are written as 64 hexadecimal digits.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct RingFile {
    /// What the keys for hashes and messages are derived from; it stays when keys rotate.
    derive: String,
    /// The number of the key that wraps from now on.
    current: u32,
    keys: Vec<NumberedKey>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct NumberedKey {
    number: u32,
    key: String,
}

impl KeyRing {
    /// Makes a new ring with one key, readable by its owner only. Never called by itself: a ring
    /// made in the place of a lost one would hide the loss.
    pub fn create(path: &Path, random: &dyn Random) -> Result<(), SealError> {
        let ring = RingFile {
            derive: new_key(random),
            current: 1,
            keys: vec![NumberedKey {
                number: 1,
                key: new_key(random),
            }],
        };
        ring.write_new(path)
    }

    /// Adds a key that wraps from now on; its number. The keys before it stay, and open what they
    /// wrapped. Whoever reads the file finds the old ring or the new one, never a part.
    pub fn rotate(path: &Path, random: &dyn Random) -> Result<u32, SealError> {
        let mut ring = RingFile::read(path)?;
        let number = ring.keys.iter().map(|key| key.number).max().unwrap_or(0) + 1;
        ring.keys.push(NumberedKey {
            number,
            key: new_key(random),
        });
        ring.current = number;
        ring.replace(path)?;
        Ok(number)
    }

    /// Takes away every key but the one that wraps now; how many. What they wrapped opens no
    /// more, in no copy either: the caller has seen that nothing needs them.
    pub fn retire(path: &Path) -> Result<usize, SealError> {
        let mut ring = RingFile::read(path)?;
        let (before, current) = (ring.keys.len(), ring.current);
        ring.keys.retain(|key| key.number == current);
        let gone = before - ring.keys.len();
        if gone > 0 {
            ring.replace(path)?;
        }
        Ok(gone)
    }

    /// Reads a ring; refuses one that others on this machine may read.
    pub fn load(path: &Path) -> Result<Self, SealError> {
        let not_a_ring = || SealError::NotARing(path.to_owned());
        let file = RingFile::read(path)?;
        let derive = key_of(&file.derive).ok_or_else(not_a_ring)?;
        let mut keys = Vec::new();
        for NumberedKey { number, key } in &file.keys {
            keys.push((*number, key_of(key).ok_or_else(not_a_ring)?));
        }
        let ring = Self {
            derive,
            current: file.current,
            keys,
        };
        ring.key(ring.current).map_err(|_| not_a_ring())?;
        Ok(ring)
    }

    /// Wraps a data key for the part it seals: `key number | sealed`.
    pub fn wrap(&self, part: &[u8; 16], key: &DataKey, random: &dyn Random) -> Vec<u8> {
        let number = self.current.to_be_bytes();
        let own = self
            .key(self.current)
            .expect("a ring is loaded with its current key");
        let mut wrapped = number.to_vec();
        wrapped.extend(seal(own, &place_of(&[part, &number]), key.bytes(), random));
        wrapped
    }

    /// Unwraps the data key of this part.
    pub fn unwrap(&self, part: &[u8; 16], wrapped: &[u8]) -> Result<DataKey, SealError> {
        let (number, sealed) = wrapped
            .split_first_chunk::<4>()
            .ok_or(SealError::DoesNotOpen)?;
        let own = self.key(u32::from_be_bytes(*number))?;
        let bytes = open(own, &place_of(&[part, number]), sealed)?;
        DataKey::from_bytes(&bytes).ok_or(SealError::DoesNotOpen)
    }

    /// The number of the key that wraps now.
    pub fn current(&self) -> u32 {
        self.current
    }

    /// The number of the key that wrapped this.
    pub fn number_of(wrapped: &[u8]) -> Option<u32> {
        let (number, _) = wrapped.split_first_chunk::<4>()?;
        Some(u32::from_be_bytes(*number))
    }

    /// A key for one purpose, always the same for the same ring and label.
    pub fn derived(&self, label: &str) -> DataKey {
        let bytes = Zeroizing::new(self.derive.hash(&[label.as_bytes()]));
        DataKey::from_bytes(bytes.as_ref()).expect("a SHA-256 hash is 32 bytes")
    }

    fn key(&self, number: u32) -> Result<&DataKey, SealError> {
        let found = self.keys.iter().find(|(own, _)| *own == number);
        found
            .map(|(_, key)| key)
            .ok_or(SealError::UnknownKey(number))
    }
}

impl RingFile {
    fn read(path: &Path) -> Result<RingFile, SealError> {
        let mode = fs::metadata(path)
            .map_err(cannot_use(path))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(SealError::ReadableByOthers(path.to_owned()));
        }
        let text = Zeroizing::new(fs::read(path).map_err(cannot_use(path))?);
        serde_json::from_slice(&text).map_err(|_| SealError::NotARing(path.to_owned()))
    }

    fn write_new(&self, path: &Path) -> Result<(), SealError> {
        let mut text =
            Zeroizing::new(serde_json::to_vec_pretty(self).expect("text and numbers are JSON"));
        text.push(b'\n');
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path);
        let mut file = file.map_err(|cause| match cause.kind() {
            std::io::ErrorKind::AlreadyExists => SealError::Exists(path.to_owned()),
            _ => cannot_use(path)(cause),
        })?;
        file.write_all(&text)
            .and_then(|()| file.sync_all())
            .map_err(cannot_use(path))
    }

    /// Writes beside the ring and puts it in its place at once.
    fn replace(&self, path: &Path) -> Result<(), SealError> {
        let beside = path.with_extension("next");
        self.write_new(&beside)?;
        fs::rename(&beside, path).map_err(cannot_use(path))?;
        // The name itself must outlast a power cut too.
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::File::open(folder.unwrap_or(Path::new(".")));
        folder
            .and_then(|folder| folder.sync_all())
            .map_err(cannot_use(path))
    }
}

fn new_key(random: &dyn Random) -> String {
    hex(DataKey::new(random).bytes())
}

fn place_of<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "data_key",
        row,
        column: "wrapped",
    }
}

fn cannot_use(path: &Path) -> impl FnOnce(std::io::Error) -> SealError {
    let path = path.to_owned();
    move |cause| SealError::File {
        path,
        cause: Arc::new(cause),
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn key_of(text: &str) -> Option<DataKey> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
    }
    DataKey::from_bytes(bytes.as_ref())
}
