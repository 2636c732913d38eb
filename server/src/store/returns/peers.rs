//! The campaign that what an organisation hands in is compared with. It must not know how.

use crate::store::{
    Scoped, StoreError,
    sql::{Sql, bytes},
};
use fourlens_app::portal::{CampaignId, ReturnId};
use sea_orm::FromQueryResult;

impl Scoped {
    /// The campaign closed last, of those other than a return's own that asked the same form in the
    /// same partnership: its identity and title. None where the return is out of reach.
    pub async fn closed_last(
        &self,
        of: ReturnId,
    ) -> Result<Option<(CampaignId, String)>, StoreError> {
        let sql = Sql::new(
            "SELECT c.id, c.title FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
             JOIN organisation top ON top.parent_seq IS NULL AND o.path >= top.path \
             AND o.path < top.path || ':' \
             JOIN campaign rc ON rc.seq = r.campaign_seq \
             JOIN form_version rf ON rf.seq = rc.form_version_seq \
             JOIN form_version f ON f.form_key = rf.form_key \
             JOIN campaign c ON c.form_version_seq = f.seq AND c.seq <> rc.seq \
             WHERE c.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM return_ q \
             JOIN organisation w ON w.seq = q.organisation_seq WHERE q.campaign_seq = c.seq \
             AND w.path >= top.path AND w.path < top.path || ':') AND r.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self
            .within(sql)
            .text(" ORDER BY c.closes_on DESC, c.seq DESC LIMIT 1");
        let row = sql.one::<Row>(&self.store.house.main.read).await?;
        let named = |row: Row| {
            let id = CampaignId::from_bytes(bytes(&row.id, "campaign id")?);
            Ok((id, row.title))
        };
        row.map(named).transpose()
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    title: String,
}
