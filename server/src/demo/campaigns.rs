//! Two cycles that are over and one under way, with the returns of each. It must not know what
//! is answered.

use super::{
    Making,
    accounts::{PRIMARY, SECONDARY, SPECIAL},
    answering::Respondent,
    drafts,
    quality::Year,
    schools::School,
};
use crate::{
    clock::UnixMillis,
    store::{
        Audience, FormHash, OpenCampaign, OrganisationKind, Page, PastSubmission, ReturnFilter,
        ReturnView, StoreError, Submitted,
    },
    submission::{Destination, Handed},
};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use fourlens_app::portal::{CampaignId, OrganisationId};
use std::collections::HashMap;

/// Submissions written at once.
const SLICE: usize = 40;

/// Days from the first day of the open campaign to today, and from today to its last.
const OPEN_DAYS: i64 = 35;

/// Fifty-two weeks: campaigns of every year open on the same weekday.
const YEAR_DAYS: i64 = 364;

/// Each cycle's year, and how many schools in a hundred return.
const CYCLES: [(Year, u64); 3] = [(-2, 93), (-1, 97), (0, 60)];

/// A cycle of returns.
struct Cycle {
    year: Year,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    /// The last day on which a return came.
    until: NaiveDate,
    /// Schools in a hundred that return.
    returning: u64,
}

/// The first day of the campaign that is open today.
pub(super) fn opens_on(today: NaiveDate) -> NaiveDate {
    today - TimeDelta::days(OPEN_DAYS)
}

/// Runs the cycles; the number of returns handed in.
pub(super) async fn run(making: &Making<'_>) -> Result<usize, StoreError> {
    let mut handed_in = 0;
    for (year, returning) in CYCLES {
        let shift = TimeDelta::days(YEAR_DAYS * i64::from(year));
        let closes_on = making.today + TimeDelta::days(OPEN_DAYS) + shift;
        let over = year < 0;
        let cycle = Cycle {
            year,
            opens_on: opens_on(making.today) + shift,
            closes_on,
            until: if over {
                closes_on
            } else {
                making.today - TimeDelta::days(1)
            },
            returning,
        };
        let campaign = open(making, &cycle).await?;
        let returns = returns(making, campaign).await?;
        handed_in += hand_in(making, &cycle, &returns).await?;
        if over {
            making.system.close_campaign(campaign).await?;
        } else {
            drafts::begin(making, &returns).await?;
        }
    }
    Ok(handed_in)
}

async fn open(making: &Making<'_>, cycle: &Cycle) -> Result<CampaignId, StoreError> {
    // A school year begins in September, and has the name of both its calendar years.
    let current = making.today.year() - i32::from(making.today.month() < 9);
    let first = current + cycle.year;
    let campaign = OpenCampaign {
        form_version: FormHash(*making.form.version()),
        title: format!("School return {first}/{:02}", (first + 1) % 100),
        opens_on: cycle.opens_on,
        closes_on: cycle.closes_on,
        as_of: cycle.opens_on,
        audience: Audience {
            kinds: vec![OrganisationKind::School],
            ..Audience::default()
        },
    };
    let opened = making.system.open_campaign(campaign).await?;
    opened.ok_or(StoreError::Missing("form version"))
}

/// The returns of a campaign, by whose they are.
pub(super) type Returns = HashMap<OrganisationId, ReturnView>;

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

/// Whether a school returns in a cycle. Those whose heads may sign in always have; this year one
/// has, one has begun, and one has not.
fn returned(school: &School, cycle: &Cycle) -> bool {
    let is_known = [PRIMARY, SECONDARY, SPECIAL]
        .into_iter()
        .find(|place| school.is_in(place));
    match (is_known, cycle.year) {
        (Some(place), 0) => place == SECONDARY,
        (Some(_), _) => true,
        (None, year) => school
            .dice
            .of(&format!("returns in {year}"))
            .happens(cycle.returning),
    }
}

/// Hands in what schools returned; how many.
async fn hand_in(
    making: &Making<'_>,
    cycle: &Cycle,
    returns: &Returns,
) -> Result<usize, StoreError> {
    let schools = making
        .city
        .schools
        .iter()
        .filter(|school| returned(school, cycle));
    let asked: Vec<_> = schools
        .filter_map(|school| Some((school, returns.get(&school.view.id)?)))
        .collect();
    let mut done = 0;
    for slice in asked.chunks(SLICE) {
        let handed = slice
            .iter()
            .filter_map(|(school, view)| past(making, view, school, cycle));
        let ends = making.system.append_past(handed.collect()).await?;
        done += ends
            .iter()
            .filter(|end| matches!(end, Submitted::Done(_)))
            .count();
    }
    Ok(done)
}

/// A school's submission, made the way a person's is; none of answers that the form refuses.
fn past(
    making: &Making<'_>,
    view: &ReturnView,
    school: &School,
    cycle: &Cycle,
) -> Option<PastSubmission> {
    let respondent = Respondent {
        city: &making.city.dice,
        school,
        year: cycle.year,
        at: instant(school, cycle),
        host: &making.host,
    };
    let journey = respondent.journey(making.form);
    if !journey.problems().is_empty() {
        return None;
    }
    let to = Destination {
        return_id: view.id,
        draft_version: view.draft_version,
        idempotency_key: making.random.bytes(),
        form: making.form,
        organisation: &school.view,
        as_of: respondent.day(),
    };
    let command = Handed::of(&journey, &making.host).command(to, view.id.bytes().to_vec());
    let submitted_by = making.heads.get(&school.view.id).copied();
    Some(PastSubmission {
        command,
        submitted_at: respondent.at,
        submitted_by,
    })
}

/// When a school hands in: on a working day, during the day, and most in the last weeks.
fn instant(school: &School, cycle: &Cycle) -> UnixMillis {
    let mut dice = school.dice.of(&format!("hands in, {}", cycle.year));
    let days = (cycle.until - cycle.opens_on).num_days();
    let day = cycle.opens_on + TimeDelta::days(dice.between(0, days).max(dice.between(0, days)));
    let weekend = i64::from(day.weekday().num_days_from_monday()) - 4;
    let day = (day - TimeDelta::days(weekend.max(0))).max(cycle.opens_on);
    let at = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(dice.between(8 * 60, 17 * 60));
    UnixMillis::from(at.and_utc())
}
