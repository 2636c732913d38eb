//! The respondent's pages.

use super::id;
use crate::web::{WebError, render, visit::Visit};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query},
    http::Response,
};
use fourlens_app::{pages, portal::Attempt};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// What is due.
pub async fn home(Extension(visit): Extension<Visit>) -> Page {
    let page = pages::home::page(&visit.portal()).await?;
    render::page(&visit.state, page).await
}

/// A return's sections.
pub async fn task_list(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::task_list::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}

/// What the services of an agency returned.
pub async fn services(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::services::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}

/// What the address of a section may ask for.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    /// The table whose rows have just been changed.
    rows: Option<String>,
}

/// A section to fill.
pub async fn section(
    Extension(visit): Extension<Visit>,
    Path((return_id, section)): Path<(String, String)>,
    Query(shown): Query<Shown>,
) -> Page {
    let attempt = Attempt {
        rows_changed: shown.rows.is_some(),
        ..Attempt::default()
    };
    let page = pages::section::page(&visit.portal(), id(&return_id)?, &section, attempt).await?;
    render::page(&visit.state, page).await
}

/// Every answer once more.
pub async fn check(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::check::page(&visit.portal(), id(&return_id)?, None).await?;
    render::page(&visit.state, page).await
}

/// The receipt.
pub async fn receipt(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::receipt::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}

/// A copy to print.
pub async fn printable(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::printable::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}

/// Instant feedback.
pub async fn feedback(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::feedback::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}
