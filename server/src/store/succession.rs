//! Tables `succession` and `lineage`: which organisation followed which, and for each all it
//! descends from. It must not know why one follows another.

use super::{StoreError, sql::Sql, writer::Work};
use sea_orm::{ConnectionTrait, FromQueryResult};

/// Who says that one followed the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Register,
    Hand,
    Merge,
}

impl Origin {
    fn key(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Hand => "hand",
            Self::Merge => "merge",
        }
    }
}

/// Lets one follow the other; whether it did not before and can: nothing descends from itself.
pub(super) async fn add(
    work: &Work,
    successor: i64,
    predecessor: i64,
    origin: Origin,
) -> Result<bool, StoreError> {
    let refused =
        Sql::new("SELECT CAST(1 AS BIGINT) AS number FROM succession WHERE successor_seq = ")
            .value(successor)
            .text(" AND predecessor_seq = ")
            .value(predecessor)
            .text(" UNION ALL ")
            .text("SELECT CAST(1 AS BIGINT) AS number FROM (")
            .text(LINE)
            .text(") line WHERE line.organisation_seq = ")
            .value(predecessor)
            .text(" AND line.ancestor_seq = ")
            .value(successor);
    if successor == predecessor || refused.one::<Number>(&work.tx).await?.is_some() {
        return Ok(false);
    }
    Sql::new("INSERT INTO succession (successor_seq, predecessor_seq, origin) ")
        .rows([[successor.into(), predecessor.into(), origin.key().into()]])
        .run(&work.tx)
        .await?;
    Ok(true)
}

/// Lets one no longer follow the other; whether it did, for this reason.
pub(super) async fn remove(
    work: &Work,
    successor: i64,
    predecessor: i64,
    origin: Option<Origin>,
) -> Result<bool, StoreError> {
    let mut sql = Sql::new("DELETE FROM succession WHERE successor_seq = ")
        .value(successor)
        .text(" AND predecessor_seq = ")
        .value(predecessor);
    if let Some(origin) = origin {
        sql = sql.text(" AND origin = ").value(origin.key());
    }
    Ok(sql.run(&work.tx).await? > 0)
}

/// Works out anew what descends from what, after the last change of a command.
pub(super) async fn rebuild(work: &Work) -> Result<(), StoreError> {
    Sql::new("DELETE FROM lineage").run(&work.tx).await?;
    Sql::new("INSERT INTO lineage (organisation_seq, ancestor_seq, steps) ")
        .text(LINE)
        .run(&work.tx)
        .await?;
    Ok(())
}

/// Whether what is held is what the pairs come to.
pub(super) async fn agrees(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let differ = Sql::new("SELECT COUNT(*) AS number FROM (SELECT * FROM (")
        .text(LINE)
        .text(") a EXCEPT SELECT organisation_seq, ancestor_seq, steps FROM lineage) more")
        .one::<Number>(db)
        .await?;
    let counts = Sql::new("SELECT (SELECT COUNT(*) FROM lineage) - (SELECT COUNT(*) FROM (")
        .text(LINE)
        .text(") b) AS number")
        .one::<Number>(db)
        .await?;
    let none = |found: Option<Number>| found.is_none_or(|found| found.number == 0);
    Ok(none(differ) && none(counts))
}

/// Every organisation with all it descends from. No line is longer than 50 steps: a circle, which
/// `add` refuses, would have no end.
const LINE: &str = "WITH RECURSIVE line (organisation_seq, ancestor_seq, steps) AS (\
    SELECT successor_seq, predecessor_seq, CAST(1 AS BIGINT) FROM succession UNION \
    SELECT line.organisation_seq, x.predecessor_seq, line.steps + 1 FROM line \
    JOIN succession x ON x.successor_seq = line.ancestor_seq WHERE line.steps < 50) \
    SELECT organisation_seq, ancestor_seq, MIN(steps) AS steps FROM line \
    WHERE organisation_seq <> ancestor_seq GROUP BY organisation_seq, ancestor_seq";

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}
