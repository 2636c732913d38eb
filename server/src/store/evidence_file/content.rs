//! A file's bytes, opened piece by piece from where they lie sealed.

use super::{
    super::{
        House, StoreError,
        file_store::FileStore,
        key_store::{Keys, PartId},
        sql::{Sql, bytes},
    },
    FROM, FileAbout, FileState, content_hash, open_about, place,
};
use crate::seal::{CHUNK, Chunks, DataKey, HEAD, place_of_chunk, sealed_length};
use bytes::Bytes;
use fourlens_app::portal::{FileId, ReturnId};
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};

/// Chunks read at once: a request to a bucket costs more than a megabyte.
const AT_ONCE: u64 = 16;

/// A file's row with what is sealed in it.
#[derive(FromQueryResult)]
pub(in crate::store) struct Sealed {
    pub(in crate::store) seq: i64,
    pub(in crate::store) id: Vec<u8>,
    return_id: Vec<u8>,
    part: Vec<u8>,
    bytes: i64,
    content_hash: Vec<u8>,
    state: String,
    sealed_about: Vec<u8>,
}

/// Files that have bytes; conditions may follow.
pub(in crate::store) fn select() -> Sql {
    Sql::new(
        "SELECT e.seq, e.id, r.id AS return_id, e.part, e.bytes, e.content_hash, e.state, \
         e.sealed_about",
    )
    .text(FROM)
    .text(" AND e.state <> 'refused'")
}

/// A file, ready to be read.
pub struct FileContent {
    /// The file.
    pub id: FileId,
    /// Its name and type.
    pub about: FileAbout,
    /// Its size.
    pub bytes: u64,
    /// Whether it may be given out.
    pub state: FileState,
    files: FileStore,
    chunks: Chunks,
    key: DataKey,
    hash: [u8; 32],
}

impl Sealed {
    /// Which part its key is named by.
    pub(in crate::store) fn part(&self) -> Result<PartId, StoreError> {
        bytes(&self.part, "part")
    }

    /// Opens its head; none when it was erased.
    pub(in crate::store) async fn content(
        self,
        house: &House,
    ) -> Result<Option<FileContent>, StoreError> {
        let part = self.part()?;
        let keys = house.keys.keys(&[part]).await?;
        self.opened(&keys, &house.files).await
    }

    /// The same, with keys at hand.
    pub(in crate::store) async fn opened(
        self,
        keys: &Keys,
        files: &FileStore,
    ) -> Result<Option<FileContent>, StoreError> {
        let Some(key) = keys.of(&self.part()?)? else {
            return Ok(None);
        };
        let id = FileId::from_bytes(bytes(&self.id, "file id")?);
        let of = ReturnId::from_bytes(bytes(&self.return_id, "return id")?);
        let about = open_about(key, (id, of), &self.sealed_about)?;
        let plain = u64::try_from(self.bytes).unwrap_or(0);
        let lost = |what: &str| StoreError::Damaged(format!("a file's sealed bytes {what}"));
        let length = files.length(id).await?.ok_or_else(|| lost("are missing"))?;
        if length != sealed_length(plain) {
            return Err(lost("are cut short or too long"));
        }
        let head = files.read(id, 0..HEAD as u64).await?;
        let head = head.ok_or_else(|| lost("are missing"))?;
        let row: [&[u8]; 2] = [id.bytes(), of.bytes()];
        Ok(Some(FileContent {
            id,
            about,
            bytes: plain,
            state: FileState::of(&self.state)?,
            files: files.clone(),
            chunks: Chunks::read(key, &place(&row, "content"), &head)?,
            key: key.clone(),
            hash: bytes(&self.content_hash, "content hash")?,
        }))
    }
}

impl FileContent {
    /// How many bytes of the file one piece has; the last may have fewer.
    pub const PIECE: u64 = AT_ONCE * CHUNK as u64;

    /// The piece at this place, from 0; none beyond the end.
    ///
    /// # Errors
    /// When it is not what was stored, or cannot be read.
    pub async fn piece(&self, place: u64) -> Result<Option<Bytes>, StoreError> {
        let first = place * AT_ONCE;
        let Some(start) = place_of_chunk(first, self.bytes) else {
            return Ok(None);
        };
        let chunks = (first..first + AT_ONCE).map_while(|at| place_of_chunk(at, self.bytes));
        let ends: Vec<u64> = chunks.map(|chunk| chunk.end).collect();
        let end = ends.last().copied().unwrap_or(start.end);
        let sealed = self.files.read(self.id, start.start..end).await?;
        let sealed = sealed.ok_or_else(|| StoreError::Damaged("a file is cut short".to_owned()))?;
        let mut plain = Vec::with_capacity(sealed.len());
        let mut from = 0;
        for (position, end) in (first..).zip(ends) {
            let to = usize::try_from(end - start.start).unwrap_or(sealed.len());
            plain.extend_from_slice(&self.chunks.open(position, self.bytes, &sealed[from..to])?);
            from = to;
        }
        Ok(Some(plain.into()))
    }

    /// Reads it to its end and holds it to its hash.
    pub(in crate::store) async fn prove(&self) -> Result<(), StoreError> {
        let mut hash = Sha256::new();
        let mut place = 0;
        while let Some(piece) = self.piece(place).await? {
            hash.update(&piece);
            place += 1;
        }
        if content_hash(&self.key, &hash.finalize()) == self.hash {
            return Ok(());
        }
        Err(StoreError::Damaged(
            "a file is not what was uploaded".to_owned(),
        ))
    }
}
