//! Letting someone in who has proved who they are: a session, its cookie, and where to go. One
//! who needs a second factor gets a session that opens nothing but the page that asks for it.

use super::{
    WebError, caller::Caller, cookie, handlers::open::home_of, render::encode, visit::Visit,
};
use crate::{
    clock::UnixMillis,
    sign_in,
    store::{NewSession, TryKey},
};
use axum::{
    body::Body,
    http::{HeaderMap, Response, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::portal::{PersonId, Refusal, Role};

/// Someone who has proved who they are.
pub struct Proved {
    /// Who.
    pub person: PersonId,
    /// Their address.
    pub email: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Whether with a second factor, too.
    pub second_factor: bool,
    /// When: none where somebody else vouches for an earlier time, or for none.
    pub at: Option<UnixMillis>,
    /// The keys under which this try was counted.
    pub tried: Vec<TryKey>,
}

/// Begins their session in the place of the one they come with, and leads on.
///
/// # Errors
/// When the store fails.
pub async fn enter(
    visit: &Visit,
    caller: &Caller,
    proved: Proved,
    next: &str,
) -> Result<Response<Body>, WebError> {
    let (headers, to) = begin(visit, caller, &proved, next).await?;
    let mut response = Redirect::to(&to).into_response();
    response.headers_mut().extend(headers);
    Ok(response)
}

/// Begins their session; the cookies to set, and where it leads.
///
/// # Errors
/// `SignIn` when the half of a session that it goes on from has ended; when the store fails.
pub async fn begin(
    visit: &Visit,
    caller: &Caller,
    proved: &Proved,
    next: &str,
) -> Result<(HeaderMap, String), WebError> {
    let state = &visit.state;
    let has_factor = state.store.second_factor(proved.person).await?.is_some();
    let needs = has_factor || state.needs_second_factor(proved.roles.iter().copied());
    let whole = proved.second_factor || !needs;
    let seconds = match whole {
        true => cookie::SESSION_SECONDS,
        false => sign_in::WAITING_SECONDS,
    };
    // A new token at every step: whoever knew an old one has nothing.
    let token = cookie::fresh_token(state.random.as_ref());
    let forgives = match whole {
        true => caller.tries(state, &proved.email).forgiven(),
        false => Vec::new(),
    };
    let session = NewSession {
        token_hash: cookie::hash(&token),
        person: proved.person,
        expires_at: UnixMillis(state.clock.now().0 + seconds * 1000),
        device: caller.device(),
        second_factor: proved.second_factor,
        proved_at: proved.at,
        replaces: visit.session,
        goes_on: visit.waiting.is_some() && proved.second_factor,
        forgives,
        gives_back: proved.tried.clone(),
    };
    if !state.store.begin_session(session).await? {
        return Err(Refusal::SignIn.into());
    }
    let mut headers = HeaderMap::new();
    if whole {
        let device = cookie::give_device(state, &proved.email);
        headers.append(header::SET_COOKIE, device);
    }
    let session = cookie::give(&state.settings, &token, seconds);
    headers.append(header::SET_COOKIE, session);
    let to = match (whole, has_factor) {
        (true, _) if next.is_empty() || next == "/" => home_of(&proved.roles).to_string(),
        (true, _) => next.to_string(),
        (false, true) => format!("/sign-in/code?next={}", encode(next)),
        (false, false) => format!("/sign-in/second-factor?next={}", encode(next)),
    };
    Ok((headers, to))
}
