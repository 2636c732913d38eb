//! The last day of a campaign, moved; and its close, which is someone's act: until then late
//! returns are taken.

use super::{Author, Scoped, StoreError, Work};
use crate::store::sql::Sql;
use chrono::NaiveDate;
use fourlens_app::portal::CampaignId;
use serde_json::{Value as Json, json};

/// How moving a last day or closing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignMoved {
    /// It is done.
    Done,
    /// It is no longer as it was seen.
    Otherwise,
}

impl Scoped {
    /// Moves the last day of an open campaign from the one that was seen; none when it is out of
    /// reach.
    pub async fn move_last_day(
        &self,
        id: CampaignId,
        seen: NaiveDate,
        to: NaiveDate,
    ) -> Result<Option<CampaignMoved>, StoreError> {
        let day = |day: NaiveDate| day.to_string();
        let change = Sql::new("UPDATE campaign SET closes_on = ")
            .value(day(to))
            .text(" WHERE closed_at IS NULL AND closes_on = ")
            .value(day(seen));
        let detail = json!({ "from": seen, "to": to });
        self.change_campaign(id, change, ("campaign.last_day", detail))
            .await
    }

    /// Closes a campaign of which so many returns were handed in when it was looked at: drafts
    /// stay as they are, nothing more is handed in. None when it is out of reach.
    pub async fn close_campaign_as_seen(
        &self,
        id: CampaignId,
        submitted: i64,
    ) -> Result<Option<CampaignMoved>, StoreError> {
        let now = self.store.house.clock.now();
        let change = Sql::new("UPDATE campaign SET closed_at = ")
            .value(now.0)
            .text(
                " WHERE closed_at IS NULL AND (SELECT COUNT(*) FROM return_ r \
                 WHERE r.campaign_seq = campaign.seq AND r.state = 'submitted') = ",
            )
            .value(submitted);
        self.change_campaign(id, change, ("campaign.close", json!({})))
            .await
    }

    /// Closes a campaign; whether it was open and within reach.
    pub async fn close_campaign(&self, id: CampaignId) -> Result<bool, StoreError> {
        let now = self.store.house.clock.now();
        let change = Sql::new("UPDATE campaign SET closed_at = ")
            .value(now.0)
            .text(" WHERE closed_at IS NULL");
        let done = self
            .change_campaign(id, change, ("campaign.close", json!({})))
            .await?;
        Ok(done == Some(CampaignMoved::Done))
    }

    /// Opens a campaign again that was closed; none when it is out of reach.
    pub async fn reopen_campaign(
        &self,
        id: CampaignId,
    ) -> Result<Option<CampaignMoved>, StoreError> {
        let change = Sql::new("UPDATE campaign SET closed_at = NULL WHERE closed_at IS NOT NULL");
        self.change_campaign(id, change, ("campaign.reopen", json!({})))
            .await
    }

    /// Changes one campaign within reach, on record where it was as the statement asks.
    async fn change_campaign(
        &self,
        id: CampaignId,
        change: Sql,
        (action, detail): (&'static str, Json),
    ) -> Result<Option<CampaignMoved>, StoreError> {
        if self.campaign(id).await?.is_none() {
            return Ok(None);
        }
        let author: Author = self.author.clone();
        let change = change.text(" AND id = ").value(id.bytes().to_vec());
        self.write(move |work: &Work| {
            Box::pin(async move {
                let changed = change.run(&work.tx).await?;
                if changed == 0 {
                    return Ok(Some(CampaignMoved::Otherwise));
                }
                work.note(&author, action, ("campaign", id.bytes()), detail);
                Ok(Some(CampaignMoved::Done))
            })
        })
        .await
    }
}
