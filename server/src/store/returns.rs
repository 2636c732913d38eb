//! Table `return_`: what each organisation owes a campaign, in a case audit for each case, and
//! where it stands. It must not know what was answered.

mod closed;
mod peers;
mod tree;

use super::{
    CampaignBrief, CaseBrief, OrganisationView, Receipt, Scoped, StoreError, audit_case, campaign,
    organisation, sql::Sql, submission,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Nothing was saved yet.
    NotStarted,
    /// There are answers.
    InProgress,
    /// It is handed in.
    Submitted,
}

impl ReturnState {
    /// The word in the database and in filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
        }
    }

    pub(super) fn of(word: &str) -> Result<Self, StoreError> {
        [Self::NotStarted, Self::InProgress, Self::Submitted]
            .into_iter()
            .find(|state| state.key() == word)
            .ok_or_else(|| StoreError::damaged("return state", word))
    }
}

/// A return with whose it is, what it answers, and its receipt if it is handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnView {
    /// Its identity.
    pub id: ReturnId,
    /// Whose it is.
    pub organisation: OrganisationView,
    /// What it answers.
    pub campaign: CampaignBrief,
    /// The case it is about, in a case audit.
    pub case: Option<CaseBrief>,
    /// Where it stands.
    pub state: ReturnState,
    /// Counts up with every save.
    pub draft_version: i64,
    /// When an answer was last saved.
    pub saved_at: Option<UnixMillis>,
    /// The last submission's receipt.
    pub receipt: Option<Receipt>,
}

/// Which returns of a campaign; everything where nothing is said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReturnFilter {
    /// Of this phase.
    pub phase: Option<String>,
    /// Of this type of school.
    pub school_type: Option<String>,
    /// Standing here.
    pub state: Option<ReturnState>,
    /// With this in the organisation's name, whatever the case.
    pub name_contains: Option<String>,
    /// Of this organisation and those below it.
    pub within: Option<OrganisationId>,
    /// In which order they are listed.
    pub order: ReturnOrder,
}

/// In which order returns are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReturnOrder {
    /// By the organisation's name.
    #[default]
    Name,
    /// Each organisation, then those below it; by name where they stand side by side.
    Tree,
}

/// Which part of a long list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to leave out.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Page {
    /// Everything there is.
    pub const ALL: Self = Self {
        offset: 0,
        limit: u32::MAX,
    };
}

impl Scoped {
    /// Every return within reach, of the newest campaign first.
    pub async fn mine(&self) -> Result<Vec<ReturnView>, StoreError> {
        let sql = self.within(select());
        self.return_views(sql.text(" ORDER BY c.opens_on DESC, c.seq DESC, o.path, r.seq"))
            .await
    }

    /// One return.
    pub async fn return_by_id(&self, id: ReturnId) -> Result<Option<ReturnView>, StoreError> {
        let sql = self
            .within(select())
            .text(" AND r.id = ")
            .value(id.bytes().to_vec());
        Ok(self.return_views(sql).await?.pop())
    }

    /// The returns of a campaign that a filter lets by.
    pub async fn returns_of_campaign(
        &self,
        of: CampaignId,
        filter: &ReturnFilter,
        page: Page,
    ) -> Result<Vec<ReturnView>, StoreError> {
        let mut sql = asked_for(self.within(select()), of, filter);
        let order = self.in_byte_order(match filter.order {
            ReturnOrder::Name => "lower(o.name)",
            ReturnOrder::Tree => tree::PLACE,
        });
        sql = sql.text(&format!(" ORDER BY {order}, o.seq LIMIT "));
        sql = sql
            .value(i64::from(page.limit))
            .text(" OFFSET ")
            .value(i64::from(page.offset));
        self.return_views(sql).await
    }

    /// How many returns of a campaign there are of these.
    pub async fn count_returns(
        &self,
        of: CampaignId,
        filter: &ReturnFilter,
    ) -> Result<i64, StoreError> {
        let sql = Sql::new("SELECT count(*) AS count").text(OF_CAMPAIGN);
        let found = asked_for(self.within(sql), of, filter)
            .one::<Count>(&self.store.house.main.read)
            .await?;
        Ok(found.map_or(0, |found| found.count))
    }

