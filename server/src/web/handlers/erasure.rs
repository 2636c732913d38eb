//! Erasing: proposing, deciding, and holding a form.

use super::{
    case::Done,
    id,
    posted::{Fields, attempt, field, problem},
};
use crate::{
    portal::extent_of,
    store::{ErasureOutcome, ErasureTarget},
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
    portal::{
        CaseId, ERASURE_REASONS, ErasureId, HOLD_REASONS, RecordedId, Refusal, RoundAttempt,
        SubmissionId,
    },
};

type Page = Result<Response<Body>, WebError>;

/// What is due, proposed and held.
pub async fn erasures(Extension(visit): Extension<Visit>, Query(done): Query<Done>) -> Page {
    let said = match done.done.as_str() {
        "held" => Some("The form is held. Nothing of it is destroyed until the hold is lifted."),
        "lifted" => Some("The hold was lifted."),
        _ => None,
    };
    let tried = RoundAttempt {
        done: said.map(str::to_string),
        ..RoundAttempt::default()
    };
    let page = pages::erasures::page(&visit.portal(), tried).await?;
    render::page(&visit.state, page).await
}

/// Proposes to erase what a reference names, or a campaign that is due.
pub async fn propose(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let scope = visit.scope()?;
    let (extent, because) = (
        extent_of(field(&fields, "extent")),
        field(&fields, "because"),
    );
    let known = ERASURE_REASONS.iter().any(|(word, _)| *word == because);
    let reference = field(&fields, "reference").to_uppercase();
    let target = match field(&fields, "campaign") {
        "" => scope
            .recorded(&reference)
            .await?
            .map(|found| match found.id {
                RecordedId::Case(id) => ErasureTarget::Case(CaseId::from_bytes(id)),
                RecordedId::Submission(id) => {
                    ErasureTarget::Submission(SubmissionId::from_bytes(id))
                }
            }),
        campaign => Some(ErasureTarget::Campaign(id(campaign)?)),
    };
    let mut wrong = Vec::new();
    if target.is_none() {
        let message = "Enter the reference of a case or of a return, like NEG-26Q4-03";
        wrong.extend(problem("reference", message));
    }
    if extent.is_none() {
        wrong.extend(problem("extent", "Select how much of it is to be erased"));
    }
    if !known {
        wrong.extend(problem("because", "Select why it is to be erased"));
    }
    let (Some(target), Some(extent), true) = (target, extent, known) else {
        let tried = attempt(fields, wrong);
        let page = pages::erasures::page(&visit.portal(), tried).await?;
        return render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let proposal = id(field(&fields, "proposal"))?;
    let proposed = scope
        .propose_erasure(proposal, target, extent, because.to_string())
        .await?;
    let proposed = proposed.ok_or(Refusal::NotFound)?;
    Ok(Redirect::to(&format!("/erasures/{proposed}?done=proposed")).into_response())
}

/// One erasure.
pub async fn erasure(
    Extension(visit): Extension<Visit>,
    Path(erasure): Path<String>,
    Query(done): Query<Done>,
) -> Page {
    let said = match done.done.as_str() {
        "proposed" => Some("It is proposed. Another person decides."),
        "erased" => Some("It is destroyed, in every copy. This page is the report."),
        "refused" => Some("It was refused. Nothing was destroyed."),
        _ => None,
    };
    let tried = RoundAttempt {
        done: said.map(str::to_string),
        ..RoundAttempt::default()
    };
    draw(&visit, id(&erasure)?, tried, StatusCode::OK).await
}

async fn draw(visit: &Visit, id: ErasureId, tried: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::erasures::one::page(&visit.portal(), id, tried).await?;
    render::page_with(&visit.state, page, status).await
}

/// Approves what someone else proposed: it is destroyed.
pub async fn approve(Extension(visit): Extension<Visit>, Path(erasure): Path<String>) -> Page {
    decide(&visit, id(&erasure)?, true).await
}

/// Refuses it.
pub async fn refuse(Extension(visit): Extension<Visit>, Path(erasure): Path<String>) -> Page {
    decide(&visit, id(&erasure)?, false).await
}

async fn decide(visit: &Visit, id: ErasureId, approved: bool) -> Page {
    let outcome = visit.scope()?.decide_erasure(id, approved).await?;
    let message = match outcome.ok_or(Refusal::NotFound)? {
        ErasureOutcome::Erased(_) => return to(&format!("/erasures/{id}?done=erased")),
        ErasureOutcome::Refused => return to(&format!("/erasures/{id}?done=refused")),
        ErasureOutcome::SamePerson => "You proposed this, so another person decides",
        ErasureOutcome::Decided => "This was decided before. The page shows how",
        ErasureOutcome::Held(_) => "A legal hold was set on its form. Nothing was destroyed",
    };
    let tried = attempt(Vec::new(), problem("decide", message));
    draw(visit, id, tried, StatusCode::CONFLICT).await
}

/// Holds a form.
pub async fn hold(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let (form, because) = (field(&fields, "form"), field(&fields, "hold"));
    let mut wrong = Vec::new();
    if form.is_empty() {
        wrong.extend(problem("form", "Select which form is held"));
    }
    if !HOLD_REASONS.iter().any(|(word, _)| *word == because) {
        wrong.extend(problem("hold", "Select why it is held"));
    }
    if !wrong.is_empty() {
        let tried = attempt(fields, wrong);
        let page = pages::erasures::page(&visit.portal(), tried).await?;
        return render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let known = visit.state.store.system("holds").latest_form(form).await?;
    known.ok_or(Refusal::NotFound)?;
    let scope = visit.scope()?;
    scope
        .set_hold(form.to_string(), because.to_string())
        .await?;
    to("/erasures?done=held#holds")
}

/// Lifts the hold on a form; lifted before, it stays so.
pub async fn lift(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let form = field(&fields, "form").to_string();
    visit.scope()?.lift_hold(form).await?;
    to("/erasures?done=lifted#holds")
}

fn to(address: &str) -> Page {
    Ok(Redirect::to(address).into_response())
}
