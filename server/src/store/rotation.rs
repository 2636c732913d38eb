//! Changing the key that wraps all data keys, while the portal runs: a new key enters the ring, and
//! every data key is wrapped anew in slices. What the keys seal is not touched. It must not know
//! what that is.

use super::{
    Store, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
};
use crate::{clock::UnixMillis, seal::KeyRing};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::time::Duration;

/// Keys wrapped anew at once: a few milliseconds, in which nothing else is written.
const SLICE: i64 = 200;

/// How rotating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// The number of the key that wraps from now on.
    pub current: u32,
    /// How many data keys were wrapped anew.
    pub wrapped: u64,
}

/// How taking the older keys out of the ring ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retired {
    /// So many are gone.
    Done(usize),
    /// A data key still needs one of them, or the ring was never rotated.
    StillNeeded,
    /// The ring was rotated just now: what was being written then may still come, wrapped by the
    /// key before. So long to wait.
    TooSoon(Duration),
}

/// How long after a rotation nothing is on its way any more that the key before wrapped: longer
/// than any request takes, and than any process takes to read the ring again.
const SETTLED: Duration = Duration::from_secs(15 * 60);

impl Store {
    /// Puts a new key into the ring and wraps every data key with it. Other processes that serve
    /// the same portal read the ring again by themselves. Interrupted, it is finished by the next
    /// call of `rewrap_keys`.
    pub async fn rotate_keys(&self) -> Result<Rotated, StoreError> {
        let house = &self.house;
        let current = KeyRing::rotate(&house.config.keys, house.random.as_ref())?;
        let wrapped = self.rewrap_keys().await?;
        let detail = json!({ "current": current, "wrapped": wrapped });
        let subject = super::Subject::new("key_ring", &current.to_be_bytes());
        self.system("keys")
            .record("keys.rotate", subject, detail)
            .await?;
        Ok(Rotated { current, wrapped })
    }

    /// Wraps every data key that an older key of the ring wrapped; how many those were.
    pub async fn rewrap_keys(&self) -> Result<u64, StoreError> {
        let mut wrapped = 0;
        // A process that was wrapping meanwhile may have used the key before: once more.
        loop {
            let slice = self.rewrap_from_start().await?;
            wrapped += slice;
            if slice == 0 {
                return Ok(wrapped);
            }
        }
    }

    async fn rewrap_from_start(&self) -> Result<u64, StoreError> {
        let (mut after, mut wrapped) = (0, 0);
        loop {
            let rows = Sql::new("SELECT seq, part_id, wrapped FROM data_key WHERE seq > ")
                .value(after)
                .text(" ORDER BY seq LIMIT ")
                .value(SLICE)
                .all::<Wrapped>(&self.house.keys.database.read)
                .await?;
            let Some(last) = rows.last() else {
                return Ok(wrapped);
            };
            after = last.seq;
            wrapped += self.rewrap(rows).await?;
        }
    }

    async fn rewrap(&self, rows: Vec<Wrapped>) -> Result<u64, StoreError> {
        let keys = &self.house.keys;
        let ring = keys.ring.now();
        let older = |row: &Wrapped| KeyRing::number_of(&row.wrapped) != Some(ring.current());
        let rows: Vec<Wrapped> = rows.into_iter().filter(older).collect();
        if rows.is_empty() {
            return Ok(0);
        }
        let tx = keys.database.begin().await?;
        let mut wrapped = 0;
        for row in rows {
            let part: PartId = bytes(&row.part_id, "part")?;
            let key = ring.unwrap(&part, &row.wrapped)?;
            let anew = ring.wrap(&part, &key, self.house.random.as_ref());
            // A key that was destroyed meanwhile stays destroyed.
            wrapped += Sql::new("UPDATE data_key SET wrapped = ")
                .value(anew)
                .text(" WHERE part_id = ")
                .value(row.part_id)
                .text(" AND wrapped = ")
                .value(row.wrapped)
                .run(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(wrapped)
    }

    /// Takes the older keys out of the ring. What they wrapped in copies made before opens no
    /// more.
    pub async fn retire_keys(&self) -> Result<Retired, StoreError> {
        let house = &self.house;
        let current = house.keys.ring.now().current().to_be_bytes();
        let rotated = Sql::new(
            "SELECT MAX(at) AS at FROM audit WHERE action = 'keys.rotate' AND subject_id = ",
        )
        .value(current.to_vec())
        .one::<Rotation>(&house.main.read)
        .await?;
        let Some(rotated) = rotated.and_then(|row| row.at) else {
            return Ok(Retired::StillNeeded);
        };
        let since = house.clock.now().since(UnixMillis(rotated));
        if let Some(wait) = SETTLED.checked_sub(since) {
            return Ok(Retired::TooSoon(wait));
        }
        let number = match house.keys.database.is_postgres() {
            true => "substring(wrapped from 1 for 4)",
            false => "substr(wrapped, 1, 4)",
        };
        let waiting = Sql::new(&format!(
            "SELECT count(*) AS count FROM data_key WHERE {number} <> "
        ))
        .value(current.to_vec())
        .one::<Count>(&house.keys.database.read)
        .await?;
        if waiting.is_some_and(|waiting| waiting.count > 0) {
            return Ok(Retired::StillNeeded);
        }
        let gone = KeyRing::retire(&house.config.keys)?;
        let subject = super::Subject::new("key_ring", &current);
        let detail = json!({ "retired": gone });
        self.system("keys")
            .record("keys.retire", subject, detail)
            .await?;
        Ok(Retired::Done(gone))
    }
}

#[derive(FromQueryResult)]
struct Wrapped {
    seq: i64,
    part_id: Vec<u8>,
    wrapped: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Rotation {
    at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}
