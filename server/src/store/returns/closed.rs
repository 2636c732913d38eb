//! Returns of organisations that have closed since they were asked: told, and taken back where
//! nothing was begun. It must not know what was answered.

use super::{OF_CAMPAIGN, ReturnState, ReturnView, select};
use crate::store::{Scoped, StoreError, sql::Sql};
use chrono::NaiveDate;
use fourlens_app::portal::CampaignId;
use sea_orm::FromQueryResult;
use serde_json::json;

impl Scoped {
    /// The returns of an open campaign that are not handed in and whose organisation is closed on
    /// this day, by name.
    pub async fn returns_of_closed(
        &self,
        of: CampaignId,
        on: NaiveDate,
    ) -> Result<Vec<ReturnView>, StoreError> {
        let order = self.in_byte_order("lower(o.name)");
        let sql = of_closed(self.within(select()), of, on);
        self.return_views(sql.text(&format!(" ORDER BY {order}, o.seq")))
            .await
    }

    /// Takes those of them back that nobody has begun; how many.
    pub async fn withdraw_returns_of_closed(
        &self,
        of: CampaignId,
        on: NaiveDate,
    ) -> Result<u64, StoreError> {
        let (author, scoped) = (self.author.clone(), self.clone());
        self.write(move |work| {
            Box::pin(async move {
                let sql = Sql::new("SELECT r.seq").text(OF_CAMPAIGN);
                let rows = of_closed(scoped.within(sql), of, on)
                    .text(" AND r.state = ")
                    .value(ReturnState::NotStarted.key())
                    .all::<Seq>(&work.tx)
                    .await?;
                let gone = Sql::new("DELETE FROM return_ WHERE state = ")
                    .value(ReturnState::NotStarted.key())
                    .text(" AND seq IN ")
                    .list(rows.into_iter().map(|row| row.seq))
                    .run(&work.tx)
                    .await?;
                if gone > 0 {
                    let detail = json!({ "returns": gone });
                    work.note(
                        &author,
                        "campaign.withdraw",
                        ("campaign", of.bytes()),
                        detail,
                    );
                }
                Ok(gone)
            })
        })
        .await
    }
}

fn of_closed(within: Sql, of: CampaignId, on: NaiveDate) -> Sql {
    within
        .text(" AND c.id = ")
        .value(of.bytes().to_vec())
        .text(
            " AND c.closed_at IS NULL AND r.state <> 'submitted' AND r.case_seq IS NULL \
             AND o.closed_on <= ",
        )
        .value(on.to_string())
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
