//! Answering what cannot be had: a page for people, JSON for an island, sign-in for who must sign
//! in first, and, when the portal is busy, a page that was drawn once and costs nothing.

use super::{Room, WebError, render, render::encode, visit::Visit};
use crate::{policy::Action, state::State};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{Refusal, Visitor},
};

/// What was asked for, remembered for the page that tells of an error.
pub struct Asked {
    method: Method,
    path: String,
    headers: HeaderMap,
}

/// A page that tells that the portal is busy, as it is sent to everyone.
pub struct BusyPage {
    headers: HeaderMap,
    body: Bytes,
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

/// Tells of an error.
pub async fn answer(state: State, asked: Asked, error: &WebError) -> Response<Body> {
    let refusal = match error {
        WebError::TooLarge => too_large(&asked),
        error => error.refusal(),
    };
    let mut response = if asked.wants_json() {
        let message = serde_json::json!({ "message": said(&refusal) });
        (error.status(), Json(message)).into_response()
    } else if let Some(page) = way_in(&refusal) {
        let next = match asked.method {
            Method::GET => asked.path.as_str(),
            _ => asked.came_from(&state),
        };
        return Redirect::to(&format!("{page}?next={}", encode(next))).into_response();
    } else if let Refusal::DeclareFirst(id) = refusal {
        return Redirect::to(&format!("/returns/{id}/conflict")).into_response();
    } else {
        page(&state, &asked, &refusal, error.status()).await
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, some_seconds(&state));
    }
    response
}

/// The page for a refusal: drawn for its visitor where there is room for that.
async fn page(
    state: &State,
    asked: &Asked,
    refusal: &Refusal,
    status: StatusCode,
) -> Response<Body> {
    if matches!(refusal, Refusal::Busy) {
        return busy(state).await;
    }
    let Ok(_place) = state.bulkheads.enter(Room::Pages).await else {
        return busy(state).await;
    };
    let visitor = visitor(state, asked).await;
    render::draw(state, pages::refused::page(&visitor, refusal), status).await
}

async fn busy(state: &State) -> Response<Body> {
    let page = state.busy_page.get_or_init(|| draw_busy(state)).await;
    let mut response = Response::new(Body::from(page.body.clone()));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    *response.headers_mut() = page.headers.clone();
    response
}

async fn draw_busy(state: &State) -> BusyPage {
    let page = pages::refused::page(&state.stranger(), &Refusal::Busy);
    let (head, body) = render::draw_plain(state, page).into_parts();
    BusyPage {
        headers: head.headers,
        // It is drawn in one piece; a body of ours does not break off.
        body: axum::body::to_bytes(body, usize::MAX)
            .await
            .unwrap_or_default(),
    }
}

/// When to try again: not everyone at the same moment.
fn some_seconds(state: &State) -> HeaderValue {
    let [chance] = state.random.bytes::<1>();
    HeaderValue::from(2 + u16::from(chance % 8))
}

/// The page that lets someone go on to what they asked for.
fn way_in(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::SignIn => Some("/sign-in"),
        Refusal::Prove => Some("/prove"),
        _ => None,
    }
}

/// That a post was too large to be read; nothing of it was saved.
fn too_large(asked: &Asked) -> Refusal {
    let because = match asked.path.contains("/evidence/") {
        true => {
            "The files you sent are larger together than a return can take. Some may have been added: go back to see which, then add fewer or smaller files at a time."
        }
        false => {
            "What you sent is larger than this page can take, so nothing of it was saved. Go back, shorten your longest text or choose a smaller file, and try again."
        }
    };
    Refusal::NotTaken {
        because: because.to_string(),
    }
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
        Refusal::Closed { because } | Refusal::NotTaken { because } => because,
        Refusal::Busy => "The portal is busy. Try again in a few seconds.",
        Refusal::Fault => "Something is wrong with the portal. Try again later.",
    }
}
