//! Handing in: everything is prepared beside the writer (sealed, packed, hashed), then appended
//! in a group. Whatever is repeated finds the first receipt. It must not know how answers are
//! checked or scored.

mod group;

pub(super) use group::append_group;

use super::{
    ContentHash, FactPack, FormHash, OutboxMessage, Receipt, Scoped, StoreError,
    audit::Author,
    fact::PackedFacts,
    key_store::{NewKey, PartId},
    outbox::{self, SealedMessage},
    sql::{Sql, bytes},
    submission::{self, FROM, PartKind, RECEIPT_COLUMNS, ReceiptRow},
    writer::Append,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{FileId, PersonId, ReturnId, SubmissionId};
use sea_orm::FromQueryResult;
use std::{collections::HashMap, sync::Arc};

/// What is handed in.
#[derive(Debug, Clone)]
pub struct SubmitCommand {
    /// For which return.
    pub return_id: ReturnId,
    /// The draft's version that was checked and scored.
    pub draft_version: i64,
    /// Chosen by the client when it was shown the form; a repeat carries the same.
    pub idempotency_key: [u8; 16],
    /// The body that was posted, to tell a repeat from another request under the same key.
    pub body: Vec<u8>,
    /// How the reference begins: `S175-26`.
    pub prefix: String,
    /// What it answers.
    pub form_version: FormHash,
    /// The answers that name someone, as JSON.
    pub identifying: Vec<u8>,
    /// All other answers, as JSON.
    pub other: Vec<u8>,
    /// What plugins read from them.
    pub facts: Vec<FactPack>,
    /// Which groups of the campaign's roll-ups it counts in: `all`, `phase:primary`.
    pub groups: Vec<String>,
    /// What is to be done afterwards.
    pub outbox: Vec<OutboxMessage>,
    /// The files that its answers name, each with the part whose answers do.
    pub files: Vec<(FileId, PartKind)>,
}

/// A submission of the past, for made-up data and imports.
#[derive(Debug, Clone)]
pub struct PastSubmission {
    /// What was handed in; its draft version means nothing.
    pub command: SubmitCommand,
    /// When.
    pub submitted_at: UnixMillis,
    /// By whom, if that is known.
    pub submitted_by: Option<PersonId>,
}

/// How handing in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// It is handed in.
    Done(Receipt),
    /// The draft is no longer at the version that was checked: start again.
    DraftMoved,
    /// It was handed in before.
    Already {
        /// The first receipt.
        receipt: Receipt,
        /// Whether that was another request, under another key.
        other: bool,
    },
    /// The key was used for another body.
    KeyReused,
    /// The campaign is closed.
    Closed,
}

/// A submission ready to be appended.
pub(in crate::store) struct Prepared {
    return_seq: i64,
    return_id: ReturnId,
    /// None where there is no draft and no campaign to be open: the past.
    draft_version: Option<i64>,
    submitted_at: UnixMillis,
    submitted_by: Option<PersonId>,
    author: Author,
    id: SubmissionId,
    prefix: String,
    form_version: FormHash,
    form_version_seq: i64,
    idempotency_key: [u8; 16],
    body_hash: [u8; 32],
    groups: Vec<String>,
    keys: [NewKey; 2],
    sealed: [Vec<u8>; 2],
    commitments: [[u8; 32]; 2],
    content_hash: ContentHash,
    facts: Arc<Vec<FactPack>>,
    packed: Vec<PackedFacts>,
    outbox: Vec<SealedMessage>,
    files: Vec<(FileId, PartKind)>,
}

/// What the writer found or did.
#[derive(Debug, Clone)]
pub(super) enum Appended {
    Done(Receipt),
    DraftMoved,
    Closed,
    /// There is one already.
    Existing(Box<Existing>),
}

/// A submission there is already, and what tells a repeat.
#[derive(Debug, Clone)]
pub(super) struct Existing {
    receipt: Receipt,
    key: [u8; 16],
    body_hash: [u8; 32],
    part: PartId,
}

impl Existing {
    fn of(prepared: &Prepared, receipt: &Receipt) -> Self {
        Self {
            receipt: receipt.clone(),
            key: prepared.idempotency_key,
            body_hash: prepared.body_hash,
            part: prepared.keys[0].part,
        }
    }
}

