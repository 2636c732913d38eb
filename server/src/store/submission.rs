//! Table `submission`: what was handed in, for ever, in two sealed parts. Reading answers is
//! recorded before they are given, unless those read who fill returns at the submitting organisation. It must
//! not know a question.

mod identity;
mod meeting;

pub(super) use identity::open_why;

use super::{
    FormHash, Scoped, StoreError,
    audit::Subject,
    key_store::{Keys, PartId},
    pack,
    sql::{Sql, bytes},
};
use crate::{
    clock::UnixMillis,
    random::Random,
    seal::{DataKey, Place, open, seal},
};
use fourlens_app::portal::{OrganisationId, PersonId, ReturnId, SubmissionId};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::fmt;

/// The hash of what was handed in: whoever holds the receipt can tell whether it was changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&pack::hex(&self.0))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Proof that something was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The submission.
    pub submission: SubmissionId,
    /// The return it was handed in for.
    pub return_id: ReturnId,
    /// Counts up per return, from 1.
    pub number: i64,
    /// What people quote: `S175-26-7KQ4-M2XD`.
    pub reference: String,
    /// When.
    pub submitted_at: UnixMillis,
    /// By whom; none where a job brought it in.
    pub submitted_by: Option<PersonId>,
    /// The hash of what was handed in.
    pub content_hash: ContentHash,
    /// The version it answers.
    pub form_version: FormHash,
}

/// One sealed part of a submission, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its JSON.
    Open(Vec<u8>),
    /// Its key was destroyed on purpose.
    Erased,
    /// It was not opened: whom it identifies is not for this reader.
    Withheld,
}

/// Which of a submission's two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// The answers that name someone.
    Identifying,
    /// All other answers.
    Other,
}

impl PartKind {
    /// The word in the database.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Identifying => "identifying",
            Self::Other => "other",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Identifying => "sealed_identifying",
            Self::Other => "sealed_other",
        }
    }
}

/// A submission, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Its receipt.
    pub receipt: Receipt,
    /// The answers that name someone.
    pub identifying: Part,
    /// All other answers.
    pub other: Part,
}

/// A receipt's columns, for statements that call the submission `s`, its return `r` and its form
/// version `sf`.
pub(super) const RECEIPT_COLUMNS: &str = "s.id AS s_id, r.id AS s_return_id, \
    s.number AS s_number, s.reference AS s_reference, s.submitted_at AS s_submitted_at, \
    s.submitted_by AS s_submitted_by, s.content_hash AS s_content_hash, \
    sf.hash AS s_form_version";

/// A sealed submission's columns, for the same statements.
pub(super) const SEALED_COLUMNS: &str = "s.id AS x_id, s.part_identifying AS x_part_identifying, \
    s.part_other AS x_part_other, s.commitment_identifying AS x_commitment_identifying, \
    s.commitment_other AS x_commitment_other, s.sealed_identifying AS x_sealed_identifying, \
    s.sealed_other AS x_sealed_other";

/// Where those columns come from.
pub(super) const FROM: &str = " FROM submission s JOIN return_ r ON r.seq = s.return_seq \
    JOIN organisation o ON o.seq = r.organisation_seq \
    JOIN form_version sf ON sf.seq = s.form_version_seq ";

