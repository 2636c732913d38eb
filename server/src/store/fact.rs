//! Table `fact_pack`: what each plugin read from a submission, one packed row a plugin. It must
//! not know how a fact is computed.

use super::{
    OrganisationView, Part, Receipt, Scoped, StoreError, organisation, pack,
    sql::{Sql, bytes},
    submission::{self, FROM, RECEIPT_COLUMNS, ReceiptRow, SEALED_COLUMNS, SealedRow},
    writer::Work,
};
use fourlens_app::portal::{CampaignId, SubmissionId};
use fourlens_contract::Fact;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use std::collections::HashMap;

/// The facts of one submission by one plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactPack {
    /// Which plugin.
    pub plugin: String,
    /// Which version of it.
    pub plugin_version: String,
    /// The hash of the settings it was run with.
    pub settings_hash: [u8; 32],
    /// What it read.
    pub facts: Vec<Fact>,
}

/// A submission's facts in a slice of a campaign's.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmittedFacts {
    /// Where the next slice begins after.
    pub cursor: i64,
    /// Whose submission.
    pub organisation: OrganisationView,
    /// The reference of the case that it is about.
    pub case: Option<String>,
    /// Its receipt.
    pub receipt: Receipt,
    /// What was read from it.
    pub facts: Vec<FactPack>,
}

/// A submission in a slice of all, for scoring again.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSubmission {
    /// Where the next slice begins after.
    pub cursor: i64,
    /// Its receipt.
    pub receipt: Receipt,
    /// Whose it is.
    pub organisation: OrganisationView,
    /// The campaign it was handed in to.
    pub campaign: CampaignId,
    /// The answers that name someone.
    pub identifying: Part,
    /// All other answers.
    pub other: Part,
    /// What was read from it so far.
    pub facts: Vec<FactPack>,
}

impl Scoped {
    /// The facts of a submission, by plugin.
    pub async fn facts(&self, of: SubmissionId) -> Result<Option<Vec<FactPack>>, StoreError> {
        let sql = Sql::new("SELECT s.seq").text(FROM).text("WHERE s.id = ");
        let sql = self.within_told(sql.value(of.bytes().to_vec()).text(" AND "));
        let db = &self.store.house.main.read;
        let Some(Seq { seq }) = sql.one::<Seq>(db).await? else {
            return Ok(None);
        };
        Ok(Some(
            of_submissions(db, &[seq])
                .await?
                .remove(&seq)
                .unwrap_or_default(),
        ))
    }

    /// The facts of several submissions, as far as they are within reach.
    pub async fn facts_of(
        &self,
        of: &[SubmissionId],
    ) -> Result<HashMap<SubmissionId, Vec<FactPack>>, StoreError> {
        let ids = of.iter().map(|id| id.bytes().to_vec());
        let sql = Sql::new("SELECT s.seq, s.id")
            .text(FROM)
            .text("WHERE s.id IN ");
        let sql = self.within_told(sql.list(ids).text(" AND "));
        let db = &self.store.house.main.read;
        let rows = sql.all::<SeqAndId>(db).await?;
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        let mut facts = of_submissions(db, &seqs).await?;
        let with_facts = |row: SeqAndId| {
            let id = SubmissionId::from_bytes(bytes(&row.id, "submission id")?);
            Ok((id, facts.remove(&row.seq).unwrap_or_default()))
        };
        rows.into_iter().map(with_facts).collect()
    }

