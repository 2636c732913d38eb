//! Binding an account at the provider to one's own, and parting the two. The page is left by a link
//! to the provider and by no post: what has to be the same on the way back is in a sealed cookie and
//! in that link, so nobody is led through it unawares.

use super::provider;
use crate::{
    jobs::Mail,
    provider::{Identity, Provider, Purpose},
    sign_in,
    store::StoreError,
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages::own_provider as page,
    portal::{PersonId, Refusal},
};

type Page = Result<Response<Body>, WebError>;

/// The page that leads there.
pub async fn form(Extension(visit): Extension<Visit>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let there = visit.state.provider.as_ref().ok_or(Refusal::NotFound)?;
    let purpose = Purpose::Bind {
        person: actor.person,
    };
    let (to, kept) = match provider::go(&visit, there, purpose).await? {
        Ok(begun) => begun,
        Err(away) => return Ok(away),
    };
    let page = page::page(&visit.visitor(), there.name().to_string(), to);
    let mut response = render::page(&visit.state, page).await?;
    response.headers_mut().append(header::SET_COOKIE, kept);
    Ok(response)
}

/// Binds the account that someone came back with, if they are who went there and signed in there
/// just now.
pub(super) async fn bind(
    visit: &Visit,
    there: &Provider,
    (went, known): (PersonId, Option<PersonId>),
    identity: Identity,
) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let now = visit.state.clock.now();
    let fresh = identity
        .signed_in_at
        .is_some_and(|at| now.since(at) < sign_in::PROOF);
    if actor.person != went || !fresh {
        let words = format!(
            "You did not sign in at {} just now. Nothing was changed. Go there once more",
            there.name()
        );
        return provider::refused(visit, words, StatusCode::FORBIDDEN).await;
    }
    let store = &visit.state.store;
    if known != Some(went) {
        let told = Mail::provider_bound(went, visit.state.random.as_ref());
        let bound = store
            .bind_provider(went, identity.issuer, identity.subject, told)
            .await;
        match bound {
            Err(StoreError::Taken(_)) => {
                let words = format!(
                    "That {} account opens another account here already. Nothing was changed. Sign in there with the one that is yours",
                    there.name()
                );
                return provider::refused(visit, words, StatusCode::CONFLICT).await;
            }
            other => other?,
        }
    }
    Ok(Redirect::to("/account?done=bound").into_response())
}

/// Parts them, where there is a password to sign in with; every other session ends.
pub async fn part(Extension(visit): Extension<Visit>) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let store = &visit.state.store;
    match store.part_from_provider(actor.person, session).await? {
        true => Ok(Redirect::to("/account?done=parted").into_response()),
        false => Err(Refusal::NotFound.into()),
    }
}
