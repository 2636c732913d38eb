//! Trying a form out. A post brings the answers so far and gets a page back; nothing is written.

use super::id;
use crate::web::{WebError, render, visit::Visit};
use axum::{
    Extension, Form,
    body::Body,
    extract::Path,
    http::Response,
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{FormDraftId, PreviewAsked, Previewed, Refusal},
};

type Page = Result<Response<Body>, WebError>;

/// Names and values in the order of the page.
type Fields = Vec<(String, String)>;

/// A definition that is not published yet, without answers.
pub async fn of_draft(Extension(visit): Extension<Visit>, Path(draft): Path<String>) -> Page {
    draft_page(&visit, id(&draft)?, Vec::new()).await
}

/// The same with what was typed so far.
pub async fn try_draft(
    Extension(visit): Extension<Visit>,
    Path(draft): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    draft_page(&visit, id(&draft)?, fields).await
}

/// The latest version of a form, without answers.
pub async fn of_form(Extension(visit): Extension<Visit>, Path(key): Path<String>) -> Page {
    draw(&visit, &Previewed::Form(key), Vec::new()).await
}

/// The same with what was typed so far.
pub async fn try_form(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    draw(&visit, &Previewed::Form(key), fields).await
}

async fn draft_page(visit: &Visit, draft: FormDraftId, fields: Fields) -> Page {
    let page = draw(visit, &Previewed::Draft(draft), fields).await;
    if !matches!(page, Err(WebError::Refused(Refusal::NotFound))) {
        return page;
    }
    // It may be there and have problems by now: its page tells which.
    match visit.scope()?.form_draft(draft).await? {
        Some(_) => Ok(Redirect::to(&format!("/forms/drafts/{draft}")).into_response()),
        None => page,
    }
}

async fn draw(visit: &Visit, of: &Previewed, fields: Fields) -> Page {
    let asked = PreviewAsked { fields };
    let page = pages::preview::page(&visit.portal(), of, asked).await?;
    render::page(&visit.state, page).await
}
