//! One case of a round, for its host: whom it asks, who audits, whether it stays in.

use super::{
    id,
    posted::{Fields, attempt, field, problem},
    round::{asked, open_round},
};
use crate::{
    store::{CaseStatus, NameOutcome, Scoped},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{CaseId, OrganisationId, PersonId, Refusal, RoundAttempt},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// What has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    pub(super) done: String,
}

/// One case.
pub async fn case(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "added" => "The case was added. Name an auditor for each agency.",
        "named" => "The auditor was named. They find the case on their home page.",
        "removed" => "They are no longer named. What they saved stays in the return.",
        "asked" => "The agencies asked were changed.",
        "kept" => "The agencies asked were changed, but for those that have begun their return.",
        "withdrawn" => "The case was taken out of the round. Its returns are closed to auditors.",
        "locked" => "The grades were locked. Each stands as its agency gave it.",
        "shown" => "The grades are shown. The auditors were told by email.",
        "reopened" => "The case is back in the round.",
        _ => "",
    };
    let attempt = RoundAttempt {
        done: Some(said.to_string()).filter(|said| !said.is_empty()),
        ..RoundAttempt::default()
    };
    draw(&visit, id(&case)?, attempt, StatusCode::OK).await
}

async fn draw(visit: &Visit, id: CaseId, attempt: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::case::page(&visit.portal(), id, attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// Refuses a case that is out of reach, and one of a closed round.
pub(super) async fn open_case(visit: &Visit, scope: &Scoped, id: CaseId) -> Result<(), WebError> {
    let case = scope.case(id).await?.ok_or(Refusal::NotFound)?;
    open_round(visit, case.campaign).await
}

fn to_case(id: CaseId, done: &str) -> Page {
    Ok(Redirect::to(&format!("/cases/{id}?done={done}")).into_response())
}

/// Whom a case asks.
pub async fn agencies(Extension(visit): Extension<Visit>, Path(case): Path<String>) -> Page {
    let attempt = RoundAttempt::default();
    let page = pages::case_agencies::page(&visit.portal(), id(&case)?, attempt).await?;
    render::page(&visit.state, page).await
}

/// Asks exactly the agencies that are ticked, but for those that have begun.
pub async fn ask(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let outcome = scope.ask_about_case(case, asked(&fields)?).await?;
    let outcome = outcome.ok_or(Refusal::NotFound)?;
    match outcome.kept.is_empty() {
        true => to_case(case, "asked"),
        false => to_case(case, "kept"),
    }
}

/// Names an auditor.
pub async fn name(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let organisation: OrganisationId = id(field(&fields, "organisation"))?;
    let at = format!("person-{organisation}");
    let wrong = |message: &str| problem(&at, message);
    let Ok(person) = field(&fields, "person").parse::<PersonId>() else {
        let tried = attempt(fields, wrong("Select who audits the case for this agency"));
        return draw(&visit, case, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let may = may_audit(&visit, &scope, case, (organisation, person)).await?;
    let outcome = match may {
        true => scope.name_auditor(case, organisation, person).await?,
        false => Some(NameOutcome::Blocked),
    };
    let message = match outcome.ok_or(Refusal::NotFound)? {
        NameOutcome::Done | NameOutcome::AlreadySo => return to_case(case, "named"),
        NameOutcome::NotAsked => "This agency is not asked about the case any more",
        NameOutcome::Blocked | NameOutcome::Conflicted => {
            "Select someone else: this person cannot audit the case for this agency"
        }
    };
    let tried = attempt(fields, wrong(message));
    draw(&visit, case, tried, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Whether a person is one of those whom the page offers.
async fn may_audit(
    visit: &Visit,
    scope: &Scoped,
    case: CaseId,
    (organisation, person): (OrganisationId, PersonId),
) -> Result<bool, WebError> {
    let auditors = scope.auditors_of_case(case).await?;
    let named =
        |of: &crate::store::AuditorView| of.organisation == organisation && of.person == person;
    if auditors.iter().any(named) {
        return Ok(true);
    }
    use fourlens_app::portal::Portal;
    let shown = visit.portal().case(case, RoundAttempt::default()).await?;
    let offered = shown.case.agencies.iter().zip(&shown.candidates);
    let mut offered = offered.filter(|(agency, _)| agency.organisation == organisation);
    Ok(offered.any(|(_, people)| people.iter().any(|(id, _)| *id == person)))
}

/// Takes back that someone audits.
pub async fn remove(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let organisation = id(field(&fields, "organisation"))?;
    let person = id(field(&fields, "person"))?;
    let outcome = scope.remove_auditor(case, organisation, person).await?;
    match outcome.ok_or(Refusal::NotFound)? {
        NameOutcome::Conflicted => Err(Refusal::Closed {
            because: "This person has declared a conflict of interest, which stays on record."
                .to_string(),
        }
        .into()),
        _ => to_case(case, "removed"),
    }
}

/// Takes a case out of its round, or back in.
pub async fn set_status(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let (status, done) = match field(&fields, "status") {
        "open" => (CaseStatus::Open, "reopened"),
        "withdrawn" => (CaseStatus::Withdrawn, "withdrawn"),
        _ => return Err(WebError::Malformed("status is open or withdrawn")),
    };
    let changed = scope.set_case_status(case, status).await?;
    changed.ok_or(Refusal::NotFound)?;
    to_case(case, done)
}