    /// The facts of a campaign's submissions, in slices: the next begins after the last cursor,
    /// the first after 0.
    pub async fn facts_of_campaign(
        &self,
        of: CampaignId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<SubmittedFacts>, StoreError> {
        let sql = Sql::new("SELECT s.seq AS cursor, a.reference AS about, ")
            .text(organisation::COLUMNS)
            .text(", ")
            .text(RECEIPT_COLUMNS)
            .text(FROM)
            .text(
                "LEFT JOIN organisation p ON p.seq = o.parent_seq \
                 LEFT JOIN audit_case a ON a.seq = r.case_seq \
                 JOIN campaign c ON c.seq = r.campaign_seq WHERE c.id = ",
            )
            .value(of.bytes().to_vec())
            .text(" AND s.seq > ")
            .value(after)
            .text(" AND ");
        let sql = self
            .within_told(sql)
            .text(" ORDER BY s.seq LIMIT ")
            .value(i64::from(limit));
        let db = &self.store.house.main.read;
        let rows = sql.all::<Row>(db).await?;
        let seqs: Vec<i64> = rows.iter().map(|row| row.cursor).collect();
        let mut facts = of_submissions(db, &seqs).await?;
        let submitted = |row: Row| {
            Ok(SubmittedFacts {
                cursor: row.cursor,
                organisation: row.organisation.view()?,
                case: row.about,
                receipt: row.receipt.receipt()?,
                facts: facts.remove(&row.cursor).unwrap_or_default(),
            })
        };
        rows.into_iter().map(submitted).collect()
    }

    /// Submissions, opened, in slices: the next begins after the last cursor, the first after 0.
    /// For jobs of the system, which record themselves once instead of each reading.
    pub async fn submissions_after(
        &self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<StoredSubmission>, StoreError> {
        let sql = Sql::new("SELECT s.seq AS cursor, c.id AS campaign, ")
            .text(organisation::COLUMNS)
            .text(", ")
            .text(RECEIPT_COLUMNS)
            .text(", ")
            .text(SEALED_COLUMNS)
            .text(FROM)
            .text(
                "LEFT JOIN organisation p ON p.seq = o.parent_seq \
                 JOIN campaign c ON c.seq = r.campaign_seq WHERE s.seq > ",
            )
            .value(after)
            .text(if self.is_system() {
                " AND "
            } else {
                " AND FALSE AND "
            });
        let sql = self
            .within(sql)
            .text(" ORDER BY s.seq LIMIT ")
            .value(i64::from(limit));
        let db = &self.store.house.main.read;
        let rows = sql.all::<SealedFound>(db).await?;
        let seqs: Vec<i64> = rows.iter().map(|row| row.cursor).collect();
        let mut facts = of_submissions(db, &seqs).await?;
        let mut parts = Vec::with_capacity(rows.len() * 2);
        for row in &rows {
            parts.extend(row.sealed.parts()?);
        }
        let keys = self.store.house.keys.keys(&parts).await?;
        let stored = |row: SealedFound| {
            let (identifying, other) = row.sealed.open(&keys)?;
            Ok(StoredSubmission {
                cursor: row.cursor,
                receipt: row.receipt.receipt()?,
                organisation: row.organisation.view()?,
                campaign: CampaignId::from_bytes(bytes(&row.campaign, "campaign id")?),
                identifying,
                other,
                facts: facts.remove(&row.cursor).unwrap_or_default(),
            })
        };
        rows.into_iter().map(stored).collect()
    }

    /// Puts these facts in the place of those held. Roll-ups follow with `rebuild_roll_ups`.
    pub async fn replace_facts(
        &self,
        facts: Vec<(SubmissionId, Vec<FactPack>)>,
    ) -> Result<(), StoreError> {
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let count = facts.len();
                let seqs = seqs_of(work, &facts).await?;
                Sql::new("DELETE FROM fact_pack WHERE submission_seq IN ")
                    .list(seqs.values().copied())
                    .run(&work.tx)
                    .await?;
                let mut packed = Vec::with_capacity(count);
                for (submission, packs) in &facts {
                    let seq = seqs.get(submission.bytes().as_slice());
                    let seq = *seq.ok_or(StoreError::Missing("submission"))?;
                    packed.extend(packs.iter().map(|pack| (seq, PackedFacts::new(pack))));
                }
                insert(work, packed.iter().map(|(seq, pack)| (*seq, pack))).await?;
                let detail = json!({ "submissions": count });
                work.note(&author, "facts.replace", ("facts", b""), detail);
                Ok(())
            })
        })
        .await
    }
}

