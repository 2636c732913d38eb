//! Table `round_step`: by when each step of a round is done. It must not know what is done in a
//! step.

use super::{Scoped, StoreError, organisation::date, sql::Sql, writer::Work};
use chrono::NaiveDate;
use fourlens_app::portal::{CampaignId, RoundStep};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

/// How setting a timetable ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimetableOutcome {
    /// It is set.
    Set,
    /// Someone else set another meanwhile: nothing was changed.
    Moved,
}

impl Scoped {
    /// Sets a round's timetable, if it is still as it was seen; the round closes on its last day.
    /// None when the round is out of reach.
    pub async fn set_timetable(
        &self,
        of: CampaignId,
        seen: Vec<(RoundStep, NaiveDate)>,
        steps: Vec<(RoundStep, NaiveDate)>,
    ) -> Result<Option<TimetableOutcome>, StoreError> {
        if self.round(of).await?.is_none() {
            return Ok(None);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let row = lock(work, of).await?;
                if self::of(&work.tx, row.seq).await? != seen {
                    return Ok(Some(TimetableOutcome::Moved));
                }
                put(work, row.seq, &steps).await?;
                if let Some(last) = steps.iter().map(|(_, day)| *day).max() {
                    Sql::new("UPDATE campaign SET closes_on = ")
                        .value(last.to_string())
                        .text(" WHERE seq = ")
                        .value(row.seq)
                        .run(&work.tx)
                        .await?;
                }
                let days = steps.iter().map(|(step, day)| (step.key(), day));
                let detail = json!(days.collect::<std::collections::BTreeMap<_, _>>());
                work.note(&author, "round.timetable", ("campaign", of.bytes()), detail);
                Ok(Some(TimetableOutcome::Set))
            })
        })
        .await
    }
}

/// The campaign's row; on PostgreSQL locked, so that two do not change its days at once.
async fn lock(work: &Work, of: CampaignId) -> Result<Seq, StoreError> {
    let row = Sql::new("SELECT seq FROM campaign WHERE id = ")
        .value(of.bytes().to_vec())
        .text(if work.is_postgres { " FOR UPDATE" } else { "" })
        .one::<Seq>(&work.tx)
        .await?;
    row.ok_or(StoreError::Missing("campaign"))
}

/// A round's days, in the order of its steps.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    campaign_seq: i64,
) -> Result<Vec<(RoundStep, NaiveDate)>, StoreError> {
    let rows = Sql::new("SELECT step, due_on FROM round_step WHERE campaign_seq = ")
        .value(campaign_seq)
        .all::<Row>(db)
        .await?;
    let step = |row: Row| {
        let step = RoundStep::of(&row.step);
        let step = step.ok_or_else(|| StoreError::damaged("round step", &row.step))?;
        Ok((step, date(&row.due_on)?))
    };
    let mut steps = rows
        .into_iter()
        .map(step)
        .collect::<Result<Vec<_>, StoreError>>()?;
    steps.sort_by_key(|(step, _)| *step);
    Ok(steps)
}

/// Puts these days in the place of those held.
pub(super) async fn put(
    work: &Work,
    campaign_seq: i64,
    steps: &[(RoundStep, NaiveDate)],
) -> Result<(), StoreError> {
    if steps.is_empty() {
        return Ok(());
    }
    Sql::new("INSERT INTO round_step (campaign_seq, step, due_on) ")
        .rows(steps.iter().map(|(step, day)| {
            [
                campaign_seq.into(),
                step.key().into(),
                day.to_string().into(),
            ]
        }))
        .text(" ON CONFLICT (campaign_seq, step) DO UPDATE SET due_on = excluded.due_on")
        .run(&work.tx)
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(FromQueryResult)]
struct Row {
    step: String,
    due_on: String,
}
