//! Signing in and out. What is wrong is never told apart: address, password or account.

use super::open::home_of;
use crate::{
    clock::UnixMillis,
    demo, password, policy,
    state::State,
    store::{PersonView, Subject},
    web::{WebError, cookie, render, visit::Visit},
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
use validator::Validate;

/// Where to go after signing in.
#[derive(Debug, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
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

/// The sign-in page.
pub async fn form(
    Extension(visit): Extension<Visit>,
    Query(next): Query<Next>,
) -> Result<Response<Body>, WebError> {
    draw(&visit, "", safe(&next.next), None, StatusCode::OK).await
}

/// Signs in.
pub async fn sign_in(
    Extension(visit): Extension<Visit>,
    Form(posted): Form<SignIn>,
) -> Result<Response<Body>, WebError> {
    let next = safe(&posted.next).to_string();
    let email = posted.email.trim().to_lowercase();
    let posted = SignIn { email, ..posted };
    let person = match posted.validate() {
        Ok(()) => who(&visit.state, &posted).await?,
        Err(_) => None,
    };
    let Some(person) = person else {
        return draw(
            &visit,
            &posted.email,
            &next,
            Some(pages::sign_in::WRONG.to_string()),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    if let Some(refused) = without_second_factor(&visit.state, &person) {
        return draw(
            &visit,
            &posted.email,
            &next,
            Some(refused),
            StatusCode::FORBIDDEN,
        )
        .await;
    }
    // A new token at every sign-in: whoever knew an old one has nothing.
    if let Some(old) = visit.session {
        visit.state.store.end_session(old).await?;
    }
    let token = cookie::fresh_token(visit.state.random.as_ref());
    let expires = UnixMillis(visit.state.clock.now().0 + cookie::SESSION_SECONDS * 1000);
    visit
        .state
        .store
        .create_session(cookie::hash(&token), person.id, expires)
        .await?;
    let roles: Vec<_> = person.grants.iter().map(|grant| grant.role).collect();
    let to = if next.is_empty() || next == "/" {
        home_of(&roles)
    } else {
        &next
    };
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().insert(
        header::SET_COOKIE,
        cookie::give(&visit.state.settings, &token),
    );
    Ok(response)
}

/// Signs out; the browser forgets what it kept of the pages.
pub async fn sign_out(Extension(visit): Extension<Visit>) -> Result<Response<Body>, WebError> {
    if let Some(session) = visit.session {
        visit.state.store.end_session(session).await?;
    }
    let mut response = Redirect::to("/").into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, cookie::take(&visit.state.settings));
    let forget = header::HeaderValue::from_static("\"cache\", \"storage\"");
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), forget);
    Ok(response)
}

/// The person whose password this is.
async fn who(state: &State, posted: &SignIn) -> Result<Option<PersonView>, WebError> {
    let row = state.store.sign_in_row(&posted.email).await?;
    let place = state.bulkheads.sign_in.enter().await?;
    let hash = row.as_ref().and_then(|row| row.password_hash.clone());
    let typed = posted.password.clone();
    let checked = tokio::task::spawn_blocking(move || {
        let _place = place;
        password::is_right(&typed, hash.as_deref())
    });
    let right = checked
        .await
        .map_err(|cause| WebError::Fault(cause.to_string()))?;
    let system = state.store.system("sign-in");
    match row.filter(|row| right && !row.disabled) {
        Some(_) => Ok(system.person_by_email(&posted.email).await?),
        None => {
            let nobody = Subject {
                kind: "sign_in".to_string(),
                id: Vec::new(),
            };
            system
                .record("session.refused", nobody, serde_json::json!({}))
                .await?;
            Ok(None)
        }
    }
}

/// Roles that see others' answers wait for second factors; a demo has only made-up answers.
fn without_second_factor(state: &State, person: &PersonView) -> Option<String> {
    let waits = |role| !policy::WITHOUT_SECOND_FACTOR.contains(&role);
    let held = person
        .grants
        .iter()
        .map(|grant| grant.role)
        .find(|role| waits(*role))?;
    (!state.settings.store.demo).then(|| {
        format!(
            "The role “{}” reads what others must not see, which needs a second factor at sign-in. This version does not offer one yet, so the role cannot sign in.",
            held.title()
        )
    })
}

async fn draw(
    visit: &Visit,
    email: &str,
    next: &str,
    problem: Option<String>,
    status: StatusCode,
) -> Result<Response<Body>, WebError> {
    let accounts = if visit.state.settings.store.demo {
        demo::accounts()
    } else {
        Vec::new()
    };
    let shown = pages::sign_in::SignIn {
        email: email.to_string(),
        next: next.to_string(),
        problem,
        accounts,
    };
    let page = pages::sign_in::page(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}

/// A path of our own, or nothing: never another site.
pub(super) fn safe(next: &str) -> &str {
    let ours =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    if ours { next } else { "" }
}
