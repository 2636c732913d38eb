//! A file on its way in: sealed as its bytes come, so that it is never whole in memory and never
//! unsealed on a disk. It becomes a file of the return only when it is kept.

use super::{
    super::{
        Scoped, StoreError, file_store::ObjectWriter, key_store::NewKey, sql::Sql, writer::Work,
    },
    content_hash, place,
};
use crate::seal::{ChunkSealer, Chunks};
use fourlens_app::portal::{FileId, ReturnId};
use sha2::{Digest, Sha256};

/// A file whose bytes are still coming.
pub struct IncomingFile {
    id: FileId,
    of: ReturnId,
    return_seq: i64,
    key: NewKey,
    sealer: ChunkSealer,
    writer: ObjectWriter,
    hash: Sha256,
    bytes: u64,
}

/// A file that is sealed and lies where files lie, and that no row names yet.
pub struct SealedFile {
    /// Its identity from now on.
    pub id: FileId,
    /// Its size.
    pub bytes: u64,
    pub(super) of: ReturnId,
    pub(super) return_seq: i64,
    pub(super) key: NewKey,
    pub(super) sha256: [u8; 32],
}

impl Scoped {
    /// Begins to take a file in for a return; none when the return is out of reach.
    pub async fn incoming_file(&self, of: ReturnId) -> Result<Option<IncomingFile>, StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(None);
        };
        let house = &self.store.house;
        let random = house.random.as_ref();
        let (id, key): (FileId, _) = (random.id(), house.keys.new_key());
        // Before any byte lies anywhere: what a crash leaves of it is known, and swept.
        self.write(move |work| Box::pin(begin(work, id))).await?;
        let row: [&[u8]; 2] = [id.bytes(), of.bytes()];
        let chunks = Chunks::new(&key.key, &place(&row, "content"), random);
        let mut writer = house.files.write(id).await?;
        writer.push(chunks.head()).await?;
        Ok(Some(IncomingFile {
            id,
            of,
            return_seq,
            key,
            sealer: ChunkSealer::new(chunks),
            writer,
            hash: Sha256::new(),
            bytes: 0,
        }))
    }
}

async fn begin(work: &Work, id: FileId) -> Result<(), StoreError> {
    Sql::new("INSERT INTO incoming_file (id, began_at) ")
        .rows([[id.bytes().to_vec().into(), work.now.0.into()]])
        .run(&work.tx)
        .await?;
    Ok(())
}

/// A file is no longer on its way; whether it still was, and nobody has given it up.
pub(super) async fn arrived(work: &Work, id: FileId) -> Result<bool, StoreError> {
    let arrived = Sql::new("DELETE FROM incoming_file WHERE given_up = 0 AND id = ");
    Ok(arrived.value(id.bytes().to_vec()).run(&work.tx).await? > 0)
}

impl IncomingFile {
    /// Takes the next bytes.
    pub async fn push(&mut self, plain: &[u8]) -> Result<(), StoreError> {
        self.hash.update(plain);
        self.bytes += plain.len() as u64;
        let sealed = self.sealer.push(plain);
        if !sealed.is_empty() {
            self.writer.push(sealed).await?;
        }
        Ok(())
    }

    /// How many bytes came so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// All bytes have come.
    pub async fn finish(mut self) -> Result<SealedFile, StoreError> {
        self.writer.push(self.sealer.finish()).await?;
        self.writer.finish().await?;
        Ok(SealedFile {
            id: self.id,
            bytes: self.bytes,
            of: self.of,
            return_seq: self.return_seq,
            key: self.key,
            sha256: self.hash.finalize().into(),
        })
    }

    /// Gives up.
    pub async fn abort(self) {
        self.writer.abort().await;
    }
}

impl SealedFile {
    pub(super) fn content_hash(&self) -> [u8; 32] {
        content_hash(&self.key.key, &self.sha256)
    }
}
