//! A long value, sealed in chunks that open one by one: `version 1 | nonce prefix 15 | chunk …`,
//! each chunk `ciphertext and tag`, XChaCha20-Poly1305. A chunk is sealed to the value's place, to
//! its own position and to whether it is the last, so that none can be moved, left out or cut off
//! unseen. It must not know where chunks lie.

use super::{DataKey, Place, SealError, blob::cipher};
use crate::random::Random;
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use std::ops::Range;
use zeroize::Zeroizing;

/// How many bytes a chunk holds; the last may hold fewer.
pub const CHUNK: usize = 64 * 1024;
/// How long the head of a sealed value is.
pub const HEAD: usize = 1 + PREFIX;

const VERSION: u8 = 1;
const PREFIX: usize = 15;
const TAG: usize = 16;

/// The chunks of one value, to seal or to open.
pub struct Chunks {
    cipher: XChaCha20Poly1305,
    place: Vec<u8>,
    prefix: [u8; PREFIX],
}

/// Whether chunks follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    More,
    Last,
}

/// How long a value of `plain` bytes is once it is sealed.
pub fn sealed_length(plain: u64) -> u64 {
    HEAD as u64 + plain + chunks_of(plain) * TAG as u64
}

/// Where the chunk at `position` of a value of `plain` bytes lies in the sealed value; none beyond
/// its end.
pub fn place_of_chunk(position: u64, plain: u64) -> Option<Range<u64>> {
    if position >= chunks_of(plain) {
        return None;
    }
    let start = HEAD as u64 + position * (CHUNK + TAG) as u64;
    Some(start..(start + (CHUNK + TAG) as u64).min(sealed_length(plain)))
}

fn chunks_of(plain: u64) -> u64 {
    plain.div_ceil(CHUNK as u64).max(1)
}

impl Chunks {
    /// The chunks of a new value.
    pub fn new(key: &DataKey, place: &Place<'_>, random: &dyn Random) -> Self {
        Self {
            cipher: cipher(key),
            place: place.bytes(),
            prefix: random.bytes(),
        }
    }

    /// The chunks of the value that begins with this head.
    pub fn read(key: &DataKey, place: &Place<'_>, head: &[u8]) -> Result<Self, SealError> {
        match head.split_first() {
            Some((&VERSION, prefix)) => Ok(Self {
                cipher: cipher(key),
                place: place.bytes(),
                prefix: prefix.try_into().map_err(|_| SealError::DoesNotOpen)?,
            }),
            _ => Err(SealError::DoesNotOpen),
        }
    }

    /// What a sealed value begins with.
    pub fn head(&self) -> Vec<u8> {
        let mut head = vec![VERSION];
        head.extend(self.prefix);
        head
    }

    /// Opens the chunk at `position` of a value of `plain` bytes.
    pub fn open(
        &self,
        position: u64,
        plain: u64,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let end = match position + 1 == chunks_of(plain) {
            true => End::Last,
            false => End::More,
        };
        let (nonce, aad) = (self.nonce(position, end), self.aad(position, end));
        let payload = Payload {
            msg: sealed,
            aad: &aad,
        };
        let opened = self.cipher.decrypt(&nonce, payload);
        opened
            .map(Zeroizing::new)
            .map_err(|_| SealError::DoesNotOpen)
    }

    fn seal(&self, position: u64, end: End, plain: &[u8]) -> Vec<u8> {
        let (nonce, aad) = (self.nonce(position, end), self.aad(position, end));
        let payload = Payload {
            msg: plain,
            aad: &aad,
        };
        self.cipher
            .encrypt(&nonce, payload)
            .expect("XChaCha20-Poly1305 seals all that fits in memory")
    }

    /// Never the same twice for one value: the key is its own and the position counts up.
    fn nonce(&self, position: u64, end: End) -> XNonce {
        let mut nonce = [0; 24];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..23].copy_from_slice(&position.to_be_bytes());
        nonce[23] = u8::from(end == End::Last);
        XNonce::from(nonce)
    }

    fn aad(&self, position: u64, end: End) -> Vec<u8> {
        let mut aad = self.place.clone();
        aad.extend(position.to_be_bytes());
        aad.push(u8::from(end == End::Last));
        aad
    }
}

