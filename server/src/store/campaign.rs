//! Table `campaign`: one form version opened to an audience between two days. It must not know
//! what is asked.

mod days;
mod opening;

pub use days::CampaignMoved;
pub use opening::CampaignOpened;

use super::{
    Author, FormHash, OrganisationKind, Scoped, StoreError, form_version, organisation,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use chrono::NaiveDate;
use fourlens_app::portal::{CampaignId, OrganisationId};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    FromQueryResult,
    entity::prelude::*,
};
use serde_json::json;

/// A campaign to open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCampaign {
    /// What is asked.
    pub form_version: FormHash,
    /// What people call it.
    pub title: String,
    /// The first day.
    pub opens_on: NaiveDate,
    /// The day by which it is due.
    pub closes_on: NaiveDate,
    /// The day that answers are true for.
    pub as_of: NaiveDate,
    /// Who is asked.
    pub audience: Audience,
}

/// Which organisations are asked: those that exist on the first day and fit everything said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Audience {
    /// At or below this one; none for anywhere.
    pub below: Option<OrganisationId>,
    /// Of one of these kinds; empty for any.
    pub kinds: Vec<OrganisationKind>,
    /// Of one of these phases; empty for any.
    pub phases: Vec<String>,
    /// Of one of these types; empty for any.
    pub school_types: Vec<String>,
}

/// A campaign and how far it is, within reach.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignView {
    /// Its identity.
    pub id: CampaignId,
    /// What people call it.
    pub title: String,
    /// What is asked.
    pub form_version: FormHash,
    /// Which form that is a version of.
    pub form_key: String,
    /// Which version.
    pub form_number: i64,
    /// The first day.
    pub opens_on: NaiveDate,
    /// The day by which it is due.
    pub closes_on: NaiveDate,
    /// The day that answers are true for.
    pub as_of: NaiveDate,
    /// When it was closed.
    pub closed_at: Option<UnixMillis>,
    /// Returns without an answer.
    pub not_started: i64,
    /// Returns with a draft.
    pub in_progress: i64,
    /// Returns handed in.
    pub submitted: i64,
}

/// What a return has to know of its campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignBrief {
    /// Its identity.
    pub id: CampaignId,
    /// What people call it.
    pub title: String,
    /// What is asked.
    pub form_version: FormHash,
    /// Which form that is a version of.
    pub form_key: String,
    /// Which version.
    pub form_number: i64,
    /// The first day.
    pub opens_on: NaiveDate,
    /// The day by which it is due.
    pub closes_on: NaiveDate,
    /// The day that answers are true for.
    pub as_of: NaiveDate,
    /// When it was closed.
    pub closed_at: Option<UnixMillis>,
}

/// A campaign's columns, for statements that call it `c` and its form version `f`.
pub(super) const BRIEF_COLUMNS: &str = "c.id AS c_id, c.title AS c_title, \
    f.hash AS c_form_version, f.form_key AS c_form_key, f.number AS c_form_number, \
    c.opens_on AS c_opens_on, c.closes_on AS c_closes_on, c.as_of AS c_as_of, \
    c.closed_at AS c_closed_at";

impl Scoped {
    /// Opens a campaign and gives every organisation of its audience a return to make; none when
    /// the audience's top is out of reach.
    pub async fn open_campaign(
        &self,
        open: OpenCampaign,
    ) -> Result<Option<CampaignId>, StoreError> {
        if let Some(top) = open.audience.below
            && self.organisation(top).await?.is_none()
        {
            return Ok(None);
        }
        let (author, scoped) = (self.author.clone(), self.clone());
        let id: CampaignId = self.store.house.random.id();
        self.write(move |work| {
            Box::pin(async move {
                give_returns(work, &author, &scoped, id, &open).await?;
                Ok(Some(id))
            })
        })
        .await
    }

