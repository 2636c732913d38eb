//! The key store: wrapped data keys and the erasure list, in a database of their own. It must
//! not know what a part holds.

use super::{
    StoreError,
    database::Database,
    sql::{Sql, bytes},
};
use crate::{
    clock::UnixMillis,
    random::Random,
    seal::{DataKey, SealError, WatchedRing},
};
use sea_orm::FromQueryResult;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

/// Names a sealed part.
pub(super) type PartId = [u8; 16];

/// How many keys are tried, so that one damaged key is told by `verify` and not taken for a sign
/// of another ring.
const PROOFS: i64 = 16;

/// How many parts one question names at most.
const SLICE: usize = 5_000;

/// A data key, and as it is stored.
#[derive(Debug, Clone)]
pub(super) struct NewKey {
    pub(super) part: PartId,
    pub(super) key: DataKey,
    wrapped: Vec<u8>,
}

/// Keys by part, and which parts were erased.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) held: HashMap<PartId, DataKey>,
    pub(super) erased: HashSet<PartId>,
    /// Keys that do not open themselves: only what they seal is lost.
    damaged: HashMap<PartId, SealError>,
}

impl Keys {
    /// The key of this part; none when it was erased.
    pub(super) fn of(&self, part: &PartId) -> Result<Option<&DataKey>, StoreError> {
        match self.held.get(part) {
            Some(key) => Ok(Some(key)),
            None if self.erased.contains(part) => Ok(None),
            None => match self.damaged.get(part) {
                Some(damage) => Err(damage.clone().into()),
                None => Err(StoreError::KeyMissing),
            },
        }
    }
}

#[derive(FromQueryResult)]
struct KeyRow {
    part_id: Vec<u8>,
    wrapped: Vec<u8>,
}

#[derive(FromQueryResult)]
struct PartRow {
    seq: i64,
    part_id: Vec<u8>,
}

/// The key store, opened with its ring.
#[derive(Clone)]
pub(super) struct KeyStore {
    pub(super) database: Database,
    pub(super) ring: Arc<WatchedRing>,
    random: Arc<dyn Random>,
}

impl KeyStore {
    pub(super) fn new(database: Database, ring: Arc<WatchedRing>, random: Arc<dyn Random>) -> Self {
        Self {
            database,
            ring,
            random,
        }
    }

    /// Refuses a ring that opens none of the newest keys: nothing stored would open with it, and
    /// what it seals from now on would open with no other.
    pub(super) async fn prove_ring(&self, ring: &Path) -> Result<(), StoreError> {
        let newest = Sql::new("SELECT part_id, wrapped FROM data_key ORDER BY seq DESC LIMIT ")
            .value(PROOFS)
            .all::<KeyRow>(&self.database.read)
            .await?;
        let held = self.ring.now();
        let opens = |row: &KeyRow| {
            let part = bytes(&row.part_id, "part")?;
            Ok::<_, StoreError>(held.unwrap(&part, &row.wrapped)?)
        };
        if newest.is_empty() || newest.iter().any(|row| opens(row).is_ok()) {
            return Ok(());
        }
        Err(StoreError::OtherRing(ring.to_owned()))
    }

    /// A key for a new part, not yet stored.
    pub(super) fn new_key(&self) -> NewKey {
        let part = self.random.bytes();
        let key = DataKey::new(self.random.as_ref());
        let wrapped = self.ring.now().wrap(&part, &key, self.random.as_ref());
        NewKey { part, key, wrapped }
    }

