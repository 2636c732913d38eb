//! Records of processing: looking up who saw what.

use crate::web::{WebError, render, visit::Visit};
use axum::{Extension, body::Body, extract::Query, http::Response};
use fourlens_app::pages;
use serde::Deserialize;

/// What is looked up.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    reference: String,
}

/// What is on record under a reference.
pub async fn records(
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, WebError> {
    let page = pages::records::page(&visit.portal(), &asked.reference).await?;
    render::page(&visit.state, page).await
}

/// A copy of everything kept under a reference.
pub async fn copy(
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, WebError> {
    let page = pages::records::copy::page(&visit.portal(), &asked.reference).await?;
    render::page(&visit.state, page).await
}
