//! Table `audit_case`: the cases of a round, each known by a reference that names nobody, and
//! what each asks of whom. It must not know who audits, nor what was answered.

mod asking;
mod reason;

pub use asking::AskedOutcome;
pub(super) use reason::{open_reason, seal_reason};

use super::{
    Scoped, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::{clock::UnixMillis, seal::DataKey};
use asking::give_returns;
use fourlens_app::portal::{CampaignId, CaseId, OrganisationId};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

/// What a return has to know of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseBrief {
    /// Its identity.
    pub id: CaseId,
    /// What it is known by: `NEG-26Q4-03`.
    pub reference: String,
}

/// A case of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// Its identity.
    pub id: CaseId,
    /// What it is known by.
    pub reference: String,
    /// Its round.
    pub campaign: CampaignId,
    /// Since when it is in it.
    pub opened_at: UnixMillis,
    /// Whether it was taken out of it.
    pub withdrawn: bool,
}

/// Whether a case is audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseStatus {
    /// It is.
    Open,
    /// It was taken out of the round: its returns are closed to its auditors.
    Withdrawn,
}

impl CaseStatus {
    fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A case's columns, for statements that call it `k` and its campaign `c`.
const COLUMNS: &str = "k.seq, k.id, k.reference, k.opened_at, k.status, k.part, c.id AS campaign, \
    k.campaign_seq FROM audit_case k JOIN campaign c ON c.seq = k.campaign_seq \
    JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
    JOIN organisation o ON o.seq = ar.organisation_seq WHERE ";

impl Scoped {
    /// Adds a case to a round and asks these organisations about it; none when the round, or one
    /// of them, is out of reach. Errors: the reference is taken.
    pub async fn add_case(
        &self,
        to: CampaignId,
        reference: String,
        asked: Vec<OrganisationId>,
    ) -> Result<Option<CaseId>, StoreError> {
        let organisations = self.organisation_seqs(&asked).await?;
        if self.round(to).await?.is_none() || organisations.len() != asked.len() {
            return Ok(None);
        }
        let author = self.author.clone();
        let id: CaseId = self.store.house.random.id();
        self.write(move |work| {
            Box::pin(async move {
                let key = work.keys.new_key();
                if work.is_postgres {
                    // The sweep of keys that seal nothing waits for this.
                    Sql::new("LOCK TABLE return_ IN ROW EXCLUSIVE MODE")
                        .run(&work.tx)
                        .await?;
                }
                work.keys.commit(std::slice::from_ref(&key), &[]).await?;
                let (campaign_seq, seq) = insert(work, id, to, &reference, key.part).await?;
                give_returns(work, campaign_seq, seq, &organisations).await?;
                let detail = json!({ "reference": reference, "returns": organisations.len() });
                work.note(&author, "case.add", ("case", id.bytes()), detail);
                Ok(Some(id))
            })
        })
        .await
    }

    /// The cases of a round, by reference.
    pub async fn cases_of_round(&self, of: CampaignId) -> Result<Vec<CaseView>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(COLUMNS)
            .text("c.id = ")
            .value(of.bytes().to_vec())
            .text(" AND ");
        let sql = self.within_cases(sql).text(" ORDER BY k.reference, k.seq");
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        rows.into_iter().map(|row| row.view()).collect()
    }

    /// One case.
    pub async fn case(&self, id: CaseId) -> Result<Option<CaseView>, StoreError> {
        self.case_row(id).await?.map(|row| row.view()).transpose()
    }

    /// How often references of all rounds begin with these letters and digits: the next free
    /// number is one more than the highest among them.
    pub async fn highest_case_number(&self, prefix: &str) -> Result<u32, StoreError> {
        let rows = Sql::new("SELECT reference FROM audit_case WHERE reference LIKE ")
            .value(format!("{prefix}-%"))
            .all::<Reference>(&self.store.house.main.read)
            .await?;
        let number = |row: &Reference| row.reference.rsplit('-').next()?.parse::<u32>().ok();
        Ok(rows.iter().filter_map(number).max().unwrap_or(0))
    }

