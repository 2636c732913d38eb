//! Moving back what a merge moved. What is no longer where the merge put it stays: someone has
//! left since, or it was given to another.

use super::{Move, Side, write_moves};
use crate::store::{
    StoreError,
    organisation::place::{self, At},
    sql::Sql,
    succession::{self, Origin},
    writer::Work,
};
use sea_orm::FromQueryResult;

/// Moves everything back; how much.
pub(super) async fn all(
    work: &Work,
    (merge, undo): (i64, i64),
    one: &Side,
    other: &Side,
) -> Result<usize, StoreError> {
    let rows = Sql::new("SELECT what, row_seq, word FROM merge_move WHERE merge_seq = ")
        .value(merge)
        .text(" ORDER BY place DESC")
        .all::<Row>(&work.tx)
        .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(what) = back(work, &row, one, other).await? {
            moves.push(Move::new(what, row.row_seq, row.word));
        }
    }
    succession::rebuild(work).await?;
    Sql::new("UPDATE organisation SET version = version + 1 WHERE seq = ")
        .value(other.seq)
        .run(&work.tx)
        .await?;
    write_moves(work, undo, &moves).await
}

/// Moves one thing back; what it was, if it was still there.
async fn back(
    work: &Work,
    row: &Row,
    one: &Side,
    other: &Side,
) -> Result<Option<&'static str>, StoreError> {
    let seq = row.row_seq;
    let (what, done) = match row.what.as_str() {
        "return" => (
            "return",
            owned(work, ("return_", "seq", seq), one, other).await?,
        ),
        "round" => (
            "round",
            owned(work, ("audit_round", "campaign_seq", seq), one, other).await?,
        ),
        "erasure" => (
            "erasure",
            owned(work, ("erasure", "seq", seq), one, other).await?,
        ),
        "auditor" => ("auditor", auditor(work, row, one, other).await?),
        "grant" => ("grant", grant(work, row, one, other).await?),
        "grant_dropped" => ("grant_dropped", grant(work, row, one, other).await?),
        "child" => ("child", child(work, seq, one, other).await?),
        "followed" => {
            let origin = Some(Origin::Merge);
            let done = succession::remove(work, other.seq, one.seq, origin).await?;
            ("followed", done)
        }
        "closed" => ("closed", reopen(work, row, one).await?),
        other => return Err(StoreError::damaged("a merge", other)),
    };
    Ok(done.then_some(what))
}

async fn owned(
    work: &Work,
    (table, key, row): (&str, &str, i64),
    one: &Side,
    other: &Side,
) -> Result<bool, StoreError> {
    let given = Sql::new(&format!("UPDATE {table} SET organisation_seq = "))
        .value(one.seq)
        .text(&format!(" WHERE {key} = "))
        .value(row)
        .text(" AND organisation_seq = ")
        .value(other.seq)
        .run(&work.tx)
        .await?;
    Ok(given > 0)
}

async fn auditor(work: &Work, row: &Row, one: &Side, other: &Side) -> Result<bool, StoreError> {
    let given = Sql::new("UPDATE case_auditor SET organisation_seq = ")
        .value(one.seq)
        .text(" WHERE case_seq = ")
        .value(row.row_seq)
        .text(" AND organisation_seq = ")
        .value(other.seq)
        .text(" AND person_seq = ")
        .value(row.number()?)
        .run(&work.tx)
        .await?;
    Ok(given > 0)
}

/// Gives a role back to who still has it; at the other they keep one that they had there before.
async fn grant(work: &Work, row: &Row, one: &Side, other: &Side) -> Result<bool, StoreError> {
    let named = |sql: Sql| {
        sql.value(other.seq)
            .text(" AND person_seq = ")
            .value(row.row_seq)
            .text(" AND role = ")
            .value(row.word.as_str())
    };
    let held = named(Sql::new(
        "SELECT person_seq AS seq FROM grant_ WHERE organisation_seq = ",
    ));
    if held.one::<super::Seq>(&work.tx).await?.is_none() {
        return Ok(false);
    }
    Sql::new("INSERT INTO grant_ (person_seq, role, organisation_seq) ")
        .rows([[row.row_seq.into(), row.word.as_str().into(), one.seq.into()]])
        .text(" ON CONFLICT DO NOTHING")
        .run(&work.tx)
        .await?;
    if row.what == "grant" {
        named(Sql::new("DELETE FROM grant_ WHERE organisation_seq = "))
            .run(&work.tx)
            .await?;
    }
    Ok(true)
}

async fn child(work: &Work, seq: i64, one: &Side, other: &Side) -> Result<bool, StoreError> {
    let at = Sql::new("SELECT seq, path FROM organisation WHERE parent_seq = ")
        .value(other.seq)
        .text(" AND seq = ")
        .value(seq)
        .one::<At>(&work.tx)
        .await?;
    match at {
        Some(at) => place::move_below(work, &at, &one.at()).await,
        None => Ok(false),
    }
}

async fn reopen(work: &Work, row: &Row, one: &Side) -> Result<bool, StoreError> {
    let before = (!row.word.is_empty()).then(|| row.word.clone());
    Sql::new("UPDATE organisation SET version = version + 1, merged_into_seq = NULL, closed_on = ")
        .value(before)
        .text(" WHERE seq = ")
        .value(one.seq)
        .run(&work.tx)
        .await?;
    Ok(true)
}

#[derive(FromQueryResult)]
struct Row {
    what: String,
    row_seq: i64,
    word: String,
}

impl Row {
    fn number(&self) -> Result<i64, StoreError> {
        let number = self.word.parse();
        number.map_err(|cause| StoreError::damaged("a merge", cause))
    }
}
