//! Drawing a page as a response: the document around it, its policy for scripts, its status.

use super::{WebError, markup, visit::Visit};
use crate::{policy::Action, state::State};
use axum::{
    Json,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    page::Page,
    pages,
    portal::{Refusal, Visitor},
    shell,
};
use leptos::{nonce::use_nonce, prelude::expect_context};
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Draws a page with status 200.
///
/// # Errors
/// `Busy` when too many pages are being drawn.
pub async fn page(state: &State, page: Page) -> Result<Response<Body>, WebError> {
    page_with(state, page, StatusCode::OK).await
}

/// Draws a page with a status of its own.
///
/// # Errors
/// `Busy` when too many pages are being drawn.
pub async fn page_with(
    state: &State,
    page: Page,
    status: StatusCode,
) -> Result<Response<Body>, WebError> {
    let _place = state.bulkheads.pages.enter().await?;
    Ok(draw(state, page, status).await)
}

async fn draw(state: &State, page: Page, status: StatusCode) -> Response<Body> {
    let assets = state.assets.urls().clone();
    let scripts = move || {
        let nonce = use_nonce()
            .map(|nonce| nonce.to_string())
            .unwrap_or_default();
        let options = expect_context::<ResponseOptions>();
        options.set_status(status);
        if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
            options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    };
    let document = move || shell::document(page.clone(), assets.clone(), use_nonce());
    let handler = leptos_axum::render_app_async_with_context(scripts, document);
    let (parts, body) = handler(Request::new(Body::empty())).await.into_parts();
    // It is drawn in one piece; a body of ours does not break off.
    let drawn = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let page = markup::tidy(std::str::from_utf8(&drawn).expect("views are drawn as text"));
    Response::from_parts(parts, Body::from(page))
}

/// What a page may load and run.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// What was asked for, remembered for the page that tells of an error.
pub struct Asked {
    method: Method,
    path: String,
    headers: HeaderMap,
}

impl Asked {
    /// Remembers a request.
    pub fn of(request: &Request) -> Asked {
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_string();
        Asked {
            method: request.method().clone(),
            path,
            headers: request.headers().clone(),
        }
    }

    /// The page of ours that the request came from; the start page where that is not known.
    fn came_from(&self, state: &State) -> &str {
        let page = self.headers.get(header::REFERER);
        let page = page.and_then(|page| page.to_str().ok());
        let path = page.and_then(|page| page.strip_prefix(state.settings.public_url.as_str()));
        path.filter(|path| path.starts_with('/')).unwrap_or("/")
    }

    fn wants_json(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// Tells of an error: a page for people, JSON for an island, sign-in for who must sign in first.
pub async fn error(state: State, asked: Asked, error: &WebError) -> Response<Body> {
    let refusal = error.refusal();
    let mut response = if asked.wants_json() {
        (
            error.status(),
            Json(serde_json::json!({ "message": said(&refusal) })),
        )
            .into_response()
    } else if let Some(page) = way_in(&refusal) {
        let next = match asked.method {
            Method::GET => asked.path.as_str(),
            _ => asked.came_from(&state),
        };
        return Redirect::to(&format!("{page}?next={}", encode(next))).into_response();
    } else if let Refusal::DeclareFirst(id) = refusal {
        return Redirect::to(&format!("/returns/{id}/conflict")).into_response();
    } else {
        draw(
            &state,
            pages::refused::page(&visitor(&state, &asked).await, &refusal),
            error.status(),
        )
        .await
    };
    if error.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// The page that lets someone go on to what they asked for.
fn way_in(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::SignIn => Some("/sign-in"),
        Refusal::Prove => Some("/prove"),
        _ => None,
    }
}

/// Tells that a post was too large to be read; nothing of it was saved.
pub async fn too_large(state: State, asked: Asked) -> Response<Body> {
    let because = match asked.path.contains("/evidence/") {
        true => {
            "The files you sent are larger together than a return can take. Some may have been added: go back to see which, then add fewer or smaller files at a time."
        }
        false => {
            "What you sent is larger than this page can take, so nothing of it was saved. Go back, shorten your longest text or choose a smaller file, and try again."
        }
    };
    if asked.wants_json() {
        return (
            StatusCode::PAYLOAD_TOO_LARGE,
            Json(serde_json::json!({ "message": because })),
        )
            .into_response();
    }
    let refusal = Refusal::Closed {
        because: because.to_string(),
    };
    draw(
        &state,
        pages::refused::page(&visitor(&state, &asked).await, &refusal),
        StatusCode::PAYLOAD_TOO_LARGE,
    )
    .await
}

async fn visitor(state: &State, asked: &Asked) -> Visitor {
    let visit = Visit::decide(state.clone(), &asked.headers, Action::ReadPublic).await;
    visit.map(|visit| visit.visitor()).unwrap_or_default()
}

fn said(refusal: &Refusal) -> &str {
    match refusal {
        Refusal::NotFound => "There is no such page.",
        Refusal::SignIn => "You are signed out. Sign in again in another tab, then save.",
        Refusal::DeclareFirst(_) => {
            "Say first whether you have a conflict of interest in the case: open the return again."
        }
        Refusal::Prove => "Prove first that it is you: open this in the portal itself.",
        Refusal::Closed { because } => because,
        Refusal::Busy => "The portal is busy. Try again in a few seconds.",
        Refusal::Fault => "Something is wrong with the portal. Try again later.",
    }
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
