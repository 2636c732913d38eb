//! Returns by their place in the tree: those of the services below an agency's, agencies with
//! their services, and which agencies there are to choose from. It must not know what was
//! answered.

use super::{OF_CAMPAIGN, ReturnFilter, ReturnView, asked_for, select};
use crate::store::{
    Scoped, StoreError,
    sql::{Sql, bytes},
};
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId};
use sea_orm::FromQueryResult;
use std::collections::HashMap;

/// The names of an organisation and of all above it, joined by what no name holds: each agency
/// sorts before its services, and these before the next agency.
pub(super) const PLACE: &str = "(WITH RECURSIVE up (parent_seq, place) AS (\
    SELECT o.parent_seq, lower(o.name) UNION ALL \
    SELECT a.parent_seq, lower(a.name) || '\u{1}' || up.place FROM up \
    JOIN organisation a ON a.seq = up.parent_seq) \
    SELECT place FROM up WHERE parent_seq IS NULL)";

impl Scoped {
    /// The returns to the same campaign of the organisations below the one that owes this return,
    /// as far as they are within reach, in the order of the tree.
    pub async fn returns_below(&self, of: ReturnId) -> Result<Vec<ReturnView>, StoreError> {
        let sql = self
            .within(select())
            .text(
                " AND EXISTS (SELECT 1 FROM return_ above JOIN organisation t \
                 ON t.seq = above.organisation_seq WHERE above.campaign_seq = r.campaign_seq \
                 AND o.path > t.path AND o.path < t.path || ':' AND above.id = ",
            )
            .value(of.bytes().to_vec())
            .text(") ORDER BY ")
            .text(&self.in_byte_order(PLACE))
            .text(", o.seq");
        self.return_views(sql).await
    }

    /// The agencies within reach that a campaign asks, by name.
    pub async fn asked_agencies(
        &self,
        of: CampaignId,
    ) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let sql = Sql::new("SELECT o.id, o.name").text(OF_CAMPAIGN);
        let sql = asked_for(self.within(sql), of, &ReturnFilter::default())
            .text(" AND o.kind = 'agency' ORDER BY ")
            .text(&self.in_byte_order("lower(o.name)"))
            .text(", o.seq");
        self.named(sql).await
    }

    /// What these organisations are called, as far as they are within reach.
    pub async fn organisation_names(
        &self,
        of: impl IntoIterator<Item = OrganisationId>,
    ) -> Result<HashMap<OrganisationId, String>, StoreError> {
        let ids = of.into_iter().map(|id| id.bytes().to_vec());
        let sql = Sql::new("SELECT o.id, o.name FROM organisation o WHERE o.id IN ")
            .list(ids)
            .text(" AND ");
        Ok(self
            .named(self.within_directory(sql))
            .await?
            .into_iter()
            .collect())
    }

    async fn named(&self, sql: Sql) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let rows = sql.all::<Named>(&self.store.house.main.read).await?;
        let named = rows.into_iter().map(|row| {
            let id = OrganisationId::from_bytes(bytes(&row.id, "organisation id")?);
            Ok((id, row.name))
        });
        named.collect()
    }

    /// Byte order is the same on both databases; a locale's is not.
    pub(in crate::store) fn in_byte_order(&self, words: &str) -> String {
        match self.store.house.main.is_postgres() {
            true => format!("{words} COLLATE \"C\""),
            false => words.to_owned(),
        }
    }
}

#[derive(FromQueryResult)]
struct Named {
    id: Vec<u8>,
    name: String,
}