impl Scoped {
    /// The receipt of a return's last submission.
    pub async fn receipt(&self, of: ReturnId) -> Result<Option<Receipt>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(RECEIPT_COLUMNS)
            .text(FROM)
            .text("WHERE r.id = ");
        let sql = self.within(sql.value(of.bytes().to_vec()).text(" AND "));
        let sql = sql.text(" ORDER BY s.number DESC LIMIT 1");
        let row = sql.one::<Found>(&self.store.house.main.read).await?;
        row.map(|row| row.receipt.receipt()).transpose()
    }

    /// The receipt of the last submission to the same form by the same organisation, or by one
    /// that it descends from, in a campaign that opened earlier. What is said of a case has
    /// nothing before it.
    pub async fn previous(&self, to: ReturnId) -> Result<Option<Receipt>, StoreError> {
        let db = &self.store.house.main.read;
        let line = Sql::new(
            "SELECT organisation_seq AS seq, CAST(0 AS BIGINT) AS steps FROM return_ WHERE id = ",
        )
        .value(to.bytes().to_vec())
        .text(
            " UNION ALL SELECT l.ancestor_seq, l.steps FROM lineage l JOIN return_ r \
             ON r.organisation_seq = l.organisation_seq WHERE r.id = ",
        )
        .value(to.bytes().to_vec())
        .text(" ORDER BY steps, seq DESC");
        let line = line.all::<Owner>(db).await?;
        let Some(own) = line.first() else {
            return Ok(None);
        };
        let sql = Sql::new("SELECT ").text(RECEIPT_COLUMNS).text(FROM).text(
            "JOIN campaign c ON c.seq = r.campaign_seq \
             JOIN form_version f ON f.seq = c.form_version_seq \
             CROSS JOIN return_ r2 JOIN campaign c2 ON c2.seq = r2.campaign_seq \
             JOIN form_version f2 ON f2.seq = c2.form_version_seq \
             WHERE f.form_key = f2.form_key AND c.opens_on < c2.opens_on \
             AND r.case_seq IS NULL AND r2.case_seq IS NULL AND r2.id = ",
        );
        let sql = sql
            .value(to.bytes().to_vec())
            .text(" AND r.organisation_seq IN ")
            .list(line.iter().map(|owner| owner.seq))
            .text(" AND ");
        // In one campaign its own goes before what it descends from, and that in a fixed order.
        let sql = self.within(sql).text(&format!(
            " ORDER BY c.opens_on DESC, \
             CASE WHEN r.organisation_seq = {} THEN 0 ELSE 1 END, \
             r.organisation_seq DESC, s.number DESC LIMIT 1",
            own.seq
        ));
        let row = sql.one::<Found>(db).await?;
        row.map(|row| row.receipt.receipt()).transpose()
    }

    /// What was handed in. The reading is recorded first, unless the actor fills returns at the
    /// very organisation that submitted; about a case it always is, and whom that identifies is
    /// opened only for its auditors.
    pub async fn answers(&self, of: SubmissionId) -> Result<Option<Answers>, StoreError> {
        let Some(row) = self
            .sealed_row(self.within_told(self.sealed_parts(of)))
            .await?
        else {
            return Ok(None);
        };
        let organisation = bytes(&row.organisation, "organisation id")?;
        let fills = self.fills_at(OrganisationId::from_bytes(organisation));
        let receipt = row.receipt.receipt()?;
        if row.case_seq.is_some() || !fills {
            self.record_view(&receipt).await?;
        }
        let [identifying, other] = row.sealed.parts()?;
        if row.sees_identity > 0 {
            return self
                .opened(receipt, &row.sealed, &[identifying, other])
                .await;
        }
        let opened = self.opened(receipt, &row.sealed, &[other]).await?;
        Ok(opened.map(|answers| Answers {
            identifying: Part::Withheld,
            ..answers
        }))
    }

    /// A statement about a submission's sealed parts; who may see them is still to be said.
    fn sealed_parts(&self, of: SubmissionId) -> Sql {
        let sql = Sql::new("SELECT ")
            .text(RECEIPT_COLUMNS)
            .text(", ")
            .text(SEALED_COLUMNS)
            .text(", o.id AS organisation, r.case_seq, ");
        self.sees_identity(sql)
            .text(" AS sees_identity")
            .text(FROM)
            .text("WHERE s.id = ")
            .value(of.bytes().to_vec())
            .text(" AND ")
    }

    async fn sealed_row(&self, sql: Sql) -> Result<Option<FoundSealed>, StoreError> {
        sql.one::<FoundSealed>(&self.store.house.main.read).await
    }

    /// Opens these parts of a submission; a part that is not named counts as erased.
    async fn opened(
        &self,
        receipt: Receipt,
        sealed: &SealedRow,
        parts: &[PartId],
    ) -> Result<Option<Answers>, StoreError> {
        let mut keys = self.store.house.keys.keys(parts).await?;
        let others = sealed.parts()?.into_iter();
        keys.erased
            .extend(others.filter(|part| !parts.contains(part)));
        let (identifying, other) = sealed.open(&keys)?;
        Ok(Some(Answers {
            receipt,
            identifying,
            other,
        }))
    }

    /// Destroys the key of a part and of the files that its answers name, which stay unreadable in
    /// every copy of the data. Whether there is such a submission.
    pub async fn erase(&self, of: SubmissionId, part: PartKind) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(SEALED_COLUMNS)
            .text(FROM)
            .text("WHERE s.id = ");
        let sql = self.within(sql.value(of.bytes().to_vec()).text(" AND "));
        let Some(row) = sql.one::<OnlySealed>(&self.store.house.main.read).await? else {
            return Ok(false);
        };
        let [identifying, other] = row.sealed.parts()?;
        let mut gone = vec![match part {
            PartKind::Identifying => identifying,
            PartKind::Other => other,
        }];
        let files = self.parts_of_files(of, part).await?;
        let detail = json!({ "part": part.column(), "files": files.len() });
        gone.extend(files);
        self.record(
            "submission.erase",
            Subject::new("submission", of.bytes()),
            detail,
        )
        .await?;
        self.store
            .house
            .keys
            .erase(&gone, self.store.house.clock.now())
            .await?;
        Ok(true)
    }

    async fn record_view(&self, receipt: &Receipt) -> Result<(), StoreError> {
        let subject = Subject::new("submission", receipt.submission.bytes());
        self.record(
            "submission.view",
            subject,
            json!({ "reference": receipt.reference }),
        )
        .await
    }
}