impl Scoped {
    /// How a request that comes again ended the first time: ask before reading the draft, which
    /// is gone after a submission. None when the return is not handed in, or out of reach.
    pub async fn submitted_before(
        &self,
        of: ReturnId,
        idempotency_key: [u8; 16],
        body: &[u8],
    ) -> Result<Option<Submitted>, StoreError> {
        let Some(return_seq) = self.return_seq(of).await? else {
            return Ok(None);
        };
        let held = existing(&self.store.house.main.read, &[return_seq]).await?;
        let Some(held) = held.into_values().next() else {
            return Ok(None);
        };
        let found = pick(&held, &idempotency_key);
        let Some(found) = found else { return Ok(None) };
        self.compare(found, &idempotency_key, body).await.map(Some)
    }

    /// Hands in, if the draft is still as it was checked. None when the return is out of reach.
    pub async fn submit(&self, command: SubmitCommand) -> Result<Option<Submitted>, StoreError> {
        let Some(return_seq) = self.return_seq(command.return_id).await? else {
            return Ok(None);
        };
        let form_seq = self.form_seq(command.form_version).await?;
        let (key, body) = (command.idempotency_key, command.body.clone());
        let version = command.draft_version;
        let at = self.store.house.clock.now();
        let mut prepared = self.prepare(command, return_seq, form_seq, at, self.author.person());
        prepared.draft_version = Some(version);
        match self.store.house.writer.append(prepared).await? {
            Appended::Done(receipt) => Ok(Some(Submitted::Done(receipt))),
            Appended::DraftMoved => Ok(Some(Submitted::DraftMoved)),
            Appended::Closed => Ok(Some(Submitted::Closed)),
            Appended::Existing(found) => self.compare(&found, &key, &body).await.map(Some),
        }
    }

    /// Appends submissions of the past, by the same writer: no draft is needed, and campaigns may
    /// be closed. Answers come in the order asked.
    pub async fn append_past(
        &self,
        past: Vec<PastSubmission>,
    ) -> Result<Vec<Submitted>, StoreError> {
        let mut prepared = Vec::with_capacity(past.len());
        let mut asked = Vec::with_capacity(past.len());
        let mut forms: HashMap<FormHash, i64> = HashMap::new();
        let seqs = self.return_seqs(&past).await?;
        for PastSubmission {
            command,
            submitted_at,
            submitted_by,
        } in past
        {
            let seq = seqs.get(command.return_id.bytes().as_slice());
            let return_seq = *seq.ok_or(StoreError::Missing("return"))?;
            let form_seq = match forms.get(&command.form_version) {
                Some(seq) => *seq,
                None => self.form_seq(command.form_version).await?,
            };
            forms.insert(command.form_version, form_seq);
            asked.push((command.idempotency_key, command.body.clone()));
            prepared.push(self.prepare(command, return_seq, form_seq, submitted_at, submitted_by));
        }
        let appended = self.store.house.writer.append_all(prepared).await?;
        let mut ends = Vec::with_capacity(appended.len());
        for (appended, (key, body)) in appended.into_iter().zip(asked) {
            ends.push(match appended {
                Appended::Done(receipt) => Submitted::Done(receipt),
                Appended::DraftMoved => Submitted::DraftMoved,
                Appended::Closed => Submitted::Closed,
                Appended::Existing(found) => self.compare(&found, &key, &body).await?,
            });
        }
        Ok(ends)
    }

    /// Tells a repeat from another request.
    async fn compare(
        &self,
        found: &Existing,
        key: &[u8; 16],
        body: &[u8],
    ) -> Result<Submitted, StoreError> {
        let receipt = found.receipt.clone();
        if found.key != *key {
            return Ok(Submitted::Already {
                receipt,
                other: true,
            });
        }
        let keys = self.store.house.keys.keys(&[found.part]).await?;
        // Once erased, nobody can tell any more what was posted.
        let same = keys
            .of(&found.part)?
            .is_none_or(|key| key.hash(&[body]) == found.body_hash);
        Ok(if same {
            Submitted::Already {
                receipt,
                other: false,
            }
        } else {
            Submitted::KeyReused
        })
    }

