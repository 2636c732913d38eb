//! What an auditor says about a conflict of interest, before they see anything of a case and
//! whenever they find one out.

use super::{
    id,
    posted::{Fields, attempt, field},
};
use crate::{
    jobs::Mail,
    policy::Action,
    store::{DeclareOutcome, Declared, OutboxMessage},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::Path,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{CaseId, Refusal, ReturnId, RoundAttempt},
};

type Page = Result<Response<Body>, WebError>;

/// The most letters a reason may have.
const REASON: usize = 500;

/// The question.
pub async fn form(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    draw(
        &visit,
        id(&return_id)?,
        RoundAttempt::default(),
        StatusCode::OK,
    )
    .await
}

async fn draw(visit: &Visit, id: ReturnId, attempt: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::conflict::page(&visit.portal(), id, attempt).await?;
    render::page_with(&visit.state, page, status).await
}

/// The answer.
pub async fn declare(
    Extension(visit): Extension<Visit>,
    Path(return_id): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (return_id, scope): (ReturnId, _) = (id(&return_id)?, visit.scope()?);
    let named = scope.named_returns().await?;
    let named = named.into_iter().find(|named| named.view.id == return_id);
    let case = named.ok_or(Refusal::NotFound)?.case.id;
    let declared = match declared(&fields) {
        Ok(declared) => declared,
        Err(problem) => {
            let tried = attempt(fields, vec![problem]);
            return draw(&visit, return_id, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let told = match declared {
        Declared::NoConflict => Vec::new(),
        Declared::Conflict(_) => told(&visit, return_id, case).await?,
    };
    let is_free = declared == Declared::NoConflict;
    let outcome = scope.declare(return_id, declared, told).await?;
    let to = match (outcome.ok_or(Refusal::NotFound)?, is_free) {
        (DeclareOutcome::Done, true) => format!("/returns/{return_id}"),
        _ => format!("/returns/{return_id}/conflict"),
    };
    Ok(Redirect::to(&to).into_response())
}

fn declared(fields: &Fields) -> Result<Declared, (String, String)> {
    let wrong = |at: &str, message: &str| Err((at.to_string(), message.to_string()));
    let reason = field(fields, "reason");
    match field(fields, "conflict") {
        "no" => Ok(Declared::NoConflict),
        "yes" if reason.chars().count() > REASON => wrong(
            "reason",
            "Shorten what you say about the conflict to 500 characters or fewer",
        ),
        "yes" => Ok(Declared::Conflict(
            Some(reason.to_string()).filter(|reason| !reason.is_empty()),
        )),
        _ => wrong(
            "conflict",
            "Select yes if you have a conflict of interest in this case",
        ),
    }
}

/// The mails that tell the hosts; whether each may still know is asked when it is sent.
async fn told(
    visit: &Visit,
    return_id: ReturnId,
    case: CaseId,
) -> Result<Vec<OutboxMessage>, WebError> {
    let hosts = visit.state.store.system("portal").people().await?;
    let hosts = hosts.into_iter().filter(|person| {
        let mut grants = person.grants.iter();
        grants.any(|grant| Action::HostRound.allows(grant.role))
    });
    let by = visit.actor.as_ref().ok_or(Refusal::SignIn)?.person;
    let mail = |host: crate::store::PersonView| {
        let key = format!("conflict:{return_id}:{by}:{}", host.id);
        Mail::Conflict { to: host.id, case }.message(key)
    };
    Ok(hosts.map(mail).collect())
}
