//! Two cycles that are over and one under way, with the returns of each.

use super::{
    Making, WEEKS_AFTER, WEEKS_BEFORE,
    accounts::{PRIMARY, SPECIAL},
    answering,
    quality::Year,
    schools::School,
};
use crate::{
    clock::UnixMillis,
    store::{
        Audience, Change, FormHash, OpenCampaign, OrganisationKind, Page, PastSubmission,
        ReturnFilter, ReturnView, StoreError,
    },
    submission::{Destination, Handed},
};
use chrono::{Datelike, Days, NaiveDate};
use fourlens_app::portal::{CampaignId, OrganisationId};
use fourlens_forms::{journey::Journey, question::Question};
use std::collections::HashMap;

/// Submissions written at once.
const SLICE: usize = 40;

/// Sections that a begun draft has filled.
const BEGUN: [&str; 3] = ["A", "B", "C"];

/// A cycle of returns.
struct Cycle {
    year: Year,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    /// The last day on which a return came.
    until: NaiveDate,
    /// Schools in a hundred that returned.
    returned: u64,
}

/// Runs the cycles; the number of returns handed in.
pub(super) async fn run(making: &Making<'_>) -> Result<usize, StoreError> {
    let shift = |days: u64, back: bool| {
        let days = Days::new(days);
        let day = if back {
            making.today.checked_sub_days(days)
        } else {
            making.today.checked_add_days(days)
        };
        day.unwrap_or(making.today)
    };
    let (opens, closes) = (shift(WEEKS_BEFORE * 7, true), shift(WEEKS_AFTER * 7, false));
    let mut handed_in = 0;
    for (year, returned) in [(-2, 93), (-1, 97), (0, 60)] {
        let back = |day: NaiveDate| day.with_year(day.year() + year).unwrap_or(day);
        let over = year < 0;
        let until = if over { back(closes) } else { shift(1, true) };
        let cycle = Cycle {
            year,
            opens_on: back(opens),
            closes_on: back(closes),
            until,
            returned,
        };
        let campaign = open(making, &cycle).await?;
        handed_in += hand_in(making, campaign, &cycle).await?;
        if over {
            making.system.close_campaign(campaign).await?;
        } else {
            begin_drafts(making, campaign).await?;
        }
    }
    Ok(handed_in)
}

async fn open(making: &Making<'_>, cycle: &Cycle) -> Result<CampaignId, StoreError> {
    // A school year has the name of both its calendar years.
    let first = if cycle.opens_on.month() >= 9 {
        cycle.opens_on.year()
    } else {
        cycle.opens_on.year() - 1
    };
    let campaign = OpenCampaign {
        form_version: FormHash(*making.form.version()),
        title: format!("School return {first}/{:02}", (first + 1) % 100),
        opens_on: cycle.opens_on,
        closes_on: cycle.closes_on,
        as_of: cycle.opens_on,
        audience: Audience {
            below: None,
            kinds: vec![OrganisationKind::School],
            phases: Vec::new(),
            school_types: Vec::new(),
        },
    };
    let opened = making.system.open_campaign(campaign).await?;
    opened.ok_or(StoreError::Missing("form version"))
}

async fn returns(
    making: &Making<'_>,
    campaign: CampaignId,
) -> Result<HashMap<OrganisationId, ReturnView>, StoreError> {
    let all = Page {
        offset: 0,
        limit: 10_000,
    };
    let listed = making
        .system
        .returns_of_campaign(campaign, &ReturnFilter::default(), all)
        .await?;
    Ok(listed
        .into_iter()
        .map(|view| (view.organisation.id, view))
        .collect())
}

/// Whether a school hands in during a cycle. The demo's own primary has past returns and a draft.
fn hands_in(school: &School, cycle: &Cycle) -> bool {
    let is = |place: &str| school.view.name.starts_with(place);
    let drawn = school
        .dice
        .of(&format!("returns {}", cycle.year))
        .happens(cycle.returned);
    match cycle.year {
        0 if is(PRIMARY) || is(SPECIAL) => false,
        _ if is(PRIMARY) || is(SPECIAL) || is(super::accounts::SECONDARY) => true,
        _ => drawn,
    }
}

async fn hand_in(
    making: &Making<'_>,
    campaign: CampaignId,
    cycle: &Cycle,
) -> Result<usize, StoreError> {
    let returns = returns(making, campaign).await?;
    let mut waiting = Vec::new();
    let mut handed_in = 0;
    for school in making
        .city
        .schools
        .iter()
        .filter(|school| hands_in(school, cycle))
    {
        let Some(view) = returns.get(&school.view.id) else {
            continue;
        };
        waiting.extend(past(making, view, school, cycle));
        if waiting.len() >= SLICE {
            handed_in += making
                .system
                .append_past(std::mem::take(&mut waiting))
                .await?
                .len();
        }
    }
    handed_in += making.system.append_past(waiting).await?.len();
    Ok(handed_in)
}

/// A school's submission in a cycle, made the way a person's is.
fn past(
    making: &Making<'_>,
    view: &ReturnView,
    school: &School,
    cycle: &Cycle,
) -> Option<PastSubmission> {
    let mut dice = school.dice.of(&format!("hands in {}", cycle.year));
    let window = (cycle.until - cycle.opens_on).num_days().max(1);
    // Most come in the last third.
    let late = dice.between(0, window - 1).max(dice.between(0, window - 1));
    let day = cycle
        .opens_on
        .checked_add_days(Days::new(late.unsigned_abs()))?;
    let answers = answering::complete(making.form, &making.city.dice, school, cycle.year, day)?;
    let journey = Journey::new(making.form, answers, day);
    let to = Destination {
        return_id: view.id,
        draft_version: 0,
        idempotency_key: making.random.bytes(),
        form: making.form,
        organisation: &school.view,
        as_of: day,
    };
    let command = Handed::of(&journey, &making.host).command(to, view.id.bytes().to_vec());
    let at =
        day.and_hms_opt(8, 0, 0)?.and_utc().timestamp_millis() + dice.between(0, 9 * 60) * 60_000;
    let submitted_at = UnixMillis(at.min(making.clock.now().0));
    Some(PastSubmission {
        command,
        submitted_at,
        submitted_by: None,
    })
}

/// Drafts of schools that have begun: the demo's primary, and some others.
async fn begin_drafts(making: &Making<'_>, campaign: CampaignId) -> Result<(), StoreError> {
    let returns = returns(making, campaign).await?;
    for school in &making.city.schools {
        let Some(view) = returns
            .get(&school.view.id)
            .filter(|view| view.receipt.is_none())
        else {
            continue;
        };
        let is_primary = school.view.name.starts_with(PRIMARY);
        if !is_primary && !school.dice.of("begins").happens(45) {
            continue;
        }
        let answers = answering::complete(making.form, &making.city.dice, school, 0, making.today);
        let Some(answers) = answers else { continue };
        let mut changes = Vec::new();
        for entry in making.form.entries() {
            let section = &making.form.sections()[entry.section].id;
            let tabled = matches!(entry.question, Question::Table(_));
            if let (true, false, Some(answer)) = (
                BEGUN.contains(&section.as_str()),
                tabled,
                answers.get(entry.question.id()),
            ) {
                let question = entry.question.id().to_string();
                changes.push(Change {
                    question,
                    row: String::new(),
                    seen_version: 0,
                    value: Some(answer.clone()),
                });
            }
        }
        making.system.save(view.id, changes).await?;
    }
    Ok(())
}
