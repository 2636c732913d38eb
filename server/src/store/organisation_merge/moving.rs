//! What moves when one organisation becomes a part of another: what it owes and handed in, who
//! works there, what stands below it. A return that both owe stays where it is.

use super::{Move, Side, write_moves};
use crate::store::{
    StoreError,
    organisation::place::{self, At},
    sql::Sql,
    succession::{self, Origin},
    writer::Work,
};
use chrono::NaiveDate;
use sea_orm::FromQueryResult;

/// The returns of the organisation called `one` that the one called `other` does not owe, too.
pub(super) const MOVING: &str = "r.organisation_seq = one.seq AND NOT EXISTS \
    (SELECT 1 FROM return_ r2 WHERE r2.campaign_seq = r.campaign_seq \
    AND r2.organisation_seq = other.seq \
    AND COALESCE(r2.case_seq, 0) = COALESCE(r.case_seq, 0))";

/// Moves everything; how much.
pub(super) async fn all(
    work: &Work,
    merge: i64,
    one: &Side,
    other: &Side,
    today: NaiveDate,
) -> Result<usize, StoreError> {
    let mut moves = returns(work, one, other).await?;
    moves.extend(rounds(work, one, other).await?);
    moves.extend(erasures(work, one, other).await?);
    moves.extend(grants(work, one, other).await?);
    moves.extend(children(work, one, other).await?);
    if succession::add(work, other.seq, one.seq, Origin::Merge).await? {
        moves.push(Move::new("followed", one.seq, ""));
    }
    succession::rebuild(work).await?;
    moves.push(close(work, one, other, today).await?);
    write_moves(work, merge, &moves).await
}

/// Returns, with who audits them where they are about cases.
async fn returns(work: &Work, one: &Side, other: &Side) -> Result<Vec<Move>, StoreError> {
    let rows = Sql::new(
        "SELECT r.seq, r.case_seq FROM return_ r JOIN organisation one ON one.seq = \
         r.organisation_seq CROSS JOIN organisation other WHERE one.seq = ",
    )
    .value(one.seq)
    .text(" AND other.seq = ")
    .value(other.seq)
    .text(" AND ")
    .text(MOVING)
    .text(" ORDER BY r.seq")
    .all::<Owed>(&work.tx)
    .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        give(work, "return_", "seq", row.seq, other.seq).await?;
        moves.push(Move::new("return", row.seq, ""));
        let Some(case) = row.case_seq else { continue };
        let named = Sql::new("SELECT person_seq AS seq FROM case_auditor WHERE case_seq = ")
            .value(case)
            .text(" AND organisation_seq = ")
            .value(one.seq)
            .all::<super::Seq>(&work.tx)
            .await?;
        for person in named {
            Sql::new("UPDATE case_auditor SET organisation_seq = ")
                .value(other.seq)
                .text(" WHERE organisation_seq = ")
                .value(one.seq)
                .text(" AND case_seq = ")
                .value(case)
                .text(" AND person_seq = ")
                .value(person.seq)
                .run(&work.tx)
                .await?;
            moves.push(Move::new("auditor", case, person.seq.to_string()));
        }
    }
    Ok(moves)
}

/// Rounds of case audits that it hosts.
async fn rounds(work: &Work, one: &Side, other: &Side) -> Result<Vec<Move>, StoreError> {
    let rows = Sql::new("SELECT campaign_seq AS seq FROM audit_round WHERE organisation_seq = ")
        .value(one.seq)
        .all::<super::Seq>(&work.tx)
        .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        give(work, "audit_round", "campaign_seq", row.seq, other.seq).await?;
        moves.push(Move::new("round", row.seq, ""));
    }
    Ok(moves)
}

/// What was proposed to be erased of what has just moved: whoever had a say there has none any
/// more, and whoever has one here has it here. What stays keeps what was proposed of it.
async fn erasures(work: &Work, one: &Side, other: &Side) -> Result<Vec<Move>, StoreError> {
    let rows = Sql::new(&format!("{LEFT_BEHIND} AND e.organisation_seq = "))
        .value(one.seq)
        .text(" ORDER BY e.seq")
        .all::<super::Seq>(&work.tx)
        .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        give(work, "erasure", "seq", row.seq, other.seq).await?;
        moves.push(Move::new("erasure", row.seq, ""));
    }
    Ok(moves)
}

