//! Small helpers for bytes: packing, hashing, hexadecimal. It must not know what they mean.

use super::StoreError;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    io::{Read, Write},
};

/// No stored value unpacks to more than this.
const MOST: u64 = 64 * 1024 * 1024;

/// Deflates.
pub(super) fn deflate(plain: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(5));
    packer.write_all(plain).expect("memory takes every byte");
    packer.finish().expect("memory takes every byte")
}

/// Inflates, up to a limit.
pub(super) fn inflate(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut plain = Vec::with_capacity(packed.len() * 4);
    let read = DeflateDecoder::new(packed)
        .take(MOST)
        .read_to_end(&mut plain);
    read.map_err(|cause| StoreError::damaged("a packed value", cause))?;
    Ok(plain)
}

/// SHA-256 over these parts, each with its length.
pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// So many bytes of hexadecimal digits.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex_all(text)?.try_into().ok()
}

/// All bytes of hexadecimal digits.
pub(super) fn unhex_all(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