    /// Lets an open campaign ask another version of its form from now on: drafts go on with it,
    /// submissions stay with the version they answered. Whether there is such a campaign within
    /// reach that is open and still asks `seen`.
    pub async fn ask_version(
        &self,
        id: CampaignId,
        seen: FormHash,
        to: FormHash,
    ) -> Result<bool, StoreError> {
        if self.campaign(id).await?.is_none() {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let form = form_version::by_hash(to.0).one(&work.tx).await?;
                let form = form.ok_or(StoreError::Missing("form version"))?;
                let moved = Sql::new("UPDATE campaign SET form_version_seq = ")
                    .value(form.seq)
                    .text(" WHERE closed_at IS NULL AND id = ")
                    .value(id.bytes().to_vec())
                    .text(" AND form_version_seq = (SELECT seq FROM form_version WHERE hash = ")
                    .value(seen.0.to_vec())
                    .text(")")
                    .run(&work.tx)
                    .await?;
                if moved > 0 {
                    let detail = json!({ "form": to });
                    work.note(
                        &author,
                        "campaign.version",
                        ("campaign", id.bytes()),
                        detail,
                    );
                }
                Ok(moved > 0)
            })
        })
        .await
    }

    /// One campaign, with the returns within reach counted.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<CampaignView>, StoreError> {
        Ok(self.find_campaigns(Some(id)).await?.pop())
    }

    /// The campaigns that ask someone within reach, newest first; for the system all.
    pub async fn campaigns(&self) -> Result<Vec<CampaignView>, StoreError> {
        self.find_campaigns(None).await
    }

    async fn find_campaigns(
        &self,
        id: Option<CampaignId>,
    ) -> Result<Vec<CampaignView>, StoreError> {
        let sql = Sql::new("SELECT ").text(BRIEF_COLUMNS).text(
            ", COALESCE(t.not_started, 0) AS not_started, \
             COALESCE(t.in_progress, 0) AS in_progress, COALESCE(t.submitted, 0) AS submitted \
             FROM campaign c JOIN form_version f ON f.seq = c.form_version_seq \
             LEFT JOIN (SELECT r.campaign_seq, \
             SUM(CASE WHEN r.state = 'not_started' THEN 1 ELSE 0 END) AS not_started, \
             SUM(CASE WHEN r.state = 'in_progress' THEN 1 ELSE 0 END) AS in_progress, \
             SUM(CASE WHEN r.state = 'submitted' THEN 1 ELSE 0 END) AS submitted \
             FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq WHERE ",
        );
        let sql = self.within(sql).text(
            " GROUP BY r.campaign_seq) t ON t.campaign_seq = c.seq \
             WHERE (t.campaign_seq IS NOT NULL OR ",
        );
        let mut sql = if self.is_system() {
            sql.text("TRUE)")
        } else {
            // A round is there for its host before it has a case.
            let sql = sql.text(
                "EXISTS (SELECT 1 FROM audit_round ar JOIN organisation o \
                 ON o.seq = ar.organisation_seq WHERE ar.campaign_seq = c.seq AND ",
            );
            self.within_rounds(sql).text("))")
        };
        if let Some(id) = id {
            sql = sql.text(" AND c.id = ").value(id.bytes().to_vec());
        }
        let rows = sql
            .text(" ORDER BY c.opens_on DESC, c.seq DESC")
            .all::<Row>(&self.store.house.main.read)
            .await?;
        rows.into_iter().map(Row::view).collect()
    }
}

/// Opens a campaign and gives everyone in its audience a return; how many.
async fn give_returns(
    work: &Work,
    author: &Author,
    scoped: &Scoped,
    id: CampaignId,
    open: &OpenCampaign,
) -> Result<usize, StoreError> {
    let campaign_seq = insert(work, id, open).await?;
    let sql = asked(scoped, "SELECT o.seq", open.opens_on, &open.audience);
    let asked = sql.text(" ORDER BY o.seq").all::<Asked>(&work.tx).await?;
    insert_returns(work, campaign_seq, &asked).await?;
    let detail = json!({ "form": open.form_version, "returns": asked.len() });
    work.note(author, "campaign.open", ("campaign", id.bytes()), detail);
    Ok(asked.len())
}

/// Writes a campaign's row; which row it is.
pub(super) async fn insert(
    work: &Work,
    id: CampaignId,
    open: &OpenCampaign,
) -> Result<i64, StoreError> {
    let form = form_version::by_hash(open.form_version.0)
        .one(&work.tx)
        .await?;
    let form = form.ok_or(StoreError::Missing("form version"))?;
    let row = entity::ActiveModel {
        seq: NotSet,
        id: Set(id.bytes().to_vec()),
        form_version_seq: Set(form.seq),
        title: Set(open.title.clone()),
        opens_on: Set(open.opens_on.to_string()),
        closes_on: Set(open.closes_on.to_string()),
        as_of: Set(open.as_of.to_string()),
        opened_at: Set(work.now.0),
        closed_at: Set(None),
    };
    Ok(entity::Entity::insert(row)
        .exec(&work.tx)
        .await?
        .last_insert_id)
}

