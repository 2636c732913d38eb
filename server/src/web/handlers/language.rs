//! Choosing the language that forms are read in.

use super::session::safe;
use crate::web::{WebError, language, visit::Visit};
use axum::{
    Extension, Form,
    body::Body,
    http::{Response, header},
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;

/// What the buttons post.
#[derive(Debug, Deserialize)]
pub struct Choice {
    #[serde(default)]
    language: String,
    #[serde(default)]
    back: String,
}

/// Keeps the choice and comes back.
pub async fn choose(
    Extension(visit): Extension<Visit>,
    Form(choice): Form<Choice>,
) -> Result<Response<Body>, WebError> {
    let mut response = Redirect::to(safe(&choice.back)).into_response();
    if let Some(cookie) = language::keep(&visit.state.settings, &choice.language) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