    /// Whether every return of a campaign is within reach.
    pub async fn reaches_all_of(&self, of: CampaignId) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT r.seq").text(OF_CAMPAIGN).text("c.id = ");
        let sql = sql.value(of.bytes().to_vec()).text(" AND NOT (");
        let beyond = self.within(sql).text(") LIMIT 1");
        let beyond = beyond.one::<Seq>(&self.store.house.main.read).await?;
        Ok(beyond.is_none())
    }

    /// The phases and the types of the organisations that a campaign asks, each once, in order.
    pub async fn asked_phases_and_types(
        &self,
        of: CampaignId,
    ) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let sql = Sql::new("SELECT DISTINCT o.phase, o.school_type").text(OF_CAMPAIGN);
        let rows = asked_for(self.within(sql), of, &ReturnFilter::default())
            .all::<PhaseAndType>(&self.store.house.main.read)
            .await?;
        let each = |of: fn(PhaseAndType) -> Option<String>| {
            let values: BTreeSet<String> = rows.iter().cloned().filter_map(of).collect();
            values.into_iter().collect::<Vec<_>>()
        };
        Ok((each(|row| row.phase), each(|row| row.school_type)))
    }

    /// Whether a return is within reach.
    pub async fn reaches_return(&self, id: ReturnId) -> Result<bool, StoreError> {
        Ok(self.return_seq(id).await?.is_some())
    }

    /// Which row a return is, if it is within reach.
    pub(super) async fn return_seq(&self, id: ReturnId) -> Result<Option<i64>, StoreError> {
        let sql = Sql::new(
            "SELECT r.seq FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
             WHERE r.id = ",
        )
        .value(id.bytes().to_vec())
        .text(" AND ");
        let row = self
            .within(sql)
            .one::<Seq>(&self.store.house.main.read)
            .await?;
        Ok(row.map(|row| row.seq))
    }

    /// The returns that a statement made with `select` finds.
    pub(super) async fn return_views(&self, sql: Sql) -> Result<Vec<ReturnView>, StoreError> {
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        rows.into_iter().map(Row::view).collect()
    }
}

/// Returns with what a filter may look at.
const OF_CAMPAIGN: &str = " FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
    JOIN campaign c ON c.seq = r.campaign_seq WHERE ";

/// A statement about returns within reach, narrowed to those of a campaign that a filter lets by.
fn asked_for(within: Sql, of: CampaignId, filter: &ReturnFilter) -> Sql {
    let mut sql = within.text(" AND c.id = ").value(of.bytes().to_vec());
    if let Some(phase) = &filter.phase {
        sql = sql.text(" AND o.phase = ").value(phase.as_str());
    }
    if let Some(school_type) = &filter.school_type {
        sql = sql
            .text(" AND o.school_type = ")
            .value(school_type.as_str());
    }
    if let Some(state) = filter.state {
        sql = sql.text(" AND r.state = ").value(state.key());
    }
    if let Some(top) = filter.within {
        sql = sql
            .text(" AND EXISTS (SELECT 1 FROM organisation t WHERE t.id = ")
            .value(top.bytes().to_vec())
            .text(" AND o.path >= t.path AND o.path < t.path || ':')");
    }
    if let Some(part) = &filter.name_contains {
        let part = part.to_lowercase().replace(['%', '_', '\\'], "");
        sql = sql
            .text(" AND lower(o.name) LIKE ")
            .value(format!("%{part}%"));
    }
    sql
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(Clone, FromQueryResult)]
struct PhaseAndType {
    phase: Option<String>,
    school_type: Option<String>,
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

/// What a return's view is made of; the condition is still to be written.
pub(super) fn select() -> Sql {
    Sql::new("SELECT r.id, r.state, r.draft_version, r.saved_at, ")
        .text(organisation::COLUMNS)
        .text(", ")
        .text(campaign::BRIEF_COLUMNS)
        .text(", ")
        .text(audit_case::BRIEF_COLUMNS)
        .text(", ")
        .text(submission::RECEIPT_COLUMNS)
        .text(
            " FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
             LEFT JOIN organisation p ON p.seq = o.parent_seq \
             JOIN campaign c ON c.seq = r.campaign_seq \
             JOIN form_version f ON f.seq = c.form_version_seq \
             LEFT JOIN audit_case k ON k.seq = r.case_seq \
             LEFT JOIN submission s ON s.return_seq = r.seq AND s.number = \
               (SELECT max(number) FROM submission WHERE return_seq = r.seq) \
             LEFT JOIN form_version sf ON sf.seq = s.form_version_seq WHERE ",
        )
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    state: String,
    draft_version: i64,
    saved_at: Option<i64>,
    #[sea_orm(nested(prefix = "o_"))]
    organisation: organisation::Row,
    #[sea_orm(nested(prefix = "c_"))]
    campaign: campaign::BriefRow,
    #[sea_orm(nested(prefix = "k_"))]
    case: Option<audit_case::BriefRow>,
    #[sea_orm(nested(prefix = "s_"))]
    receipt: Option<submission::ReceiptRow>,
}

impl Row {
    fn view(self) -> Result<ReturnView, StoreError> {
        let id = ReturnId::from_bytes(super::sql::bytes(&self.id, "return id")?);
        Ok(ReturnView {
            id,
            organisation: self.organisation.view()?,
            campaign: self.campaign.view()?,
            case: self.case.map(audit_case::BriefRow::view).transpose()?,
            state: ReturnState::of(&self.state)?,
            draft_version: self.draft_version,
            saved_at: self.saved_at.map(UnixMillis),
            receipt: self
                .receipt
                .map(submission::ReceiptRow::receipt)
                .transpose()?,
        })
    }
}
