//! A sealed value: `version 1 | nonce 24 | ciphertext and tag`, XChaCha20-Poly1305. What it is
//! sealed to, its place, is authenticated, so that a value moved to another row or column does
//! not open. It must not know where keys come from.

use super::SealError;
use crate::random::Random;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// A key of 32 bytes; it leaves memory when dropped and is never printed.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// A new key.
    pub fn new(random: &dyn Random) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        random.fill(key.as_mut());
        Self(key)
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of these parts under this key; without the key nobody can try guesses at it.
    pub fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        use hmac::{Hmac, KeyInit as _, Mac};
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(self.bytes())
            .expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// Where a sealed value lies: which table, which row, which column.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// What names the row, part by part.
    pub row: &'a [&'a [u8]],
    /// The column.
    pub column: &'a str,
}

impl Place<'_> {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(96);
        let ends = [self.table.as_bytes(), self.column.as_bytes()];
        for part in ends.into_iter().chain(self.row.iter().copied()) {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }
}

/// Seals these bytes to this place.
pub fn seal(key: &DataKey, place: &Place<'_>, plain: &[u8], random: &dyn Random) -> Vec<u8> {
    let nonce: [u8; NONCE] = random.bytes();
    let payload = Payload {
        msg: plain,
        aad: &place.bytes(),
    };
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), payload)
        .expect("XChaCha20-Poly1305 seals all that fits in memory");
    let mut blob = Vec::with_capacity(1 + NONCE + sealed.len());
    blob.push(VERSION);
    blob.extend(nonce);
    blob.extend(sealed);
    blob
}

/// Opens what was sealed to this place with this key.
pub fn open(
    key: &DataKey,
    place: &Place<'_>,
    blob: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (&version, rest) = blob.split_first().ok_or(SealError::DoesNotOpen)?;
    let (nonce, sealed) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(SealError::DoesNotOpen)?;
    if version != VERSION {
        return Err(SealError::DoesNotOpen);
    }
    let payload = Payload {
        msg: sealed,
        aad: &place.bytes(),
    };
    let plain = cipher(key).decrypt(&XNonce::from(*nonce), payload);
    plain
        .map(Zeroizing::new)
        .map_err(|_| SealError::DoesNotOpen)
}

pub(super) fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.bytes()).into())
}
