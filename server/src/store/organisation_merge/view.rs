//! Merges as they are listed, with what each moved and whether it was undone.

use crate::{
    clock::UnixMillis,
    store::{
        Scoped, StoreError,
        sql::{Sql, bytes},
    },
};
use fourlens_app::portal::{MergeId, OrganisationId};
use sea_orm::FromQueryResult;

/// A merge, and whether it was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeView {
    /// Its identity.
    pub id: MergeId,
    /// What became a part; its name where it is within reach.
    pub from: (OrganisationId, Option<String>),
    /// Of what.
    pub into: (OrganisationId, Option<String>),
    /// When.
    pub at: UnixMillis,
    /// By whom.
    pub by: Option<String>,
    /// When it was undone.
    pub undone_at: Option<UnixMillis>,
    /// How many returns, roles and organisations below moved.
    pub moved: [i64; 3],
}

impl Scoped {
    /// One merge of two organisations that are both within reach: only then is it someone's to
    /// undo.
    pub(super) async fn merge(&self, id: MergeId) -> Result<Option<MergeView>, StoreError> {
        let sql = self.within_directory_as(self.merges(), "o").text(" AND ");
        let sql = self.within_directory_as(sql, "q").text(" AND m.id = ");
        let sql = sql.value(id.bytes().to_vec());
        Ok(self.merge_views(sql).await?.pop())
    }

    /// The merges that an organisation was a part of, if it is within reach; the last first.
    pub async fn merges_of(&self, id: OrganisationId) -> Result<Vec<MergeView>, StoreError> {
        let side = |sql: Sql, name: &str| {
            let sql = sql
                .text(&format!("{name}.id = "))
                .value(id.bytes().to_vec());
            self.within_directory_as(sql.text(" AND "), name)
        };
        let sql = side(self.merges().text("(("), "o").text(") OR (");
        let sql = side(sql, "q").text(")) ORDER BY m.seq DESC");
        self.merge_views(sql).await
    }

    /// A statement about merges; which is still to be said.
    fn merges(&self) -> Sql {
        let count = |what: &str| {
            format!(
                "(SELECT COUNT(*) FROM merge_move v WHERE v.merge_seq = m.seq \
                 AND v.what IN ({what}))"
            )
        };
        let name = |sql: Sql, side: &str| {
            let sql = self.within_directory_as(sql.text("CASE WHEN "), side);
            sql.text(&format!(" THEN {side}.name ELSE NULL END"))
        };
        let sql = Sql::new("SELECT m.id, o.id AS from_id, q.id AS into_id, ");
        let sql = name(sql, "o").text(" AS from_name, ");
        name(sql, "q").text(&format!(
            " AS into_name, m.at, n.name AS by_name, u.at AS undone_at, \
             {} AS returns, {} AS roles, {} AS below FROM organisation_merge m \
             JOIN organisation o ON o.seq = m.from_seq JOIN organisation q ON q.seq = m.into_seq \
             LEFT JOIN person n ON n.id = m.by_person \
             LEFT JOIN organisation_merge u ON u.undoes_seq = m.seq \
             WHERE m.undoes_seq IS NULL AND ",
            count("'return'"),
            count("'grant', 'grant_dropped'"),
            count("'child'")
        ))
    }

    async fn merge_views(&self, sql: Sql) -> Result<Vec<MergeView>, StoreError> {
        let rows = sql.all::<Merged>(&self.store.house.main.read).await?;
        rows.into_iter().map(Merged::view).collect()
    }
}

#[derive(FromQueryResult)]
struct Merged {
    id: Vec<u8>,
    from_id: Vec<u8>,
    from_name: Option<String>,
    into_id: Vec<u8>,
    into_name: Option<String>,
    at: i64,
    by_name: Option<String>,
    undone_at: Option<i64>,
    returns: i64,
    roles: i64,
    below: i64,
}

impl Merged {
    fn view(self) -> Result<MergeView, StoreError> {
        let id = |id: &[u8]| {
            Ok::<_, StoreError>(OrganisationId::from_bytes(bytes(id, "organisation id")?))
        };
        Ok(MergeView {
            id: MergeId::from_bytes(bytes(&self.id, "merge id")?),
            from: (id(&self.from_id)?, self.from_name),
            into: (id(&self.into_id)?, self.into_name),
            at: UnixMillis(self.at),
            by: self.by_name,
            undone_at: self.undone_at.map(UnixMillis),
            moved: [self.returns, self.roles, self.below],
        })
    }
}
