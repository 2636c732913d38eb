//! Table `outbox`: what is still to be done after a change, written with it. Payloads are
//! sealed; a message is leased, tried, and tried again later. It must not know what a kind does.

mod aside;

use super::{
    Scoped, Secrets, StoreError, pack,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::{
    clock::UnixMillis,
    random::Random,
    seal::{Place, open, seal},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::time::Duration;

/// The first wait after a failure; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 60 * 60);

/// Something to be done later, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// Which job does it.
    pub kind: String,
    /// A second message with the same key is not taken.
    pub dedupe_key: String,
    /// What the job needs, sealed while it waits.
    pub payload: Vec<u8>,
    /// Not before; none for at once.
    pub run_at: Option<UnixMillis>,
}

/// A message leased to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMessage {
    /// Names it for `message_done` and `message_failed`.
    pub id: [u8; 16],
    /// Which job does it.
    pub kind: String,
    /// What the job needs.
    pub payload: Vec<u8>,
    /// Which try this is, from 1.
    pub attempts: i64,
}

/// A message ready to be written.
#[derive(Debug, Clone)]
pub(super) struct SealedMessage {
    id: [u8; 16],
    kind: String,
    dedupe_key: String,
    sealed: Vec<u8>,
    run_at: Option<UnixMillis>,
}

/// Messages of a kind that are not done yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitingMessages {
    /// How many.
    pub count: i64,
    /// Since when the first was due.
    pub since: Option<UnixMillis>,
}

impl Scoped {
    /// What waits of a kind, tried before or not.
    pub async fn messages_waiting(&self, kind: &str) -> Result<WaitingMessages, StoreError> {
        let found = Sql::new(
            "SELECT count(*) AS count, min(run_at) AS since FROM outbox \
             WHERE done_at IS NULL AND set_aside_at IS NULL AND kind = ",
        )
        .value(kind)
        .one::<Waiting>(&self.store.house.main.read)
        .await?;
        Ok(WaitingMessages {
            count: found.as_ref().map_or(0, |found| found.count),
            since: found.and_then(|found| found.since).map(UnixMillis),
        })
    }

    /// What failed of a kind and waits to be tried again; since when.
    pub async fn messages_failing(&self, kind: &str) -> Result<WaitingMessages, StoreError> {
        let found = Sql::new(
            "SELECT count(*) AS count, min(failed_since) AS since FROM outbox \
             WHERE done_at IS NULL AND set_aside_at IS NULL AND failed_since IS NOT NULL \
             AND kind = ",
        )
        .value(kind)
        .one::<Waiting>(&self.store.house.main.read)
        .await?;
        Ok(WaitingMessages {
            count: found.as_ref().map_or(0, |found| found.count),
            since: found.and_then(|found| found.since).map(UnixMillis),
        })
    }

    /// Leaves messages for jobs; those whose key is known are not taken again.
    pub async fn enqueue(&self, messages: Vec<OutboxMessage>) -> Result<(), StoreError> {
        let house = &self.store.house;
        let sealed = sealed(messages, &house.secrets, house.random.as_ref());
        self.write(move |work| Box::pin(async move { insert(work, sealed.iter()).await }))
            .await
    }

    /// Leases messages of these kinds that are due; a lease that runs out makes a message due
    /// again. Each claim counts as a try. One that does not open is set aside: it holds up no
    /// other.
    pub async fn claim(
        &self,
        kinds: &[&str],
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<ClaimedMessage>, StoreError> {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let rows = self
            .write(move |work| Box::pin(async move { claim(work, kinds, limit, lease).await }))
            .await?;
        let key = &self.store.house.secrets.outbox;
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let id = bytes(&row.id, "message id")?;
            match open(key, &place(&[&row.id]), &row.sealed) {
                Ok(payload) => claimed.push(ClaimedMessage {
                    id,
                    kind: row.kind,
                    payload: payload.to_vec(),
                    attempts: row.attempts,
                }),
                Err(cause) => {
                    tracing::error!(%cause, message = pack::hex(&id), "a message does not open");
                    self.message_unreadable(id).await?;
                }
            }
        }
        Ok(claimed)
    }

