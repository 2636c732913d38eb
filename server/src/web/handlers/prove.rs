//! Proving again who one is, before much is taken away: with a code where there is a second
//! factor, with the password otherwise, and at the provider where there is neither.

use super::{
    second_factor::{self, Next},
    session::{self, retry_after, safe, wait_words},
    wrong_code,
};
use crate::web::{Room, WebError, caller::Caller, render, visit::Visit};
use axum::{
    Extension, Form,
    body::Body,
    extract::Query,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages::prove::{self, ProofBy},
    portal::Refusal,
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// What the page posts.
#[derive(Debug, Default, Deserialize)]
pub struct Proof {
    #[serde(default)]
    proof: String,
    #[serde(default)]
    next: String,
}

/// The page.
pub async fn form(Extension(visit): Extension<Visit>, Query(asked): Query<Next>) -> Page {
    let next = safe(&asked.next);
    draw(&visit, next, None, StatusCode::OK).await
}

/// Takes the proof.
pub async fn take(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<Proof>,
) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let (store, next) = (&visit.state.store, safe(&posted.next));
    let by = by(&visit).await?;
    let tries = match by {
        ProofBy::Code => caller.code_tries(&visit.state, &actor.email),
        _ => caller.tries(&visit.state, &actor.email),
    };
    let problem = match by {
        ProofBy::Code => second_factor::WRONG_CODE,
        _ => "Enter the password you sign in with",
    };
    let right = match by {
        ProofBy::Code => match store.take_try(tries.keys.clone()).await? {
            Some(wait) => Err(wait),
            None => Ok(second_factor::opens(&visit, actor.person, &posted.proof).await?),
        },
        ProofBy::Password => {
            let row = store.sign_in_row(&actor.email).await?;
            let hash = row.and_then(|row| row.password_hash);
            let counted = (Room::KnownPasswords, &tries);
            session::is_right(&visit.state, counted, &posted.proof, hash).await?
        }
        ProofBy::Provider => return Err(Refusal::Prove.into()),
    };
    let right = match right {
        Ok(right) => right,
        Err(wait) => {
            let words = Some(wait_words(wait));
            let page = draw(&visit, next, words, StatusCode::TOO_MANY_REQUESTS).await?;
            return Ok(retry_after(page, wait));
        }
    };
    if !right {
        wrong_code::note(&visit, actor.person, tries, "session.unproved").await?;
        let words = Some(problem.to_string());
        return draw(&visit, next, words, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    store.give_try_back(tries.keys).await?;
    store.prove_session(session).await?;
    let to = if next.is_empty() { "/" } else { next };
    Ok(Redirect::to(to).into_response())
}

async fn by(visit: &Visit) -> Result<ProofBy, WebError> {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let store = &visit.state.store;
    if store.second_factor(actor.person).await?.is_some() {
        return Ok(ProofBy::Code);
    }
    let row = store.sign_in_row(&actor.email).await?;
    let has_password = row.is_some_and(|row| row.password_hash.is_some());
    Ok(match has_password {
        true => ProofBy::Password,
        false => ProofBy::Provider,
    })
}

async fn draw(visit: &Visit, next: &str, problem: Option<String>, status: StatusCode) -> Page {
    let shown = prove::Prove {
        by: by(visit).await?,
        next: next.to_string(),
        problem,
    };
    let page = prove::page(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}