#[derive(FromQueryResult)]
struct Owner {
    seq: i64,
}

/// A receipt's row, as `RECEIPT_COLUMNS` reads it.
#[derive(FromQueryResult)]
pub(super) struct ReceiptRow {
    id: Vec<u8>,
    return_id: Vec<u8>,
    number: i64,
    reference: String,
    submitted_at: i64,
    submitted_by: Option<Vec<u8>>,
    content_hash: Vec<u8>,
    form_version: Vec<u8>,
}

impl ReceiptRow {
    pub(super) fn receipt(self) -> Result<Receipt, StoreError> {
        let by = self
            .submitted_by
            .as_deref()
            .map(|by| bytes(by, "person id"))
            .transpose()?;
        Ok(Receipt {
            submission: SubmissionId::from_bytes(bytes(&self.id, "submission id")?),
            return_id: ReturnId::from_bytes(bytes(&self.return_id, "return id")?),
            number: self.number,
            reference: self.reference,
            submitted_at: UnixMillis(self.submitted_at),
            submitted_by: by.map(PersonId::from_bytes),
            content_hash: ContentHash(bytes(&self.content_hash, "content hash")?),
            form_version: FormHash(bytes(&self.form_version, "form hash")?),
        })
    }
}

/// A sealed submission's row, as `SEALED_COLUMNS` reads it.
#[derive(FromQueryResult)]
pub(super) struct SealedRow {
    id: Vec<u8>,
    part_identifying: Vec<u8>,
    part_other: Vec<u8>,
    commitment_identifying: Vec<u8>,
    commitment_other: Vec<u8>,
    sealed_identifying: Vec<u8>,
    sealed_other: Vec<u8>,
}

impl SealedRow {
    /// The submission's identity, as stored.
    pub(super) fn id(&self) -> &[u8] {
        &self.id
    }