/// What `select` says of the organisations within reach that a campaign asks which opens on
/// this day.
fn asked(scoped: &Scoped, select: &str, opens_on: NaiveDate, audience: &Audience) -> Sql {
    let day = opens_on.to_string();
    let sql = Sql::new(select).text(" FROM organisation o WHERE ");
    let mut sql = scoped
        .within_directory(sql)
        .text(" AND (o.opened_on IS NULL OR o.opened_on <= ")
        .value(day.clone())
        .text(") AND (o.closed_on IS NULL OR o.closed_on > ")
        .value(day)
        .text(")");
    if let Some(top) = audience.below {
        sql = sql
            .text(" AND EXISTS (SELECT 1 FROM organisation t WHERE t.id = ")
            .value(top.bytes().to_vec())
            .text(" AND o.path >= t.path AND o.path < t.path || ':')");
    }
    if !audience.kinds.is_empty() {
        sql = sql
            .text(" AND o.kind IN ")
            .list(audience.kinds.iter().map(|kind| kind.key()));
    }
    for (column, wanted) in [
        (" AND o.phase IN ", &audience.phases),
        (" AND o.school_type IN ", &audience.school_types),
    ] {
        if !wanted.is_empty() {
            sql = sql.text(column).list(wanted.iter().map(String::as_str));
        }
    }
    sql
}

async fn insert_returns(work: &Work, campaign_seq: i64, asked: &[Asked]) -> Result<(), StoreError> {
    for slice in asked.chunks(2_000) {
        Sql::new("INSERT INTO return_ (id, campaign_seq, organisation_seq, state, draft_version) ")
            .rows(slice.iter().map(|asked| {
                let id = work.random.bytes::<16>().to_vec();
                [
                    id.into(),
                    campaign_seq.into(),
                    asked.seq.into(),
                    "not_started".into(),
                    0i64.into(),
                ]
            }))
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Asked {
    seq: i64,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested(prefix = "c_"))]
    campaign: BriefRow,
    not_started: i64,
    in_progress: i64,
    submitted: i64,
}

impl Row {
    fn view(self) -> Result<CampaignView, StoreError> {
        let campaign = self.campaign.view()?;
        Ok(CampaignView {
            id: campaign.id,
            title: campaign.title,
            form_version: campaign.form_version,
            form_key: campaign.form_key,
            form_number: campaign.form_number,
            opens_on: campaign.opens_on,
            closes_on: campaign.closes_on,
            as_of: campaign.as_of,
            closed_at: campaign.closed_at,
            not_started: self.not_started,
            in_progress: self.in_progress,
            submitted: self.submitted,
        })
    }
}

/// A campaign's row, as `BRIEF_COLUMNS` reads it.
#[derive(FromQueryResult)]
pub(super) struct BriefRow {
    id: Vec<u8>,
    title: String,
    form_version: Vec<u8>,
    form_key: String,
    form_number: i64,
    opens_on: String,
    closes_on: String,
    as_of: String,
    closed_at: Option<i64>,
}

impl BriefRow {
    pub(super) fn view(self) -> Result<CampaignBrief, StoreError> {
        Ok(CampaignBrief {
            id: CampaignId::from_bytes(bytes(&self.id, "campaign id")?),
            title: self.title,
            form_version: FormHash(bytes(&self.form_version, "form hash")?),
            form_key: self.form_key,
            form_number: self.form_number,
            opens_on: organisation::date(&self.opens_on)?,
            closes_on: organisation::date(&self.closes_on)?,
            as_of: organisation::date(&self.as_of)?,
            closed_at: self.closed_at.map(UnixMillis),
        })
    }
}

/// The row.
mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign")]
    pub(crate) struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Vec<u8>,
        pub form_version_seq: i64,
        pub title: String,
        pub opens_on: String,
        pub closes_on: String,
        pub as_of: String,
        pub opened_at: i64,
        pub closed_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
