//! Table `audit_round`: which campaigns audit cases, and who hosts them. Such a campaign begins
//! without a return; each case brings its own. It must not know what is asked.

use super::{
    CampaignBrief, FormHash, OpenCampaign, Scoped, StoreError, campaign, round_step,
    sql::{Sql, bytes},
    writer::Work,
};
use chrono::NaiveDate;
use fourlens_app::portal::{CampaignId, OrganisationId, RoundStep};
use sea_orm::FromQueryResult;
use serde_json::json;

/// A round to open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenRound {
    /// What is asked.
    pub form_version: FormHash,
    /// What people call it.
    pub title: String,
    /// The first day.
    pub opens_on: NaiveDate,
    /// The day that answers are true for.
    pub as_of: NaiveDate,
    /// Who hosts it: the partnership.
    pub host: OrganisationId,
    /// The letters that its cases' references begin with.
    pub theme: String,
    /// The last day of each step; the last of them closes the round.
    pub steps: Vec<(RoundStep, NaiveDate)>,
}

/// A round.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundView {
    /// Its campaign.
    pub campaign: CampaignBrief,
    /// Who hosts it.
    pub host: OrganisationId,
    /// The letters that its cases' references begin with.
    pub theme: String,
    /// The last day of each step, in the order they are done.
    pub steps: Vec<(RoundStep, NaiveDate)>,
}

impl RoundView {
    /// The last day of a step; the campaign's, where the timetable does not say.
    pub fn due_on(&self, step: RoundStep) -> NaiveDate {
        let found = self.steps.iter().find(|(of, _)| *of == step);
        found.map_or(self.campaign.closes_on, |(_, day)| *day)
    }
}

impl Scoped {
    /// Opens a round; none when its host is out of reach.
    pub async fn open_round(&self, open: OpenRound) -> Result<Option<CampaignId>, StoreError> {
        let id = self.store.house.random.id();
        let opened = self.open_round_as(id, open).await?;
        Ok(opened.then_some(id))
    }

    /// Opens a round under an identity that the caller chose, once; whether its host is within
    /// reach. Errors: the identity is that of another campaign.
    pub async fn open_round_as(&self, id: CampaignId, open: OpenRound) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT o.seq FROM organisation o WHERE o.id = ")
            .value(open.host.bytes().to_vec())
            .text(" AND ");
        let db = &self.store.house.main.read;
        let Some(host) = self.within_rounds(sql).one::<Seq>(db).await? else {
            return Ok(false);
        };
        let author = self.author.clone();
        let opened = self
            .write(move |work| {
                Box::pin(async move {
                    insert(work, id, host.seq, &open).await?;
                    let detail = json!({ "form": open.form_version, "theme": open.theme });
                    work.note(&author, "round.open", ("campaign", id.bytes()), detail);
                    Ok(true)
                })
            })
            .await;
        match opened {
            // The button of the same page was pressed twice.
            Err(error) if error.is_double() => match self.round(id).await? {
                Some(_) => Ok(true),
                None => Err(StoreError::Taken("campaign")),
            },
            opened => opened,
        }
    }

    /// A round; none for a campaign that is not one.
    pub async fn round(&self, id: CampaignId) -> Result<Option<RoundView>, StoreError> {
        let sql = Sql::new("SELECT ")
            .text(campaign::BRIEF_COLUMNS)
            .text(
                ", o.id AS host, ar.theme, ar.campaign_seq FROM audit_round ar \
                 JOIN organisation o ON o.seq = ar.organisation_seq \
                 JOIN campaign c ON c.seq = ar.campaign_seq \
                 JOIN form_version f ON f.seq = c.form_version_seq WHERE c.id = ",
            )
            .value(id.bytes().to_vec())
            .text(" AND ");
        let db = &self.store.house.main.read;
        let Some(row) = self.within_rounds(sql).one::<Row>(db).await? else {
            return Ok(None);
        };
        Ok(Some(RoundView {
            campaign: row.campaign.view()?,
            host: OrganisationId::from_bytes(bytes(&row.host, "organisation id")?),
            theme: row.theme,
            steps: round_step::of(db, row.campaign_seq).await?,
        }))
    }
}

async fn insert(
    work: &Work,
    id: CampaignId,
    host_seq: i64,
    open: &OpenRound,
) -> Result<(), StoreError> {
    let last = open.steps.iter().map(|(_, day)| *day).max();
    let campaign = OpenCampaign {
        form_version: open.form_version,
        title: open.title.clone(),
        opens_on: open.opens_on,
        closes_on: last.unwrap_or(open.opens_on),
        as_of: open.as_of,
        audience: Default::default(),
    };
    let campaign_seq = campaign::insert(work, id, &campaign).await?;
    Sql::new("INSERT INTO audit_round (campaign_seq, organisation_seq, theme) ")
        .rows([[
            campaign_seq.into(),
            host_seq.into(),
            open.theme.clone().into(),
        ]])
        .run(&work.tx)
        .await?;
    round_step::put(work, campaign_seq, &open.steps).await
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested(prefix = "c_"))]
    campaign: campaign::BriefRow,
    host: Vec<u8>,
    theme: String,
    campaign_seq: i64,
}
