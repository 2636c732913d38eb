//! Moderation: what the reviewer says of the ratings of a return, and sharing it.

use super::id;
use crate::{
    store::Moderate,
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
    portal::{ModerateSection, ModerationAttempt, Portal, Refusal, ReturnId},
};
use fourlens_forms::question::Posted;
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// The fields of a post, in their order.
type Fields = Vec<(String, String)>;

/// The most letters of a reason.
const MOST_LETTERS: usize = 2_000;

const MOVED: &str = "Someone else said something of a rating on this page after you opened it. Nothing was saved. What you typed is below; what stands now is on the page of the moderation.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page of a return's moderation.
pub async fn moderation(
    Extension(visit): Extension<Visit>,
    Path(return_id): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "saved" => Some("Your ratings were saved."),
        "shared" => Some("The moderated ratings were shared with the organisation."),
        _ => None,
    };
    let done = said.map(str::to_string);
    let page = pages::moderation::page(&visit.portal(), id(&return_id)?, done).await?;
    render::page(&visit.state, page).await
}

/// The ratings of a section.
pub async fn section(
    Extension(visit): Extension<Visit>,
    Path((return_id, section)): Path<(String, String)>,
) -> Page {
    let attempt = ModerationAttempt::default();
    draw(&visit, id(&return_id)?, &section, attempt, StatusCode::OK).await
}

/// Says what was typed of the ratings of a section.
pub async fn say(
    Extension(visit): Extension<Visit>,
    Path((return_id, section)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Page {
    let return_id: ReturnId = id(&return_id)?;
    let attempt = ModerationAttempt::default();
    let shown = visit
        .portal()
        .moderate_section(return_id, &section, attempt)
        .await?;
    let (says, mut attempt) = typed(&shown, &fields);
    if !attempt.problems.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&visit, return_id, &section, attempt, status).await;
    }
    let scope = visit.scope()?;
    let receipt = scope.receipt(return_id).await?.ok_or(Refusal::NotFound)?;
    let lost = scope.moderate(receipt.submission, says).await?;
    if !lost.ok_or(Refusal::NotFound)?.is_empty() {
        attempt.refused = Some(MOVED.to_string());
        return draw(&visit, return_id, &section, attempt, StatusCode::CONFLICT).await;
    }
    let goes_on = Posted::new(&fields, "_go").one("") == "next";
    let to = match shown.after.filter(|_| goes_on) {
        Some(after) => format!("/returns/{return_id}/moderation/{after}"),
        None => format!("/returns/{return_id}/moderation?done=saved"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Shares the moderated ratings with the organisation.
pub async fn share(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let (scope, return_id) = (visit.scope()?, id::<_>(&return_id)?);
    let receipt = scope.receipt(return_id).await?.ok_or(Refusal::NotFound)?;
    if !scope.share_moderations(receipt.submission).await? {
        return Err(Refusal::NotFound.into());
    }
    Ok(Redirect::to(&format!("/returns/{return_id}/moderation?done=shared")).into_response())
}

/// What is new in what was typed, and what is wrong with it.
fn typed(shown: &ModerateSection, fields: &Fields) -> (Vec<Moderate>, ModerationAttempt) {
    let (mut says, mut attempt) = (Vec::new(), ModerationAttempt::default());
    for asked in &shown.questions {
        let field = |name: &str| Posted::new(fields, &format!("{name}-{}", asked.id)).one("");
        let (rating, reason) = (field("rating"), field("reason"));
        let offered = asked.options.iter().any(|(value, _, _)| *value == rating);
        let rating = Some(rating).filter(|rating| offered && *rating != asked.own.0);
        let said = (rating.clone().unwrap_or_default(), reason.clone());
        attempt.typed.insert(asked.id.clone(), said);
        let number = asked.title.split(". ").next().unwrap_or(&asked.title);
        if rating.is_some() && reason.is_empty() {
            let message = format!("Enter why you rate {number} otherwise");
            attempt.problems.insert(asked.id.clone(), message);
        } else if reason.chars().count() > MOST_LETTERS {
            let message = format!("Shorten the reason for {number} to {MOST_LETTERS} letters");
            attempt.problems.insert(asked.id.clone(), message);
        } else if rating != asked.rating || reason != asked.reason {
            says.push(Moderate {
                question: asked.id.clone(),
                seen: field("seen").parse().unwrap_or(-1),
                rating,
                reason,
            });
        }
    }
    (says, attempt)
}

async fn draw(
    visit: &Visit,
    return_id: ReturnId,
    section: &str,
    attempt: ModerationAttempt,
    status: StatusCode,
) -> Page {
    let portal = visit.portal();
    let page = pages::moderation::section::page(&portal, return_id, section, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