/// Erasures that stand where nothing of what they are about is any more.
const LEFT_BEHIND: &str = "SELECT e.seq FROM erasure e WHERE \
    NOT EXISTS (SELECT 1 FROM submission s JOIN return_ r ON r.seq = s.return_seq \
    WHERE s.id = e.target AND r.organisation_seq = e.organisation_seq) \
    AND NOT EXISTS (SELECT 1 FROM campaign c JOIN return_ r ON r.campaign_seq = c.seq \
    WHERE c.id = e.target AND r.organisation_seq = e.organisation_seq) \
    AND NOT EXISTS (SELECT 1 FROM audit_case k JOIN audit_round ar \
    ON ar.campaign_seq = k.campaign_seq WHERE k.id = e.target \
    AND ar.organisation_seq = e.organisation_seq)";

/// Roles; one that someone holds at both is held once from now on.
async fn grants(work: &Work, one: &Side, other: &Side) -> Result<Vec<Move>, StoreError> {
    let rows = Sql::new(
        "SELECT a.person_seq, a.role, (SELECT COUNT(*) FROM grant_ b WHERE \
         b.person_seq = a.person_seq AND b.role = a.role AND b.organisation_seq = ",
    )
    .value(other.seq)
    .text(") AS held FROM grant_ a WHERE a.organisation_seq = ")
    .value(one.seq)
    .text(" ORDER BY a.person_seq, a.role")
    .all::<Held>(&work.tx)
    .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        let what = match row.held {
            0 => "grant",
            _ => "grant_dropped",
        };
        move_grant(work, &row, one.seq, other.seq).await?;
        moves.push(Move::new(what, row.person_seq, row.role));
    }
    Ok(moves)
}

async fn move_grant(work: &Work, row: &Held, from: i64, to: i64) -> Result<(), StoreError> {
    let sql = match row.held {
        0 => Sql::new("UPDATE grant_ SET organisation_seq = ")
            .value(to)
            .text(" WHERE organisation_seq = "),
        _ => Sql::new("DELETE FROM grant_ WHERE organisation_seq = "),
    };
    sql.value(from)
        .text(" AND person_seq = ")
        .value(row.person_seq)
        .text(" AND role = ")
        .value(row.role.as_str())
        .run(&work.tx)
        .await?;
    Ok(())
}

/// What stands right below it, with all below that.
async fn children(work: &Work, one: &Side, other: &Side) -> Result<Vec<Move>, StoreError> {
    let rows = Sql::new("SELECT seq, path FROM organisation WHERE parent_seq = ")
        .value(one.seq)
        .text(" ORDER BY seq")
        .all::<At>(&work.tx)
        .await?;
    let mut moves = Vec::with_capacity(rows.len());
    for row in rows {
        place::move_below(work, &row, &other.at()).await?;
        moves.push(Move::new("child", row.seq, ""));
    }
    Ok(moves)
}

/// Closes what is now a part of the other.
async fn close(
    work: &Work,
    one: &Side,
    other: &Side,
    today: NaiveDate,
) -> Result<Move, StoreError> {
    let today = today.to_string();
    let closed = match &one.closed_on {
        Some(day) if *day <= today => day.clone(),
        _ => today,
    };
    Sql::new("UPDATE organisation SET version = version + 1, closed_on = ")
        .value(closed)
        .text(", merged_into_seq = ")
        .value(other.seq)
        .text(" WHERE seq = ")
        .value(one.seq)
        .run(&work.tx)
        .await?;
    Sql::new("UPDATE organisation SET version = version + 1 WHERE seq = ")
        .value(other.seq)
        .run(&work.tx)
        .await?;
    let before = one.closed_on.clone().unwrap_or_default();
    Ok(Move::new("closed", one.seq, before))
}

/// Gives a row to an organisation.
pub(super) async fn give(
    work: &Work,
    table: &str,
    key: &str,
    row: i64,
    to: i64,
) -> Result<u64, StoreError> {
    Sql::new(&format!("UPDATE {table} SET organisation_seq = "))
        .value(to)
        .text(&format!(" WHERE {key} = "))
        .value(row)
        .run(&work.tx)
        .await
}

#[derive(FromQueryResult)]
struct Owed {
    seq: i64,
    case_seq: Option<i64>,
}

#[derive(FromQueryResult)]
struct Held {
    person_seq: i64,
    role: String,
    held: i64,
}
