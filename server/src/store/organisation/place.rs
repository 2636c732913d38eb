//! An organisation's place in the tree: which row it gets, and how it moves with all below it.

use crate::store::{StoreError, sql::Sql, writer::Work};
use fourlens_app::portal::OrganisationId;
use sea_orm::FromQueryResult;

/// Where an organisation stands.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(in crate::store) struct At {
    pub(in crate::store) seq: i64,
    pub(in crate::store) path: String,
}

/// Keeps others from choosing rows and places at the same time.
pub(in crate::store) async fn lock(work: &Work) -> Result<(), StoreError> {
    if work.is_postgres {
        Sql::new("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

/// The next row: paths are made of it, so it is chosen here.
pub(in crate::store) async fn next_seq(work: &Work) -> Result<i64, StoreError> {
    let last = Sql::new("SELECT COALESCE(max(seq), 0) AS seq FROM organisation");
    Ok(last.one::<Seq>(&work.tx).await?.map_or(0, |row| row.seq) + 1)
}

/// Lets PostgreSQL's own count go on after the last row chosen here.
pub(in crate::store) async fn count_on(work: &Work, last: i64) -> Result<(), StoreError> {
    if work.is_postgres {
        Sql::new("SELECT setval(pg_get_serial_sequence('organisation', 'seq'), ")
            .value(last)
            .text(")")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

/// Where this organisation stands, if there is one.
pub(in crate::store) async fn of(
    work: &Work,
    id: OrganisationId,
) -> Result<Option<At>, StoreError> {
    Sql::new("SELECT seq, path FROM organisation WHERE id = ")
        .value(id.bytes().to_vec())
        .one::<At>(&work.tx)
        .await
}

/// Moves an organisation with all below it; whether that can be: nothing stands below itself.
pub(in crate::store) async fn move_below(
    work: &Work,
    what: &At,
    parent: &At,
) -> Result<bool, StoreError> {
    if parent.path.starts_with(&what.path) {
        return Ok(false);
    }
    let path = format!("{}{}.", parent.path, what.seq);
    Sql::new("UPDATE organisation SET path = ")
        .value(path)
        // The number is ours; PostgreSQL takes no bound one of 64 bits here.
        .text(&format!(
            " || substr(path, {}) WHERE path >= ",
            what.path.len() + 1
        ))
        .value(what.path.as_str())
        .text(" AND path < ")
        .value(format!("{}:", what.path))
        .run(&work.tx)
        .await?;
    Sql::new("UPDATE organisation SET parent_seq = ")
        .value(parent.seq)
        .text(" WHERE seq = ")
        .value(what.seq)
        .run(&work.tx)
        .await?;
    Ok(true)
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