/// Seals a value as its bytes come. It holds back what may be the last chunk.
pub struct ChunkSealer {
    chunks: Chunks,
    position: u64,
    rest: Zeroizing<Vec<u8>>,
}

impl ChunkSealer {
    /// Seals a value from its beginning; its head comes first.
    pub fn new(chunks: Chunks) -> Self {
        Self {
            chunks,
            position: 0,
            rest: Zeroizing::new(Vec::with_capacity(2 * CHUNK)),
        }
    }

    /// Takes more bytes; what of the sealed value follows from them.
    pub fn push(&mut self, mut plain: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::new();
        while self.rest.len() + plain.len() > CHUNK {
            let (now, later) = plain.split_at(CHUNK - self.rest.len());
            self.rest.extend_from_slice(now);
            sealed.extend(self.chunks.seal(self.position, End::More, &self.rest));
            self.position += 1;
            self.rest.clear();
            plain = later;
        }
        self.rest.extend_from_slice(plain);
        sealed
    }

    /// The last chunk.
    pub fn finish(self) -> Vec<u8> {
        self.chunks.seal(self.position, End::Last, &self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    const PLACE: Place<'_> = Place {
        table: "evidence_file",
        row: &[b"id"],
        column: "content",
    };

    fn sealed(plain: &[u8], step: usize) -> (DataKey, Vec<u8>) {
        let random = SeededRandom::new(1);
        let key = DataKey::new(&random);
        let chunks = Chunks::new(&key, &PLACE, &random);
        let mut sealed = chunks.head();
        let mut sealer = ChunkSealer::new(chunks);
        for piece in plain.chunks(step) {
            sealed.extend(sealer.push(piece));
        }
        sealed.extend(sealer.finish());
        (key, sealed)
    }

    fn opened(key: &DataKey, place: &Place<'_>, sealed: &[u8], plain: u64) -> Option<Vec<u8>> {
        let chunks = Chunks::read(key, place, sealed.get(..HEAD)?).ok()?;
        let mut whole = Vec::new();
        for position in 0.. {
            let Some(place) = place_of_chunk(position, plain) else {
                break;
            };
            let place = usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?;
            let chunk = chunks.open(position, plain, sealed.get(place)?).ok()?;
            whole.extend_from_slice(&chunk);
        }
        Some(whole)
    }

    #[test]
    fn what_was_sealed_in_pieces_opens_whole() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7] {
            let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            for step in [1_000, CHUNK, 2 * CHUNK + 3] {
                let (key, sealed) = sealed(&plain, step);
                assert_eq!(sealed.len() as u64, sealed_length(length as u64));
                let whole = opened(&key, &PLACE, &sealed, length as u64);
                assert_eq!(
                    whole.as_deref(),
                    Some(plain.as_slice()),
                    "{length} by {step}"
                );
            }
        }
    }

    #[test]
    fn what_was_moved_swapped_cut_or_changed_does_not_open() {
        let plain = vec![7; 2 * CHUNK + 9];
        let length = plain.len() as u64;
        let (key, sealed) = sealed(&plain, CHUNK);
        let elsewhere = Place {
            row: &[b"di"],
            ..PLACE
        };
        assert_eq!(opened(&key, &elsewhere, &sealed, length), None);

        let chunk = CHUNK + TAG;
        let mut swapped = sealed.clone();
        swapped[HEAD..HEAD + chunk].copy_from_slice(&sealed[HEAD + chunk..HEAD + 2 * chunk]);
        assert_eq!(opened(&key, &PLACE, &swapped, length), None);

        // As if the value had ended with its second chunk.
        let cut = &sealed[..HEAD + 2 * chunk];
        assert_eq!(opened(&key, &PLACE, cut, 2 * CHUNK as u64), None);

        let mut changed = sealed.clone();
        changed[HEAD + 5] ^= 1;
        assert_eq!(opened(&key, &PLACE, &changed, length), None);
        let mut version = sealed;
        version[0] = 9;
        assert_eq!(opened(&key, &PLACE, &version, length), None);
    }
}