    /// The job did it.
    pub async fn message_done(&self, id: [u8; 16]) -> Result<(), StoreError> {
        self.write(move |work| {
            Box::pin(async move {
                Sql::new("UPDATE outbox SET leased_until = NULL, done_at = ")
                    .value(work.now.0)
                    .text(" WHERE id = ")
                    .value(id.to_vec())
                    .run(&work.tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// The job could not do it: it is due again after a wait that doubles with each try.
    pub async fn message_failed(&self, id: [u8; 16]) -> Result<(), StoreError> {
        self.write(move |work| {
            Box::pin(async move {
                let row = Sql::new("SELECT attempts FROM outbox WHERE id = ")
                    .value(id.to_vec())
                    .one::<Attempts>(&work.tx)
                    .await?;
                let attempts = row.ok_or(StoreError::Missing("message"))?.attempts;
                Sql::new("UPDATE outbox SET leased_until = NULL, run_at = ")
                    .value(work.now.plus(wait_after(attempts)).0)
                    .text(", failed_since = COALESCE(failed_since, ")
                    .value(work.now.0)
                    .text(") WHERE id = ")
                    .value(id.to_vec())
                    .run(&work.tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

fn wait_after(attempts: i64) -> Duration {
    let doubled = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    (FIRST_WAIT * 2u32.pow(doubled)).min(LONGEST_WAIT)
}

fn place<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "outbox",
        row,
        column: "sealed",
    }
}

/// A message as it is stored.
#[derive(FromQueryResult)]
pub(super) struct Stored {
    pub(super) seq: i64,
    pub(super) id: Vec<u8>,
    sealed: Vec<u8>,
}

impl Stored {
    /// That it opens where it stands.
    pub(super) fn check(&self, secrets: &Secrets) -> Result<(), StoreError> {
        open(&secrets.outbox, &place(&[&self.id]), &self.sealed)?;
        Ok(())
    }
}

/// Messages in the order they were left, done or not, in slices by `seq`.
pub(super) async fn stored_after(
    db: &impl ConnectionTrait,
    seq: i64,
) -> Result<Vec<Stored>, StoreError> {
    Sql::new("SELECT seq, id, sealed FROM outbox WHERE seq > ")
        .value(seq)
        .text(" ORDER BY seq LIMIT 1000")
        .all(db)
        .await
}

/// Seals messages for the table.
pub(super) fn sealed(
    messages: Vec<OutboxMessage>,
    secrets: &Secrets,
    random: &dyn Random,
) -> Vec<SealedMessage> {
    let sealed = |message: OutboxMessage| {
        let id: [u8; 16] = random.bytes();
        let sealed = seal(&secrets.outbox, &place(&[&id]), &message.payload, random);
        let OutboxMessage {
            kind,
            dedupe_key,
            run_at,
            ..
        } = message;
        SealedMessage {
            id,
            kind,
            dedupe_key,
            sealed,
            run_at,
        }
    };
    messages.into_iter().map(sealed).collect()
}

/// Writes messages whose key is new.
pub(super) async fn insert(
    work: &Work,
    messages: impl Iterator<Item = &SealedMessage>,
) -> Result<(), StoreError> {
    let messages: Vec<_> = messages.collect();
    for slice in messages.chunks(1_000) {
        Sql::new("INSERT INTO outbox (id, kind, dedupe_key, run_at, attempts, sealed) ")
            .rows(slice.iter().map(|message| {
                [
                    message.id.to_vec().into(),
                    message.kind.clone().into(),
                    message.dedupe_key.clone().into(),
                    message.run_at.unwrap_or(work.now).0.into(),
                    0i64.into(),
                    message.sealed.clone().into(),
                ]
            }))
            .text(" ON CONFLICT (dedupe_key) DO NOTHING")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

async fn claim(
    work: &Work,
    kinds: Vec<String>,
    limit: u32,
    lease: Duration,
) -> Result<Vec<Row>, StoreError> {
    let sql = Sql::new("UPDATE outbox SET attempts = attempts + 1, leased_until = ")
        .value(work.now.plus(lease).0)
        .text(
            " WHERE seq IN (SELECT seq FROM outbox WHERE done_at IS NULL \
             AND set_aside_at IS NULL AND (leased_until IS NULL OR leased_until <= ",
        )
        .value(work.now.0)
        .text(") AND run_at <= ")
        .value(work.now.0)
        .text(" AND kind IN ")
        .list(kinds)
        .text(" ORDER BY run_at, seq LIMIT ")
        .value(i64::from(limit));
    let sql = if work.is_postgres {
        sql.text(" FOR UPDATE SKIP LOCKED")
    } else {
        sql
    };
    let sql = sql.text(") RETURNING id, kind, sealed, attempts");
    sql.all::<Row>(&work.tx).await
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    kind: String,
    sealed: Vec<u8>,
    attempts: i64,
}

#[derive(FromQueryResult)]
struct Waiting {
    count: i64,
    since: Option<i64>,
}

#[derive(FromQueryResult)]
struct Attempts {
    attempts: i64,
}
