//! Drawing a page as a response: the document around it, its policy for scripts, its status.

use super::{WebError, markup};
use crate::state::State;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Response, StatusCode, header},
    response::{Html, IntoResponse},
};
use fourlens_app::{page::Page, shell};
use leptos::{
    nonce::use_nonce,
    prelude::{Owner, RenderHtml, expect_context},
};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Draws a page with status 200.
///
/// # Errors
/// None of its own: a handler ends with it.
pub async fn page(state: &State, page: Page) -> Result<Response<Body>, WebError> {
    page_with(state, page, StatusCode::OK).await
}

/// Draws a page with a status of its own.
///
/// # Errors
/// None of its own: a handler ends with it.
pub async fn page_with(
    state: &State,
    page: Page,
    status: StatusCode,
) -> Result<Response<Body>, WebError> {
    Ok(draw(state, page, status).await)
}

/// Draws a page for one visitor, with a nonce of its own.
pub(super) async fn draw(state: &State, page: Page, status: StatusCode) -> Response<Body> {
    let assets = state.assets.urls().clone();
    let allow = move || {
        let nonce = use_nonce().map(|nonce| nonce.to_string());
        expect_context::<ResponseOptions>()
            .insert_header(header::CONTENT_SECURITY_POLICY, policy(nonce.as_deref()));
    };
    let document = move || shell::document(page.clone(), assets.clone(), use_nonce());
    let handler = leptos_axum::render_app_async_with_context(allow, document);
    let mut response = tidy(handler(Request::new(Body::empty())).await).await;
    *response.status_mut() = status;
    response
}

/// Draws a page without scripts, which may be sent to anyone again and again.
pub(super) fn draw_plain(state: &State, page: Page) -> Response<Body> {
    let assets = state.assets.urls().clone();
    let drawn = Owner::new().with(|| shell::document(page, assets, None).to_html());
    let mut response = Html(markup::tidy(&drawn)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(None));
    response
}

/// What was drawn, as we send it.
async fn tidy(drawn: Response<Body>) -> Response<Body> {
    let (parts, body) = drawn.into_parts();
    // It is drawn in one piece; a body of ours does not break off.
    let drawn = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let page = markup::tidy(std::str::from_utf8(&drawn).expect("views are drawn as text"));
    Response::from_parts(parts, Body::from(page))
}

/// What a page may load and run: scripts only by its nonce, and without one none.
fn policy(nonce: Option<&str>) -> HeaderValue {
    let scripts = match nonce {
        Some(nonce) => format!("'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'none'".to_string(),
    };
    let policy = format!(
        "default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    HeaderValue::from_str(&policy).expect("a nonce is letters and digits")
}

/// A path as the value of a query.
pub(super) fn encode(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    path.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

impl IntoResponse for WebError {
    /// An empty response that carries the error: the router draws its page.
    fn into_response(self) -> Response<Body> {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