    fn prepare(
        &self,
        command: SubmitCommand,
        return_seq: i64,
        form_version_seq: i64,
        submitted_at: UnixMillis,
        submitted_by: Option<PersonId>,
    ) -> Append {
        let house = &self.store.house;
        let random = house.random.as_ref();
        let id: SubmissionId = random.id();
        let keys = [house.keys.new_key(), house.keys.new_key()];
        let (identifying, first) = submission::seal_part(
            &keys[0].key,
            id,
            PartKind::Identifying,
            &command.identifying,
            random,
        );
        let (other, second) =
            submission::seal_part(&keys[1].key, id, PartKind::Other, &command.other, random);
        let commitments = [first, second];
        let form = command.form_version;
        Box::new(Prepared {
            return_seq,
            return_id: command.return_id,
            draft_version: None,
            submitted_at,
            submitted_by,
            author: self.author.clone(),
            id,
            prefix: command.prefix,
            form_version: form,
            form_version_seq,
            idempotency_key: command.idempotency_key,
            // Keyed by what erasing destroys, so that nobody can try guesses at a name later.
            body_hash: keys[0].key.hash(&[&command.body]),
            groups: command.groups,
            keys,
            sealed: [identifying, other],
            commitments,
            content_hash: submission::content_hash(id, command.return_id, form, &commitments),
            packed: command.facts.iter().map(PackedFacts::new).collect(),
            facts: Arc::new(command.facts),
            outbox: outbox::sealed(command.outbox, &house.secrets, random),
            files: command.files,
        })
    }

    async fn form_seq(&self, hash: FormHash) -> Result<i64, StoreError> {
        let found = Sql::new("SELECT seq FROM form_version WHERE hash = ")
            .value(hash.0.to_vec())
            .one::<Seq>(&self.store.house.main.read)
            .await?;
        Ok(found.ok_or(StoreError::Missing("form version"))?.seq)
    }

    async fn return_seqs(
        &self,
        past: &[PastSubmission],
    ) -> Result<HashMap<Vec<u8>, i64>, StoreError> {
        let mut seqs = HashMap::with_capacity(past.len());
        for slice in past.chunks(5_000) {
            let sql = Sql::new(
                "SELECT r.id, r.seq FROM return_ r \
                 JOIN organisation o ON o.seq = r.organisation_seq WHERE r.id IN ",
            )
            .list(
                slice
                    .iter()
                    .map(|past| past.command.return_id.bytes().to_vec()),
            )
            .text(" AND ");
            let rows = self
                .within(sql)
                .all::<IdSeq>(&self.store.house.main.read)
                .await?;
            seqs.extend(rows.into_iter().map(|row| (row.id, row.seq)));
        }
        Ok(seqs)
    }
}

/// The submissions of these returns, oldest first.
async fn existing(
    db: &impl sea_orm::ConnectionTrait,
    returns: &[i64],
) -> Result<HashMap<i64, Vec<Existing>>, StoreError> {
    let rows = Sql::new("SELECT ")
        .text(RECEIPT_COLUMNS)
        .text(", s.return_seq, s.idempotency_key, s.body_hash, s.part_identifying")
        .text(FROM)
        .text("WHERE s.return_seq IN ")
        .list(returns.iter().copied())
        .text(" ORDER BY s.return_seq, s.number")
        .all::<ExistingRow>(db)
        .await?;
    let mut held: HashMap<i64, Vec<Existing>> = HashMap::new();
    for row in rows {
        held.entry(row.return_seq).or_default().push(Existing {
            receipt: row.receipt.receipt()?,
            key: bytes(&row.idempotency_key, "idempotency key")?,
            body_hash: bytes(&row.body_hash, "body hash")?,
            part: bytes(&row.part_identifying, "part")?,
        });
    }
    Ok(held)
}

/// The one under this key, otherwise the last.
fn pick<'a>(held: &'a [Existing], key: &[u8; 16]) -> Option<&'a Existing> {
    held.iter()
        .find(|one| one.key == *key)
        .or_else(|| held.last())
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(FromQueryResult)]
struct IdSeq {
    id: Vec<u8>,
    seq: i64,
}

#[derive(FromQueryResult)]
struct ExistingRow {
    #[sea_orm(nested(prefix = "s_"))]
    receipt: ReceiptRow,
    return_seq: i64,
    idempotency_key: Vec<u8>,
    body_hash: Vec<u8>,
    part_identifying: Vec<u8>,
}