    /// The keys of these parts; asks the erasure list only for parts without a key. One that does
    /// not open is told when it is needed.
    pub(super) async fn keys(&self, parts: &[PartId]) -> Result<Keys, StoreError> {
        let mut keys = Keys::default();
        for slice in parts.chunks(SLICE) {
            let rows = Sql::new("SELECT part_id, wrapped FROM data_key WHERE part_id IN ")
                .list(slice.iter().map(|part| part.to_vec()))
                .all::<KeyRow>(&self.database.read)
                .await?;
            // After the keys: whatever wrapped them is in the ring by then.
            let ring = self.ring.now();
            for row in rows {
                let part = bytes(&row.part_id, "part")?;
                match ring.unwrap(&part, &row.wrapped) {
                    Ok(key) => {
                        keys.held.insert(part, key);
                    }
                    Err(damage) => {
                        keys.damaged.insert(part, damage);
                    }
                }
            }
        }
        let without: Vec<_> = parts
            .iter()
            .filter(|part| !keys.held.contains_key(*part) && !keys.damaged.contains_key(*part))
            .copied()
            .collect();
        for slice in without.chunks(SLICE) {
            let rows = Sql::new("SELECT seq, part_id FROM erased WHERE part_id IN ")
                .list(slice.iter().map(|part| part.to_vec()))
                .all::<PartRow>(&self.database.read)
                .await?;
            for row in rows {
                keys.erased.insert(bytes(&row.part_id, "part")?);
            }
        }
        Ok(keys)
    }

    /// Stores new keys and destroys others, at once and for good.
    pub(super) async fn commit(&self, new: &[NewKey], gone: &[PartId]) -> Result<(), StoreError> {
        if new.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let tx = self.database.begin().await?;
        for slice in new.chunks(SLICE) {
            Sql::new("INSERT INTO data_key (part_id, wrapped) ")
                .rows(
                    slice
                        .iter()
                        .map(|new| [new.part.to_vec().into(), new.wrapped.clone().into()]),
                )
                .text(" ON CONFLICT (part_id) DO NOTHING")
                .run(&tx)
                .await?;
        }
        for slice in gone.chunks(SLICE) {
            Sql::new("DELETE FROM data_key WHERE part_id IN ")
                .list(slice.iter().map(|part| part.to_vec()))
                .run(&tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Puts parts on the erasure list, which a backup brought back obeys. Their keys stay until
    /// they are destroyed, so that what is left of them can still be found.
    pub(super) async fn list_erased(
        &self,
        parts: &[PartId],
        at: UnixMillis,
    ) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        list(&tx, parts, at).await?;
        Ok(tx.commit().await?)
    }

    /// Puts parts on the erasure list and destroys their keys.
    pub(super) async fn erase(&self, parts: &[PartId], at: UnixMillis) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        list(&tx, parts, at).await?;
        for slice in parts.chunks(SLICE) {
            Sql::new("DELETE FROM data_key WHERE part_id IN ")
                .list(slice.iter().map(|part| part.to_vec()))
                .run(&tx)
                .await?;
        }
        tx.commit().await?;
        self.forget_log().await
    }

    /// Empties SQLite's write-ahead log, where destroyed keys would otherwise stay a while.
    async fn forget_log(&self) -> Result<(), StoreError> {
        if !self.database.is_postgres() {
            use sea_orm::ConnectionTrait;
            self.database
                .write
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// Parts that have a key, in slices by `after`.
    pub(super) async fn parts_after(&self, after: i64) -> Result<Vec<(i64, PartId)>, StoreError> {
        let rows = Sql::new("SELECT seq, part_id FROM data_key WHERE seq > ")
            .value(after)
            .text(" ORDER BY seq LIMIT ")
            .value(SLICE as i64)
            .all::<PartRow>(&self.database.read)
            .await?;
        rows.into_iter()
            .map(|row| Ok((row.seq, bytes(&row.part_id, "part")?)))
            .collect()
    }
}

/// Writes parts on the erasure list.
async fn list(
    tx: &sea_orm::DatabaseTransaction,
    parts: &[PartId],
    at: UnixMillis,
) -> Result<(), StoreError> {
    for slice in parts.chunks(SLICE) {
        Sql::new("INSERT INTO erased (part_id, at) ")
            .rows(slice.iter().map(|part| [part.to_vec().into(), at.0.into()]))
            .text(" ON CONFLICT (part_id) DO NOTHING")
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Destroys the keys of all parts on the erasure list; how many there still were.
pub(super) async fn apply_erasures(database: &Database) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let gone = Sql::new("DELETE FROM data_key WHERE part_id IN (SELECT part_id FROM erased)");
    let gone = gone.run(&tx).await?;
    tx.commit().await?;
    Ok(gone)
}
