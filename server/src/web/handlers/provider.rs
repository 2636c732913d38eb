//! Signing in with an account at a provider. Going there keeps nothing: what has to be the same
//! on the way back travels in a sealed cookie of this browser. Coming back is the one GET that
//! writes, since a provider sends browsers back in no other way that needs no further click; it
//! does nothing without that cookie, and its code is good once.

use super::{
    own_provider,
    session::{self, safe},
};
use crate::{
    provider::{Begun, Identity, Provider, Purpose},
    sign_in,
    state::State,
    store::{LinkGives, LinkPurpose, StoreError},
    web::{
        Room, WebError,
        caller::Caller,
        cookie,
        entry::{self, Proved},
        visit::Visit,
    },
};
use axum::{
    Extension,
    body::Body,
    extract::Query,
    http::{HeaderValue, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::portal::{PersonId, Refusal};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// Seconds for which the cookie is kept.
const COOKIE_SECONDS: i64 = 10 * 60;

/// What someone goes to the provider for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    prove: Option<String>,
}

/// What the provider sends back.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

/// Leads to the provider.
pub async fn begin(Extension(visit): Extension<Visit>, Query(asked): Query<Asked>) -> Page {
    let state = &visit.state;
    let provider = state.provider.as_ref().ok_or(Refusal::NotFound)?;
    let next = safe(&asked.next).to_string();
    let purpose = match (asked.link, asked.prove) {
        (Some(link), _) => Purpose::Invitation { link },
        (None, Some(_)) => Purpose::Prove { next },
        (None, None) => Purpose::SignIn { next },
    };
    let (to, kept) = match go(&visit, provider, purpose).await? {
        Ok(begun) => begun,
        Err(away) => return Ok(away),
    };
    let mut response = Redirect::to(&to).into_response();
    response.headers_mut().append(header::SET_COOKIE, kept);
    Ok(response)
}

/// Where someone goes who wants this of the provider, and the cookie that has to come back with
/// them; or the page that says that it does not work.
pub(super) async fn go(
    visit: &Visit,
    provider: &Provider,
    purpose: Purpose,
) -> Result<Result<(String, HeaderValue), Response<Body>>, WebError> {
    let state = &visit.state;
    let _place = state.bulkheads.enter(Room::Provider).await?;
    let (random, now) = (state.random.as_ref(), state.clock.now());
    let return_to = return_to(state);
    let begun = provider.begin(random, now, &return_to, purpose).await;
    let (to, begun) = match begun {
        Ok(begun) => begun,
        Err(cause) => return Ok(Err(away(visit, provider, &cause).await?)),
    };
    let bytes = serde_json::to_vec(&begun).map_err(|cause| WebError::Fault(cause.to_string()))?;
    let sealed = state.store.seal_provider_visit(&bytes);
    let name = cookie::provider_name(&state.settings);
    let kept = cookie::header_value(&state.settings, name, &sealed, COOKIE_SECONDS);
    Ok(Ok((to, kept)))
}

/// Takes whoever comes back.
pub async fn finish(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Query(back): Query<Back>,
) -> Page {
    let state = &visit.state;
    let provider = state.provider.as_ref().ok_or(Refusal::NotFound)?;
    let name = cookie::provider_name(&state.settings);
    let begun = caller.cookie(name).and_then(|kept| {
        let bytes = state.store.open_provider_visit(&kept)?;
        serde_json::from_slice::<Begun>(&bytes).ok()
    });
    let now = state.clock.now();
    let begun = begun.filter(|begun| begun.state == back.state && now < begun.until);
    let mut response = match begun {
        Some(begun) if !back.code.is_empty() => {
            let _place = state.bulkheads.enter(Room::Provider).await?;
            let return_to = return_to(state);
            let done = provider.finish(now, &return_to, &begun, &back.code).await;
            match done {
                Ok(identity) => take(&visit, &caller, provider, begun.purpose, identity).await?,
                Err(cause) => away(&visit, provider, &cause).await?,
            }
        }
        _ => {
            let words = format!(
                "Signing in with {} was not finished, or took too long. Try again",
                provider.name()
            );
            session::draw_problem(&visit, words, StatusCode::UNPROCESSABLE_ENTITY).await?
        }
    };
    let over = cookie::header_value(&state.settings, name, "", 0);
    response.headers_mut().append(header::SET_COOKIE, over);
    Ok(response)
}

/// Does what someone went there for.
async fn take(
    visit: &Visit,
    caller: &Caller,
    provider: &Provider,
    purpose: Purpose,
    identity: Identity,
) -> Page {
    let store = &visit.state.store;
    let known = store.person_of_provider(&identity.issuer, &identity.subject);
    let known = known.await?;
    match (purpose, known) {
        (Purpose::Prove { next }, known) => prove(visit, provider, known, &identity, &next).await,
        (Purpose::Bind { person }, known) => {
            own_provider::bind(visit, provider, (person, known), identity).await
        }
        (Purpose::SignIn { next }, Some(person)) => {
            enter(visit, caller, (person, &identity), &next).await
        }
        (Purpose::SignIn { .. }, None) => unknown(visit, provider).await,
        (Purpose::Invitation { link }, _) => {
            let token_hash = cookie::hash(&link);
            let link = store.link(token_hash).await?;
            let link = link.filter(|link| link.purpose == LinkPurpose::Invitation);
            let Some(link) = link else {
                return super::password::dead(visit).await;
            };
            let gives = LinkGives::Provider {
                issuer: identity.issuer.clone(),
                subject: identity.subject.clone(),
            };
            match store.use_link(token_hash, gives).await {
                Ok(true) => enter(visit, caller, (link.person, &identity), "").await,
                Ok(false) => super::password::dead(visit).await,
                Err(StoreError::Taken(_)) => {
                    let words = format!(
                        "That {} account opens another account here already. Sign in there with the one that is yours, then use the link again",
                        provider.name()
                    );
                    session::draw_problem(visit, words, StatusCode::CONFLICT).await
                }
                Err(other) => Err(other.into()),
            }
        }
    }
}

async fn enter(
    visit: &Visit,
    caller: &Caller,
    (person, identity): (PersonId, &Identity),
    next: &str,
) -> Page {
    let now = visit.state.clock.now();
    let actor = visit.state.store.system("sign-in").actor(person).await?;
    let actor = actor.ok_or(Refusal::NotFound)?;
    let proved = Proved {
        person,
        roles: actor.grants.iter().map(|grant| grant.role).collect(),
        email: actor.email,
        second_factor: identity.second_factor,
        // A session that was open there already proves nothing here.
        at: identity
            .signed_in_at
            .filter(|at| now.since(*at) < sign_in::PROOF),
        tried: Vec::new(),
    };
    entry::enter(visit, caller, proved, next).await
}

/// Proves who is signed in, if they signed in there just now and are the same.
async fn prove(
    visit: &Visit,
    provider: &Provider,
    known: Option<PersonId>,
    identity: &Identity,
    next: &str,
) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let now = visit.state.clock.now();
    let fresh = identity
        .signed_in_at
        .is_some_and(|at| now.since(at) < sign_in::PROOF);
    if known != Some(actor.person) || !fresh {
        return unknown(visit, provider).await;
    }
    visit.state.store.prove_session(session).await?;
    let to = if next.is_empty() { "/" } else { next };
    Ok(Redirect::to(to).into_response())
}

/// The page that says why an account there was not taken.
pub(super) async fn refused(visit: &Visit, words: String, status: StatusCode) -> Page {
    session::draw_problem(visit, words, status).await
}

async fn unknown(visit: &Visit, provider: &Provider) -> Page {
    let words = format!(
        "That {} account does not open anything here. If you were invited, use the link in your invitation first",
        provider.name()
    );
    session::draw_problem(visit, words, StatusCode::FORBIDDEN).await
}

async fn away(visit: &Visit, provider: &Provider, cause: &crate::provider::ProviderError) -> Page {
    tracing::warn!(%cause, "a sign-in at the provider failed");
    let words = format!(
        "Signing in with {} does not work at the moment. Try again in a few minutes",
        provider.name()
    );
    session::draw_problem(visit, words, StatusCode::SERVICE_UNAVAILABLE).await
}

fn return_to(state: &State) -> String {
    format!("{}/sign-in/provider/return", state.settings.public_url)
}
