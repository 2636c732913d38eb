//! What a request passes before its handler works: who asks and what they may do, what was posted,
//! and a place in the room where the work is done.

use super::route::{Most, Route};
use crate::{
    policy::Action,
    state::State,
    web::{Room, Visit, WebError, text},
};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, Response, header},
    middleware::Next,
};
use fourlens_app::portal::Refusal;
use tracing::Instrument;

/// How a form's fields are said to be sent.
const FORM: &[u8] = b"application/x-www-form-urlencoded";

/// What is asked of the requests of one route.
#[derive(Clone)]
pub(super) struct Pass {
    state: State,
    action: Action,
    room: Option<Room>,
    most: Most,
}

impl Pass {
    pub(super) fn of(state: &State, route: &Route) -> Pass {
        Pass {
            state: state.clone(),
            action: route.action,
            room: route.room,
            most: route.most,
        }
    }
}

/// Lets a request through to its handler.
///
/// # Errors
/// `Busy` before anything is looked up when the room is full; what the policy says; what is wrong
/// with the post.
pub(super) async fn through(
    axum::extract::State(pass): axum::extract::State<Pass>,
    mut request: Request,
    next: Next,
) -> Result<Response<Body>, WebError> {
    if text::is_broken_address(request.uri()) {
        return Err(Refusal::NotFound.into());
    }
    let rooms = pass.state.bulkheads.clone();
    if pass.room.is_some_and(|room| !rooms.has_room(room)) {
        return Err(WebError::Busy);
    }
    let visit = Visit::decide(pass.state, request.headers(), pass.action).await?;
    request.extensions_mut().insert(visit);
    if request.method() != Method::POST {
        let _place = match pass.room {
            Some(room) => Some(rooms.enter(room).await?),
            None => None,
        };
        return Ok(next.run(request).await);
    }
    if let Most::Bytes(_) = pass.most {
        request = whole(request).await?;
    }
    let place = match pass.room {
        Some(room) => Some(rooms.enter(room).await?),
        None => None,
    };
    // In a task of its own: a connection that is cut drops only the waiting, and what goes on
    // keeps its place.
    let work = async move {
        let _place = place;
        next.run(request).await
    };
    let done = tokio::spawn(work.in_current_span());
    done.await
        .map_err(|cause| WebError::Fault(cause.to_string()))
}

/// The request with its body read: within its route's limit, which a layer around this one holds.
async fn whole(request: Request) -> Result<Request, WebError> {
    let (head, body) = request.into_parts();
    let read = axum::body::to_bytes(body, usize::MAX).await;
    let bytes = read.map_err(|cause| WebError::of_body(&cause))?;
    let kind = head.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.as_bytes().get(..FORM.len()));
    let is_form = kind.is_some_and(|kind| kind.eq_ignore_ascii_case(FORM));
    if is_form && text::is_broken_form(&bytes) {
        return Err(WebError::Malformed("a field holds what is no text"));
    }
    Ok(Request::from_parts(head, Body::from(bytes)))
}
