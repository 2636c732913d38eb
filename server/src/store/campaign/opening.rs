//! A campaign opened by a person: what it would ask is counted first, and a page that is posted
//! twice opens one campaign. It must not know a form's audience.

use super::{Audience, OpenCampaign, asked, give_returns};
use crate::store::{Scoped, StoreError, sql::Sql};
use chrono::NaiveDate;
use fourlens_app::portal::CampaignId;
use sea_orm::FromQueryResult;

/// How opening a campaign ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignOpened {
    /// It is open, and so many organisations owe it a return.
    Done(usize),
    /// This very campaign was opened before under this identity.
    Already,
    /// The identity belongs to another campaign; nothing was opened.
    KeyReused,
    /// The audience's top is out of reach.
    OutOfReach,
}

impl Scoped {
    /// How many organisations within reach a campaign would ask that opens on this day.
    pub async fn count_asked(
        &self,
        opens_on: NaiveDate,
        audience: &Audience,
    ) -> Result<u64, StoreError> {
        let sql = asked(self, "SELECT COUNT(*) AS number", opens_on, audience);
        let found = sql.one::<Count>(&self.store.house.main.read).await?;
        Ok(found.map_or(0, |found| u64::try_from(found.number).unwrap_or(0)))
    }

    /// Opens a campaign under an identity that the caller chose: the same again opens nothing.
    pub async fn open_campaign_as(
        &self,
        id: CampaignId,
        open: OpenCampaign,
    ) -> Result<CampaignOpened, StoreError> {
        if let Some(top) = open.audience.below
            && self.organisation(top).await?.is_none()
        {
            return Ok(CampaignOpened::OutOfReach);
        }
        if let Some(before) = self.opened_before(id, &open).await? {
            return Ok(before);
        }
        let (author, scoped, opening) = (self.author.clone(), self.clone(), open.clone());
        let opened = self.write(move |work| {
            Box::pin(async move {
                let returns = give_returns(work, &author, &scoped, id, &opening).await?;
                Ok(CampaignOpened::Done(returns))
            })
        });
        match opened.await {
            // Someone pressed the button of the same page at the same time.
            Err(error) if error.is_double() => {
                let before = self.opened_before(id, &open).await?;
                before.ok_or(error)
            }
            opened => opened,
        }
    }

    /// Whether a campaign was opened before under this identity, and whether it is this one: of
    /// the same form, whatever version of it that came to be.
    pub async fn opened_before(
        &self,
        id: CampaignId,
        open: &OpenCampaign,
    ) -> Result<Option<CampaignOpened>, StoreError> {
        let held = held(id, open).one::<Held>(&self.store.house.main.read);
        Ok(held.await?.map(|held| match held.is(open) {
            true => CampaignOpened::Already,
            false => CampaignOpened::KeyReused,
        }))
    }
}

fn held(id: CampaignId, open: &OpenCampaign) -> Sql {
    Sql::new(
        "SELECT c.title, c.opens_on, c.closes_on, c.as_of, f.form_key, a.form_key AS asked \
         FROM campaign c JOIN form_version f ON f.seq = c.form_version_seq \
         LEFT JOIN form_version a ON a.hash = ",
    )
    .value(open.form_version.0.to_vec())
    .text(" WHERE c.id = ")
    .value(id.bytes().to_vec())
}

#[derive(FromQueryResult)]
struct Count {
    number: i64,
}

/// What a campaign was opened with, as far as its row says.
#[derive(FromQueryResult)]
struct Held {
    title: String,
    opens_on: String,
    closes_on: String,
    as_of: String,
    form_key: String,
    /// The form of the version that is to be asked now.
    asked: Option<String>,
}

impl Held {
    fn is(&self, open: &OpenCampaign) -> bool {
        let days = [open.opens_on, open.closes_on, open.as_of].map(|day| day.to_string());
        self.title == open.title
            && [&self.opens_on, &self.closes_on, &self.as_of] == days.each_ref()
            && self.asked.as_ref() == Some(&self.form_key)
    }
}
