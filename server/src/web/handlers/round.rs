//! An audit round's pages for its host: the cohort, the timetable, a case more.

use super::{
    id,
    posted::{Fields, attempt, day, field, problem, values},
};
use crate::{
    case_reference,
    store::{StoreError, TimetableOutcome},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use chrono::NaiveDate;
use fourlens_app::{
    pages,
    portal::{
        CASE_SHOWS, CampaignId, CaseShow, OrganisationId, ROUND_STEPS, Refusal, RoundAttempt,
        RoundStep,
    },
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

const CLOSED: &str = "This round is closed, so its cases and its timetable stay as they are.";

/// The query of a round's page; blank parts are as good as none.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    done: String,
}

/// A round.
pub async fn round(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    let show = CASE_SHOWS.iter().find(|(_, word, _)| *word == asked.show);
    let show = show.map_or(CaseShow::All, |(show, ..)| *show);
    let number = asked.page.parse().unwrap_or(1);
    let done = match asked.done.as_str() {
        "timetable" => Some("The timetable was changed.".to_string()),
        "opened" => {
            Some("The round was opened. Look at its timetable, then add the cases.".to_string())
        }
        _ => None,
    };
    let page = pages::round::page(&visit.portal(), id(&campaign)?, show, number, done).await?;
    render::page(&visit.state, page).await
}

/// The timetable, to be changed.
pub async fn timetable(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let attempt = RoundAttempt::default();
    draw_timetable(&visit, id(&campaign)?, attempt, StatusCode::OK).await
}

async fn draw_timetable(
    visit: &Visit,
    id: CampaignId,
    attempt: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::timetable::page(&visit.portal(), id, attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// Sets the timetable.
pub async fn set_timetable(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    open_round(&visit, campaign).await?;
    let steps = match steps(&fields) {
        Ok(steps) => steps,
        Err(problems) => {
            let tried = attempt(fields, problems);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw_timetable(&visit, campaign, tried, status).await;
        }
    };
    let seen = seen(field(&fields, "seen"));
    let outcome = visit.scope()?.set_timetable(campaign, seen, steps).await?;
    match outcome.ok_or(Refusal::NotFound)? {
        TimetableOutcome::Set => {
            let to = format!("/campaigns/{campaign}/cases?done=timetable");
            Ok(Redirect::to(&to).into_response())
        }
        TimetableOutcome::Moved => {
            let moved = "Someone changed the timetable after you opened this page. Nothing of yours was saved. The days they set stand beside each of yours: check them, then save again";
            let tried = attempt(fields, problem("moved", moved));
            draw_timetable(&visit, campaign, tried, StatusCode::CONFLICT).await
        }
    }
}

/// The last day of each step.
type Days = Vec<(RoundStep, NaiveDate)>;

/// The days that were posted, in order.
fn steps(fields: &Fields) -> Result<Days, Vec<(String, String)>> {
    let mut steps = Days::new();
    let mut problems = Vec::new();
    for step in ROUND_STEPS {
        let title = step.title();
        match (day(fields, step.key()), steps.last()) {
            (None, _) => {
                let message = format!("Enter a real day for “{title}”, like 27 11 2026");
                problems.push((step.key().to_string(), message));
            }
            (Some(day), Some((before, last))) if day < *last => {
                let message = format!(
                    "Enter a day for “{title}” that is not before “{}”",
                    before.title()
                );
                problems.push((step.key().to_string(), message));
            }
            (Some(day), _) => steps.push((step, day)),
        }
    }
    if problems.is_empty() {
        Ok(steps)
    } else {
        Err(problems)
    }
}

/// The days that a page showed, as it carries them.
fn seen(carried: &str) -> Days {
    let days = carried.split(',').map_while(|day| day.parse().ok());
    ROUND_STEPS.into_iter().zip(days).collect()
}

/// A case to be added.
pub async fn new_case(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let attempt = RoundAttempt::default();
    draw_new(&visit, id(&campaign)?, attempt, StatusCode::OK).await
}

async fn draw_new(
    visit: &Visit,
    to: CampaignId,
    attempt: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::case_agencies::new(&visit.portal(), to, attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// Adds a case to a round.
pub async fn add_case(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    open_round(&visit, campaign).await?;
    let asked = asked(&fields)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let reference = match case_reference::read(field(&fields, "reference")) {
        Ok(reference) => reference,
        Err(message) => {
            let tried = attempt(fields, problem("reference", &message));
            return draw_new(&visit, campaign, tried, status).await;
        }
    };
    if asked.is_empty() {
        let message = "Select at least one agency that worked with the child";
        let tried = attempt(fields, problem("agency", message));
        return draw_new(&visit, campaign, tried, status).await;
    }
    match visit.scope()?.add_case(campaign, reference, asked).await {
        Ok(case) => {
            let case = case.ok_or(Refusal::NotFound)?;
            Ok(Redirect::to(&format!("/cases/{case}?done=added")).into_response())
        }
        Err(StoreError::Taken(_)) => {
            let message = "Enter another reference: this one is taken";
            let tried = attempt(fields, problem("reference", message));
            draw_new(&visit, campaign, tried, status).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The organisations that a page of agencies posts, each once.
pub(super) fn asked(fields: &Fields) -> Result<Vec<OrganisationId>, WebError> {
    let agencies = values(fields, "agency").chain(values(fields, "other"));
    let mut asked = Vec::new();
    for posted in agencies.filter(|posted| !posted.is_empty()) {
        asked.push(id(posted)?);
    }
    asked.sort();
    asked.dedup();
    Ok(asked)
}

/// Refuses what is out of reach and a round that is closed.
pub(super) async fn open_round(visit: &Visit, id: CampaignId) -> Result<(), WebError> {
    let round = visit.scope()?.round(id).await?.ok_or(Refusal::NotFound)?;
    match round.campaign.closed_at {
        None => Ok(()),
        Some(_) => Err(Refusal::Closed {
            because: CLOSED.to_string(),
        }
        .into()),
    }
}
