//! Opening a round of case audits: its form, its title, its letters and its first day. The eight
//! weeks follow, and can be changed.

use super::{
    id,
    posted::{Fields, attempt, day, field},
};
use crate::{
    case_reference, fill,
    publishing::{self, PublishError},
    store::{OpenRound, OrganisationKind},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use chrono::{Days, NaiveDate};
use fourlens_app::{
    pages,
    portal::{CampaignId, OrganisationId, ROUND_STEPS, Refusal, RoundAttempt},
};

type Page = Result<Response<Body>, WebError>;

/// Letters of a title at most.
const LONGEST_TITLE: usize = 120;

/// What is to be typed.
pub async fn form(Extension(visit): Extension<Visit>) -> Page {
    draw(&visit, RoundAttempt::default(), StatusCode::OK).await
}

async fn draw(visit: &Visit, attempt: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::round_opening::page(&visit.portal(), attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// Opens it. The same page posted twice opens one.
pub async fn open(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let campaign: CampaignId = id(field(&fields, "id"))?;
    let typed = match typed(&fields) {
        Ok(typed) => typed,
        Err(problems) => {
            let tried = attempt(fields, problems);
            return draw(&visit, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let scope = visit.scope()?;
    let latest = publishing::latest(&visit.state, &typed.form).await?;
    if !fill::is_about_a_case(&latest.form) {
        return Err(Refusal::NotFound.into());
    }
    let asked = publishing::asked_from(&scope, &latest.form, typed.opens_on).await;
    let form_version = asked.map_err(|cause| match cause {
        PublishError::Store(cause) => cause.into(),
        other => WebError::Fault(other.to_string()),
    })?;
    let weeks = |weeks| typed.opens_on + Days::new(7 * weeks);
    let open = OpenRound {
        form_version,
        title: typed.title,
        opens_on: typed.opens_on,
        as_of: typed.opens_on,
        host: host(&visit).await?,
        theme: typed.theme,
        steps: ROUND_STEPS.map(|step| (step, weeks(step.week()))).to_vec(),
    };
    match scope.open_round_as(campaign, open).await? {
        true => {
            let to = format!("/campaigns/{campaign}/cases?done=opened");
            Ok(Redirect::to(&to).into_response())
        }
        false => Err(Refusal::NotFound.into()),
    }
}

/// The partnership that hosts rounds.
async fn host(visit: &Visit) -> Result<OrganisationId, WebError> {
    let organisations = visit.scope()?.organisations().await?;
    let top = organisations
        .iter()
        .find(|of| of.kind == OrganisationKind::Partnership);
    Ok(top.ok_or(Refusal::NotFound)?.id)
}

struct Typed {
    form: String,
    title: String,
    theme: String,
    opens_on: NaiveDate,
}

/// What was typed, or everything that is wrong with it.
fn typed(fields: &Fields) -> Result<Typed, Vec<(String, String)>> {
    let mut problems = Vec::new();
    let mut wrong = |at: &str, message: &str| problems.push((at.to_string(), message.to_string()));
    let form = field(fields, "form");
    if form.is_empty() {
        wrong("form", "Select which form the round asks");
    }
    let title = field(fields, "title");
    match title.chars().count() {
        0 => wrong("title", "Enter what people call this round"),
        1..=LONGEST_TITLE => {}
        _ => wrong("title", "Shorten the title to 120 letters or fewer"),
    }
    let theme = field(fields, "theme").to_uppercase();
    if !case_reference::is_theme(&theme) {
        wrong("theme", "Enter 2 to 6 letters for the theme, like NEG");
    }
    let opens_on = day(fields, "opens");
    if opens_on.is_none() {
        wrong("opens", "Enter the first day of the round, like 27 11 2026");
    }
    match (opens_on, problems.is_empty()) {
        (Some(opens_on), true) => Ok(Typed {
            form: form.to_string(),
            title: title.to_string(),
            theme,
            opens_on,
        }),
        _ => Err(problems),
    }
}
