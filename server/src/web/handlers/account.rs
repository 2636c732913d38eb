//! One's own account: its second factor, and where one is signed in.

use super::second_factor::{self, PendingOf, Proof};
use crate::{
    sign_in::recovery,
    store::EndSessions,
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::Query,
    http::Response,
    response::{IntoResponse, Redirect},
};
use data_encoding::HEXLOWER;
use fourlens_app::{pages, portal::Refusal};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// What has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Which session ends.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    session: String,
}

/// The page.
pub async fn page(Extension(visit): Extension<Visit>, Query(Done { done }): Query<Done>) -> Page {
    let said = match done.as_str() {
        "password" => Some("Your password is saved. You are signed out everywhere else."),
        "ended" => Some("That session has ended."),
        "others" => Some("You are signed out everywhere else."),
        "bound" => Some("You can sign in with that account from now on."),
        "parted" => {
            Some("That account opens nothing here any more. You are signed out everywhere else.")
        }
        "off" => Some("Your second factor is off."),
        _ => None,
    };
    let page = pages::account::page(&visit.portal(), said.map(str::to_string)).await?;
    render::page(&visit.state, page).await
}

/// Ends one session, or all others.
pub async fn end_sessions(Extension(visit): Extension<Visit>, Form(posted): Form<Which>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let own = visit.session.ok_or(Refusal::SignIn)?;
    let (which, done) = match posted.session.as_str() {
        "others" => (EndSessions::AllBut(own), "others"),
        key => {
            let hash = HEXLOWER.decode(key.as_bytes()).ok();
            let hash = hash.and_then(|hash| hash.try_into().ok());
            (EndSessions::One(hash.ok_or(Refusal::NotFound)?), "ended")
        }
    };
    let store = &visit.state.store;
    store.end_session_of(actor.person, which).await?;
    Ok(Redirect::to(&format!("/account?done={done}")).into_response())
}

/// The page that sets up a second factor.
pub async fn second_factor(Extension(visit): Extension<Visit>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let store = &visit.state.store;
    if store.second_factor(actor.person).await?.is_some() {
        return Ok(Redirect::to("/account").into_response());
    }
    second_factor::draw_new(&visit, &pending(&visit)?).await
}

/// Sets it up; this session has shown it, every other has not and asks for it.
pub async fn set_up(Extension(visit): Extension<Visit>, Form(posted): Form<Proof>) -> Page {
    let of = pending(&visit)?;
    let codes = match second_factor::keep(&visit, &of, &posted).await? {
        Ok(codes) => codes,
        Err(again) => return Ok(again),
    };
    let session = visit.session.ok_or(Refusal::SignIn)?;
    visit.state.store.show_second_factor(session).await?;
    let page = pages::second_factor::codes(&visit.visitor(), codes, of.next);
    render::page(&visit.state, page).await
}

fn pending(visit: &Visit) -> Result<PendingOf, WebError> {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    Ok(PendingOf {
        person: actor.person,
        email: actor.email.clone(),
        action: "/account/second-factor",
        next: "/account".to_string(),
        needed: false,
    })
}

/// Makes new recovery codes; those before open nothing any more.
pub async fn renew_codes(Extension(visit): Extension<Visit>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let store = &visit.state.store;
    if store.second_factor(actor.person).await?.is_none() {
        return Ok(Redirect::to("/account").into_response());
    }
    let codes = recovery::new_codes(visit.state.random.as_ref());
    let hashes = codes.iter().map(|code| {
        let plain = recovery::plain(code);
        store.recovery_code_hash(actor.person, &plain)
    });
    store
        .renew_recovery_codes(actor.person, hashes.collect())
        .await?;
    let page = pages::second_factor::codes(&visit.visitor(), codes, "/account".to_string());
    render::page(&visit.state, page).await
}

/// Turns it off, where no role needs it: every other session ends.
pub async fn turn_off(Extension(visit): Extension<Visit>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let roles = actor.grants.iter().map(|grant| grant.role);
    if visit.state.needs_second_factor(roles) {
        return Err(Refusal::NotFound.into());
    }
    let session = visit.session.ok_or(Refusal::SignIn)?;
    visit
        .state
        .store
        .turn_off_second_factor(actor.person, session)
        .await?;
    Ok(Redirect::to("/account?done=off").into_response())
}