    /// Its two parts: identifying, other.
    pub(super) fn parts(&self) -> Result<[PartId; 2], StoreError> {
        Ok([
            bytes(&self.part_identifying, "part")?,
            bytes(&self.part_other, "part")?,
        ])
    }

    /// What the content hash is made of.
    pub(super) fn commitments(&self) -> Result<[[u8; 32]; 2], StoreError> {
        let commitment = |stored: &[u8]| bytes(stored, "commitment");
        Ok([
            commitment(&self.commitment_identifying)?,
            commitment(&self.commitment_other)?,
        ])
    }

    /// Opens both parts and holds them to their commitments.
    pub(super) fn open(&self, keys: &Keys) -> Result<(Part, Part), StoreError> {
        let [identifying, other] = self.parts()?;
        let commitments = self.commitments()?;
        let first = (
            PartKind::Identifying,
            &self.sealed_identifying,
            &commitments[0],
        );
        let second = (PartKind::Other, &self.sealed_other, &commitments[1]);
        let part = |part: PartId, (column, sealed, commitment): (PartKind, &Vec<u8>, &[u8; 32])| {
            let Some(key) = keys.of(&part)? else {
                return Ok(Part::Erased);
            };
            open_part(key, &self.id, column, sealed, commitment).map(Part::Open)
        };
        Ok((part(identifying, first)?, part(other, second)?))
    }
}

const SALT: usize = 16;

/// Seals a part with a salt inside, so that its commitment, which stays outside, tells nothing
/// once the key is destroyed: the sealed bytes and the commitment.
pub(super) fn seal_part(
    key: &DataKey,
    id: SubmissionId,
    column: PartKind,
    plain: &[u8],
    random: &dyn Random,
) -> (Vec<u8>, [u8; 32]) {
    let salt: [u8; SALT] = random.bytes();
    let mut salted = salt.to_vec();
    salted.extend(pack::deflate(plain));
    let place = Place {
        table: "submission",
        row: &[id.bytes()],
        column: column.column(),
    };
    (
        seal(key, &place, &salted, random),
        pack::sha256(&[&salt, plain]),
    )
}

fn open_part(
    key: &DataKey,
    id: &[u8],
    column: PartKind,
    sealed: &[u8],
    commitment: &[u8; 32],
) -> Result<Vec<u8>, StoreError> {
    let place = Place {
        table: "submission",
        row: &[id],
        column: column.column(),
    };
    let salted = open(key, &place, sealed)?;
    let (salt, packed) = salted
        .split_first_chunk::<SALT>()
        .ok_or_else(|| StoreError::Damaged("a part has no salt".to_owned()))?;
    let plain = pack::inflate(packed)?;
    if pack::sha256(&[salt, &plain]) != *commitment {
        return Err(StoreError::Damaged(
            "a part is not what was handed in".to_owned(),
        ));
    }
    Ok(plain)
}

/// The hash on the receipt: over what was handed in, for which return, to which version.
pub(super) fn content_hash(
    submission: SubmissionId,
    of: ReturnId,
    form: FormHash,
    commitments: &[[u8; 32]; 2],
) -> ContentHash {
    let [identifying, other] = commitments;
    let parts: [&[u8]; 5] = [submission.bytes(), of.bytes(), &form.0, identifying, other];
    ContentHash(pack::sha256(&parts))
}

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested(prefix = "s_"))]
    receipt: ReceiptRow,
}

#[derive(FromQueryResult)]
struct FoundSealed {
    #[sea_orm(nested(prefix = "s_"))]
    receipt: ReceiptRow,
    #[sea_orm(nested(prefix = "x_"))]
    sealed: SealedRow,
    organisation: Vec<u8>,
    case_seq: Option<i64>,
    sees_identity: i64,
}

#[derive(FromQueryResult)]
struct OnlySealed {
    #[sea_orm(nested(prefix = "x_"))]
    sealed: SealedRow,
}
