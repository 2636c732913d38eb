//! Signing in and out with a password. What is wrong is never told apart: address, password or
//! account.

use crate::{
    demo,
    sign_in::patience::Tries,
    state::State,
    store::PersonView,
    web::{
        Room, WebError,
        caller::Caller,
        cookie,
        entry::{self, Proved},
        render,
        visit::Visit,
    },
};
use axum::{
    Extension, Form,
    body::Body,
    extract::Query,
    http::{Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::pages;
use serde::Deserialize;
use std::time::Duration;
use validator::Validate;

/// Where to go after signing in, and what was done just before.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    done: String,
}

/// What the sign-in page posts.
#[derive(Debug, Deserialize, Validate)]
pub struct SignIn {
    #[serde(default)]
    #[validate(email, length(max = 254))]
    email: String,
    #[serde(default)]
    #[validate(length(min = 1, max = 128))]
    password: String,
    #[serde(default)]
    next: String,
}

/// The sign-in page; someone half way in goes on to the other half.
pub async fn form(
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Next>,
) -> Result<Response<Body>, WebError> {
    let next = safe(&asked.next);
    if let Some(waiting) = &visit.waiting {
        let page = match waiting.has_second_factor {
            true => "/sign-in/code",
            false => "/sign-in/second-factor",
        };
        let to = format!("{page}?next={}", render::encode(next));
        return Ok(Redirect::to(&to).into_response());
    }
    let done =
        (asked.done == "password").then(|| "Your password is saved. Sign in with it.".to_string());
    let shown = pages::sign_in::SignIn {
        next: next.to_string(),
        done,
        ..pages::sign_in::SignIn::default()
    };
    draw(&visit, shown, StatusCode::OK).await
}

/// Signs in.
pub async fn sign_in(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<SignIn>,
) -> Result<Response<Body>, WebError> {
    let next = safe(&posted.next).to_string();
    let email = posted.email.trim().to_lowercase();
    let posted = SignIn { email, ..posted };
    let again = |problem: String| pages::sign_in::SignIn {
        email: posted.email.clone(),
        next: next.clone(),
        problem: Some(problem),
        ..pages::sign_in::SignIn::default()
    };
    let wrong = || again(pages::sign_in::WRONG.to_string());
    if posted.validate().is_err() {
        return draw(&visit, wrong(), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let tries = caller.tries(&visit.state, &posted.email);
    let waits = async |wait: Duration| {
        let shown = again(wait_words(wait));
        let page = draw(&visit, shown, StatusCode::TOO_MANY_REQUESTS).await?;
        Ok(retry_after(page, wait))
    };
    if let Some(wait) = visit.state.store.wait_before(&tries.keys).await? {
        return waits(wait).await;
    }
    let room = match tries.is_from_known_device() {
        true => Room::KnownPasswords,
        false => Room::Passwords,
    };
    let checked = who(&visit.state, (room, &tries), &posted).await?;
    let person = match checked {
        Ok(person) => person,
        Err(wait) => return waits(wait).await,
    };
    let Some(person) = person else {
        visit.state.store.note_failed("session.refused").await?;
        return draw(&visit, wrong(), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let proved = Proved {
        person: person.id,
        email: person.email,
        roles: person.grants.iter().map(|grant| grant.role).collect(),
        second_factor: false,
        at: Some(visit.state.clock.now()),
        tried: tries.keys,
    };
    entry::enter(&visit, &caller, proved, &next).await
}

/// Signs out; the browser forgets what it kept of the pages.
pub async fn sign_out(Extension(visit): Extension<Visit>) -> Result<Response<Body>, WebError> {
    end(&visit, "/").await
}

/// Ends a session that is only half way in.
pub async fn leave(Extension(visit): Extension<Visit>) -> Result<Response<Body>, WebError> {
    end(&visit, "/sign-in").await
}

async fn end(visit: &Visit, to: &str) -> Result<Response<Body>, WebError> {
    if let Some(session) = visit.session {
        visit.state.store.end_session(session).await?;
    }
    let mut response = Redirect::to(to).into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, cookie::take(&visit.state.settings));
    let forget = header::HeaderValue::from_static("\"cache\", \"storage\"");
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), forget);
    Ok(response)
}

/// Whether this is someone's password, checked in this room and counted under these keys first; or
/// how long to wait. As much work for nobody as for somebody.
///
/// # Errors
/// `Busy` when too many passwords are being checked.
pub(super) async fn is_right(
    state: &State,
    (room, tries): (Room, &Tries),
    typed: &str,
    hash: Option<String>,
) -> Result<Result<bool, Duration>, WebError> {
    let place = state.bulkheads.enter(room).await?;
    if let Some(wait) = state.store.take_try(tries.keys.clone()).await? {
        return Ok(Err(wait));
    }
    let (state, typed) = (state.clone(), typed.to_string());
    let checked = tokio::task::spawn_blocking(move || {
        let _place = place;
        state.passwords.is_right(&typed, hash.as_deref())
    });
    let checked = checked.await;
    checked
        .map(Ok)
        .map_err(|cause| WebError::Fault(cause.to_string()))
}

/// The person whose password this is.
async fn who(
    state: &State,
    counted: (Room, &Tries),
    posted: &SignIn,
) -> Result<Result<Option<PersonView>, Duration>, WebError> {
    let row = state.store.sign_in_row(&posted.email).await?;
    let hash = row.as_ref().and_then(|row| row.password_hash.clone());
    let right = match is_right(state, counted, &posted.password, hash).await? {
        Ok(right) => right,
        Err(wait) => return Ok(Err(wait)),
    };
    match row.filter(|row| right && !row.disabled) {
        Some(_) => {
            let system = state.store.system("sign-in");
            Ok(Ok(system.person_by_email(&posted.email).await?))
        }
        None => Ok(Ok(None)),
    }
}

/// What is said to who has tried too often.
pub(super) fn wait_words(wait: Duration) -> String {
    let seconds = wait.as_secs() + 1;
    let wait = match seconds {
        0..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    };
    format!("That was tried too often from here. Wait {wait}, then try again")
}

/// Says when to try again.
pub(super) fn retry_after(mut response: Response<Body>, wait: Duration) -> Response<Body> {
    let seconds = (wait.as_secs() + 1).to_string();
    if let Ok(value) = header::HeaderValue::from_str(&seconds) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// The sign-in page with what went wrong elsewhere.
pub(super) async fn draw_problem(
    visit: &Visit,
    problem: String,
    status: StatusCode,
) -> Result<Response<Body>, WebError> {
    let shown = pages::sign_in::SignIn {
        problem: Some(problem),
        ..pages::sign_in::SignIn::default()
    };
    draw(visit, shown, status).await
}

async fn draw(
    visit: &Visit,
    shown: pages::sign_in::SignIn,
    status: StatusCode,
) -> Result<Response<Body>, WebError> {
    let accounts = match visit.state.settings.store.demo {
        true => demo::accounts(),
        false => Vec::new(),
    };
    let provider = visit.state.provider.as_ref();
    let shown = pages::sign_in::SignIn {
        accounts,
        provider: provider.map(|provider| provider.name().to_string()),
        ..shown
    };
    let page = pages::sign_in::page(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}

/// A path of our own, or nothing: never another site.
pub(super) fn safe(next: &str) -> &str {
    // Browsers read a backslash as a slash, and leave tabs out: `/\t/elsewhere`.
    let odd = |letter: char| letter == '\\' || letter.is_control();
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(odd);
    if ours { next } else { "" }
}
