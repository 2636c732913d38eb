//! Cycles that are over and one under way, of each form, with the returns of each. It must not
//! know what is answered.

use super::{
    Making,
    answering::Answering,
    drafts,
    quality::Year,
    respondents::{Respondent, Standing},
    rounds::Round,
};
use crate::{
    clock::UnixMillis,
    store::{
        FormHash, OpenCampaign, Page, PastSubmission, ReturnFilter, ReturnView, StoreError,
        Submitted,
    },
    submission::{Destination, Handed},
};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use fourlens_app::portal::{CampaignId, OrganisationId};
use fourlens_forms::{
    form::Form,
    journey::Journey,
    question::{FillFrom, Question},
};
use serde_json::Value as Json;
use std::collections::HashMap;

/// Submissions written at once.
const SLICE: usize = 40;

/// Days from the first day of the open campaign to today, and from today to its last.
const OPEN_DAYS: i64 = 35;

/// Fifty-two weeks: campaigns of every year open on the same weekday.
const YEAR_DAYS: i64 = 364;

/// A cycle of returns.
struct Cycle {
    year: Year,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    /// The last day on which a return came.
    until: NaiveDate,
    /// Respondents in a hundred that return.
    returning: u64,
}

impl Cycle {
    fn of(today: NaiveDate, year: Year, returning: u64) -> Cycle {
        let shift = TimeDelta::days(YEAR_DAYS * i64::from(year));
        let closes_on = today + TimeDelta::days(OPEN_DAYS) + shift;
        Cycle {
            year,
            opens_on: opens_on(today) + shift,
            closes_on,
            until: match year {
                ..0 => closes_on,
                _ => today - TimeDelta::days(1),
            },
            returning,
        }
    }
}

/// The first day of the campaign that is open today.
pub(super) fn opens_on(today: NaiveDate) -> NaiveDate {
    today - TimeDelta::days(OPEN_DAYS)
}

/// Runs the cycles of a form; the number of returns handed in.
pub(super) async fn run(making: &Making<'_>, round: &Round<'_>) -> Result<usize, StoreError> {
    let mut handed_in = 0;
    let mut plans = Plans::new();
    for (year, returning) in round.cycles {
        let cycle = Cycle::of(making.today, *year, *returning);
        let campaign = open(making, round, &cycle).await?;
        let returns = returns(making, campaign).await?;
        let (done, planned) = hand_in(making, round, &cycle, &returns, &plans).await?;
        handed_in += done;
        if *year < 0 {
            making.system.close_campaign(campaign).await?;
            plans = planned;
        } else {
            drafts::begin(making, round, &returns, &plans).await?;
        }
    }
    Ok(handed_in)
}

async fn open(
    making: &Making<'_>,
    round: &Round<'_>,
    cycle: &Cycle,
) -> Result<CampaignId, StoreError> {
    let campaign = OpenCampaign {
        form_version: FormHash(*round.form.version()),
        title: (round.title)(cycle.opens_on + TimeDelta::days(OPEN_DAYS)),
        opens_on: cycle.opens_on,
        closes_on: cycle.closes_on,
        as_of: cycle.opens_on,
        audience: round.audience(),
    };
    let opened = making.system.open_campaign(campaign).await?;
    opened.ok_or(StoreError::Missing("form version"))
}

/// The returns of a campaign, by whose they are.
pub(super) type Returns = HashMap<OrganisationId, ReturnView>;

/// The actions planned in the cycle before, by whose they are.
pub(super) type Plans = HashMap<OrganisationId, Json>;

async fn returns(making: &Making<'_>, of: CampaignId) -> Result<Returns, StoreError> {
    let listed = making
        .system
        .returns_of_campaign(of, &ReturnFilter::default(), Page::ALL)
        .await?;
    Ok(listed
        .into_iter()
        .map(|view| (view.organisation.id, view))
        .collect())
}

/// Whether someone returns in a cycle. Those looked at by people who may sign in always have; this
/// year each stands where it says.
fn returned(who: &dyn Respondent, cycle: &Cycle) -> bool {
    match (who.standing(), cycle.year) {
        (Some(standing), 0) => standing == Standing::Submitted,
        (Some(_), _) => true,
        (None, year) => who
            .dice()
            .of(&format!("returns in {year}"))
            .happens(cycle.returning),
    }
}

/// Hands in what was returned; how many, and what they plan.
async fn hand_in(
    making: &Making<'_>,
    round: &Round<'_>,
    cycle: &Cycle,
    returns: &Returns,
    plans: &Plans,
) -> Result<(usize, Plans), StoreError> {
    let asked: Vec<_> = round
        .who
        .iter()
        .filter(|who| returned(**who, cycle))
        .filter_map(|who| Some((*who, returns.get(&who.view().id)?)))
        .collect();
    let (mut done, mut planned) = (0, Plans::new());
    for slice in asked.chunks(SLICE) {
        let mut handed = Vec::with_capacity(slice.len());
        for (who, view) in slice {
            let answering = Answering {
                city: &making.city.dice,
                who: *who,
                year: cycle.year,
                at: instant(*who, cycle),
                host: &making.host,
                last_plan: plans.get(&who.view().id),
            };
            let journey = answering.journey(round.form);
            planned.extend(plan(&journey).map(|plan| (who.view().id, plan)));
            handed.extend(past(making, view, &answering, &journey));
        }
        let ends = making.system.append_past(handed).await?;
        done += ends
            .iter()
            .filter(|end| matches!(end, Submitted::Done(_)))
            .count();
    }
    Ok((done, planned))
}

/// The action plan of a journey, if the form offers its actions again.
fn plan(journey: &Journey<'_>) -> Option<Json> {
    let table = |from: FillFrom| {
        let entries = journey.form().entries().iter();
        entries
            .map(|entry| &entry.question)
            .position(|question| match question {
                Question::Table(table) => table.kind.fill_from == Some(from),
                _ => false,
            })
    };
    table(FillFrom::LastActions)?;
    journey.answer(table(FillFrom::Ratings)?).cloned()
}

/// A submission, made the way a person's is; none of answers that the form refuses.
fn past(
    making: &Making<'_>,
    view: &ReturnView,
    answering: &Answering<'_>,
    journey: &Journey<'_>,
) -> Option<PastSubmission> {
    if !journey.problems().is_empty() {
        return None;
    }
    let form: &Form = journey.form();
    let to = Destination {
        return_id: view.id,
        draft_version: view.draft_version,
        idempotency_key: making.random.bytes(),
        form,
        organisation: answering.who.view(),
        as_of: answering.day(),
    };
    let command = Handed::of(journey, &making.host).command(to, view.id.bytes().to_vec());
    let submitted_by = making.signers.get(&view.organisation.id).copied();
    Some(PastSubmission {
        command,
        submitted_at: answering.at,
        submitted_by,
    })
}

/// When someone hands in: on a working day, during the day, and most in the last weeks.
fn instant(who: &dyn Respondent, cycle: &Cycle) -> UnixMillis {
    let mut dice = who.dice().of(&format!("hands in, {}", cycle.year));
    let days = (cycle.until - cycle.opens_on).num_days();
    let day = cycle.opens_on + TimeDelta::days(dice.between(0, days).max(dice.between(0, days)));
    let weekend = i64::from(day.weekday().num_days_from_monday()) - 4;
    let day = (day - TimeDelta::days(weekend.max(0))).max(cycle.opens_on);
    let at = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(dice.between(8 * 60, 17 * 60));
    UnixMillis::from(at.and_utc())
}