/// A fact pack ready to be written.
#[derive(Debug, Clone)]
pub(super) struct PackedFacts {
    plugin: String,
    plugin_version: String,
    settings_hash: [u8; 32],
    packed: Vec<u8>,
}

impl PackedFacts {
    pub(super) fn new(pack: &FactPack) -> Self {
        let facts = serde_json::to_vec(&pack.facts).expect("facts are numbers and text");
        Self {
            plugin: pack.plugin.clone(),
            plugin_version: pack.plugin_version.clone(),
            settings_hash: pack.settings_hash,
            packed: pack::deflate(&facts),
        }
    }
}

/// Writes packs of submissions by their row.
pub(super) async fn insert(
    work: &Work,
    packs: impl Iterator<Item = (i64, &PackedFacts)>,
) -> Result<(), StoreError> {
    let packs: Vec<_> = packs.collect();
    for slice in packs.chunks(1_000) {
        Sql::new(
            "INSERT INTO fact_pack (submission_seq, plugin, plugin_version, settings_hash, \
             packed) ",
        )
        .rows(slice.iter().map(|(seq, pack)| {
            [
                (*seq).into(),
                pack.plugin.clone().into(),
                pack.plugin_version.clone().into(),
                pack.settings_hash.to_vec().into(),
                pack.packed.clone().into(),
            ]
        }))
        .run(&work.tx)
        .await?;
    }
    Ok(())
}

/// The packs of these submissions, by their row.
pub(super) async fn of_submissions(
    db: &impl ConnectionTrait,
    seqs: &[i64],
) -> Result<HashMap<i64, Vec<FactPack>>, StoreError> {
    let mut packs: HashMap<i64, Vec<FactPack>> = HashMap::with_capacity(seqs.len());
    for slice in seqs.chunks(5_000) {
        let rows = Sql::new(
            "SELECT submission_seq, plugin, plugin_version, settings_hash, packed \
             FROM fact_pack WHERE submission_seq IN ",
        )
        .list(slice.iter().copied())
        .text(" ORDER BY submission_seq, plugin")
        .all::<Stored>(db)
        .await?;
        for row in rows {
            let seq = row.submission_seq;
            packs.entry(seq).or_default().push(row.unpack()?);
        }
    }
    Ok(packs)
}

async fn seqs_of(
    work: &Work,
    facts: &[(SubmissionId, Vec<FactPack>)],
) -> Result<HashMap<Vec<u8>, i64>, StoreError> {
    let rows = Sql::new("SELECT id, seq FROM submission WHERE id IN ")
        .list(facts.iter().map(|(id, _)| id.bytes().to_vec()))
        .all::<IdSeq>(&work.tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.seq)).collect())
}

#[derive(FromQueryResult)]
struct SeqAndId {
    seq: i64,
    id: Vec<u8>,
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
struct Stored {
    submission_seq: i64,
    plugin: String,
    plugin_version: String,
    settings_hash: Vec<u8>,
    packed: Vec<u8>,
}

impl Stored {
    fn unpack(self) -> Result<FactPack, StoreError> {
        let facts = serde_json::from_slice(&pack::inflate(&self.packed)?);
        Ok(FactPack {
            plugin: self.plugin,
            plugin_version: self.plugin_version,
            settings_hash: bytes(&self.settings_hash, "settings hash")?,
            facts: facts.map_err(|cause| StoreError::damaged("facts", cause))?,
        })
    }
}

#[derive(FromQueryResult)]
struct Row {
    cursor: i64,
    about: Option<String>,
    #[sea_orm(nested(prefix = "o_"))]
    organisation: organisation::Row,
    #[sea_orm(nested(prefix = "s_"))]
    receipt: ReceiptRow,
}

#[derive(FromQueryResult)]
struct SealedFound {
    cursor: i64,
    campaign: Vec<u8>,
    #[sea_orm(nested(prefix = "o_"))]
    organisation: organisation::Row,
    #[sea_orm(nested(prefix = "s_"))]
    receipt: submission::ReceiptRow,
    #[sea_orm(nested(prefix = "x_"))]
    sealed: SealedRow,
}