    /// Takes a case out of its round, or back in; whether that changed anything. None when it is
    /// out of reach.
    pub async fn set_case_status(
        &self,
        of: CaseId,
        status: CaseStatus,
    ) -> Result<Option<bool>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let changed = Sql::new("UPDATE audit_case SET status = ")
                    .value(status.key())
                    .text(" WHERE status <> ")
                    .value(status.key())
                    .text(" AND seq = ")
                    .value(case.seq)
                    .run(&work.tx)
                    .await?;
                if changed > 0 {
                    let detail = json!({ "status": status.key() });
                    work.note(&author, "case.status", ("case", of.bytes()), detail);
                }
                Ok(Some(changed > 0))
            })
        })
        .await
    }

    /// A case's row, if it is within reach.
    pub(super) async fn case_row(&self, id: CaseId) -> Result<Option<Row>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(COLUMNS)
            .text("k.id = ")
            .value(id.bytes().to_vec())
            .text(" AND ");
        let sql = self.within_cases(sql);
        sql.one::<Row>(&self.store.house.main.read).await
    }

    /// The key of what is said about who may see a case; none once it was erased.
    pub(super) async fn case_key(&self, part: &PartId) -> Result<Option<DataKey>, StoreError> {
        let keys = self.store.house.keys.keys(&[*part]).await?;
        Ok(keys.of(part)?.cloned())
    }
}

async fn insert(
    work: &Work,
    id: CaseId,
    to: CampaignId,
    reference: &str,
    part: PartId,
) -> Result<(i64, i64), StoreError> {
    let campaign = Sql::new("SELECT seq FROM campaign WHERE id = ").value(to.bytes().to_vec());
    let campaign = campaign.one::<Seq>(&work.tx).await?;
    let campaign_seq = campaign.ok_or(StoreError::Missing("campaign"))?.seq;
    let inserted =
        Sql::new("INSERT INTO audit_case (id, campaign_seq, reference, opened_at, status, part) ")
            .rows([[
                id.bytes().to_vec().into(),
                campaign_seq.into(),
                reference.into(),
                work.now.0.into(),
                CaseStatus::Open.key().into(),
                part.to_vec().into(),
            ]])
            .text(" RETURNING seq")
            .one::<Seq>(&work.tx)
            .await;
    let row = inserted.map_err(|error| match error.is_double() {
        true => StoreError::Taken("reference"),
        false => error,
    })?;
    let seq = row.ok_or(StoreError::Missing("case"))?.seq;
    Ok((campaign_seq, seq))
}

/// Every case's part, with the case it belongs to, in the order of their rows.
pub(super) async fn parts(db: &impl ConnectionTrait) -> Result<Vec<Kept>, StoreError> {
    Sql::new("SELECT seq, id, part FROM audit_case ORDER BY seq")
        .all::<Kept>(db)
        .await
}

/// A case's row and what keeps its reasons.
#[derive(FromQueryResult)]
pub(super) struct Kept {
    pub(super) seq: i64,
    pub(super) id: Vec<u8>,
    pub(super) part: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(FromQueryResult)]
struct Reference {
    reference: String,
}

/// A case's row.
#[derive(Clone, FromQueryResult)]
pub(super) struct Row {
    pub(super) seq: i64,
    id: Vec<u8>,
    reference: String,
    opened_at: i64,
    status: String,
    part: Vec<u8>,
    campaign: Vec<u8>,
    campaign_seq: i64,
}

impl Row {
    /// What keeps its reasons.
    pub(super) fn part(&self) -> Result<PartId, StoreError> {
        bytes(&self.part, "part")
    }

    fn view(&self) -> Result<CaseView, StoreError> {
        Ok(CaseView {
            id: CaseId::from_bytes(bytes(&self.id, "case id")?),
            reference: self.reference.clone(),
            campaign: CampaignId::from_bytes(bytes(&self.campaign, "campaign id")?),
            opened_at: UnixMillis(self.opened_at),
            withdrawn: self.status == CaseStatus::Withdrawn.key(),
        })
    }
}

/// A case's row as returns read it.
#[derive(FromQueryResult)]
pub(super) struct BriefRow {
    id: Vec<u8>,
    reference: String,
}

impl BriefRow {
    pub(super) fn view(self) -> Result<CaseBrief, StoreError> {
        Ok(CaseBrief {
            id: CaseId::from_bytes(bytes(&self.id, "case id")?),
            reference: self.reference,
        })
    }
}

/// The columns of a `BriefRow`, for statements that call the case `k`.
pub(super) const BRIEF_COLUMNS: &str = "k.id AS k_id, k.reference AS k_reference";
