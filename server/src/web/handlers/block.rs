//! Keeping someone out of a case, and lifting that. It works with their next request.

use super::{
    case::{Done, open_case},
    id,
    posted::{Fields, attempt, field},
};
use crate::{
    store::{Block, Scoped},
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
    portal::{CaseId, PersonId, Refusal, RoundAttempt},
};

type Page = Result<Response<Body>, WebError>;

/// The most letters a reason may have.
const REASON: usize = 500;

/// Who is kept out of a case.
pub async fn blocks(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "blocked" => Some("They see nothing of this case from now on."),
        "lifted" => Some("The block was lifted. They see again what their role lets them see."),
        _ => None,
    };
    let attempt = RoundAttempt {
        done: said.map(str::to_string),
        ..RoundAttempt::default()
    };
    draw(&visit, id(&case)?, attempt, StatusCode::OK).await
}

async fn draw(visit: &Visit, id: CaseId, attempt: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::blocks::page(&visit.portal(), id, attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// Keeps someone out of a case.
pub async fn add(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let person = field(&fields, "person").parse::<PersonId>();
    let person = match person {
        Ok(person) => known(&scope, person).await?,
        Err(_) => None,
    };
    let mut problems = Vec::new();
    if person.is_none() {
        let message = "Select who may not see this case";
        problems.push(("person".to_string(), message.to_string()));
    }
    problems.extend(wrong_reason(
        field(&fields, "reason"),
        "reason",
        "Enter why they may not see it",
    ));
    let (Some(person), true) = (person, problems.is_empty()) else {
        let tried = attempt(fields, problems);
        return draw(&visit, case, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let reason = field(&fields, "reason").to_string();
    let blocked = scope.block(case, person, Block::Set, reason).await?;
    blocked.ok_or(Refusal::NotFound)?;
    if visit
        .actor
        .as_ref()
        .is_some_and(|actor| actor.person == person)
    {
        // The page of blocks is no longer there for whoever blocks themselves.
        return Ok(Redirect::to("/campaigns").into_response());
    }
    Ok(Redirect::to(&format!("/cases/{case}/blocks?done=blocked")).into_response())
}

/// Lifts a block.
pub async fn lift(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let person: PersonId = id(field(&fields, "person"))?;
    let at = format!("reason-{person}");
    let reason = field(&fields, &at).to_string();
    let why = "Enter why they may see the case again";
    if let Some(problem) = wrong_reason(&reason, &at, why) {
        let tried = attempt(fields, vec![problem]);
        return draw(&visit, case, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let person = known(&scope, person).await?.ok_or(Refusal::NotFound)?;
    let lifted = scope.block(case, person, Block::Lift, reason).await?;
    lifted.ok_or(Refusal::NotFound)?;
    Ok(Redirect::to(&format!("/cases/{case}/blocks?done=lifted")).into_response())
}

/// A person within reach.
async fn known(scope: &Scoped, id: PersonId) -> Result<Option<PersonId>, WebError> {
    let people = scope.people().await?;
    Ok(people
        .iter()
        .find(|person| person.id == id)
        .map(|person| person.id))
}

/// What is wrong with a reason.
fn wrong_reason(reason: &str, field: &str, enter: &str) -> Option<(String, String)> {
    let message = match reason.chars().count() {
        0 => enter.to_string(),
        1..=REASON => return None,
        _ => format!("Shorten the reason to {REASON} characters or fewer"),
    };
    Some((field.to_string(), message))
}
