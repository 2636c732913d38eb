//! Choosing a password: by the link of a mail, or signed in. Opening a link changes nothing, so
//! that a mail scanner uses nothing up; and asking for one gets the same answer, by the same work,
//! whether or not there is such an account: who it is for is asked only when the mail is sent.

use super::session::{self, retry_after, wait_words};
use crate::{
    jobs::Mail,
    password,
    sign_in::patience::Tries,
    store::{LinkGives, LinkPurpose},
    web::{Room, WebError, caller::Caller, cookie, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::Query,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages::{
        forgotten,
        password::{self as page, ChoosePassword},
    },
    portal::Refusal,
};
use serde::Deserialize;
use validator::ValidateEmail;

type Page = Result<Response<Body>, WebError>;

const NO_ADDRESS: &str = "Enter an email address, like name@school.example";

/// The link that a page was opened with.
#[derive(Debug, Default, Deserialize)]
pub struct Link {
    #[serde(default)]
    link: String,
}

/// What the pages post.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    link: String,
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

/// Whose password is forgotten.
#[derive(Debug, Default, Deserialize)]
pub struct Address {
    #[serde(default)]
    email: String,
}

/// The page that a link opens.
pub async fn by_link(Extension(visit): Extension<Visit>, Query(asked): Query<Link>) -> Page {
    draw_link(&visit, &asked.link, None).await
}

/// Uses a link up.
pub async fn choose_by_link(
    Extension(visit): Extension<Visit>,
    Form(posted): Form<Chosen>,
) -> Page {
    let store = &visit.state.store;
    let token_hash = cookie::hash(&posted.link);
    let Some(link) = store.link(token_hash).await? else {
        return dead(&visit).await;
    };
    if let Some(problem) = password::problem(&posted.password, &[&link.name, &link.email]) {
        return draw_link(&visit, &posted.link, Some(problem)).await;
    }
    let hash = hashed(&visit, &posted.password).await?;
    if !store
        .use_link(token_hash, LinkGives::Password(hash))
        .await?
    {
        return dead(&visit).await;
    }
    store.forgive(Tries::codes_of(store, &link.email)).await?;
    if link.purpose == LinkPurpose::Password {
        let system = store.system("sign-in");
        let told = Mail::password_changed(link.person, visit.state.random.as_ref());
        system.enqueue(vec![told]).await?;
    }
    Ok(Redirect::to("/sign-in?done=password").into_response())
}

/// The page that asks whose password is forgotten.
pub async fn forgotten(Extension(visit): Extension<Visit>) -> Page {
    let page = forgotten::page(&visit.visitor(), forgotten::Forgotten::default());
    render::page(&visit.state, page).await
}

/// Leaves a mail for that address, if there is anyone by then.
pub async fn send_link(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<Address>,
) -> Page {
    let email = posted.email.trim().to_lowercase();
    let again = |problem: String| forgotten::Forgotten {
        email: email.clone(),
        problem: Some(problem),
    };
    if !email.validate_email() || email.len() > 254 {
        let page = forgotten::page(&visit.visitor(), again(NO_ADDRESS.to_string()));
        return render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let store = &visit.state.store;
    let tries = caller.mail_tries(&visit.state);
    if let Some(wait) = store.take_try(tries.keys).await? {
        let page = forgotten::page(&visit.visitor(), again(wait_words(wait)));
        let page = render::page_with(&visit.state, page, StatusCode::TOO_MANY_REQUESTS).await?;
        return Ok(retry_after(page, wait));
    }
    store.note_failed("password.forgotten").await?;
    let message = Mail::forgotten(&visit.state, &email);
    store.system("sign-in").enqueue(vec![message]).await?;
    let page = forgotten::sent(&visit.visitor(), &email);
    render::page(&visit.state, page).await
}

/// The page on which someone who is signed in chooses another password.
pub async fn own(Extension(visit): Extension<Visit>) -> Page {
    draw_own(&visit, String::new(), None, StatusCode::OK).await
}

/// Gives someone who is signed in another password: every other session of theirs ends.
pub async fn choose_own(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<Chosen>,
) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let (store, status) = (&visit.state.store, StatusCode::UNPROCESSABLE_ENTITY);
    let tries = caller.tries(&visit.state, &actor.email);
    let row = store.sign_in_row(&actor.email).await?;
    let hash = row.and_then(|row| row.password_hash);
    let counted = (Room::KnownPasswords, &tries);
    let right = match session::is_right(&visit.state, counted, &posted.current, hash).await? {
        Ok(right) => right,
        Err(wait) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            let page = draw_own(&visit, wait_words(wait), None, status).await?;
            return Ok(retry_after(page, wait));
        }
    };
    if !right {
        store.note_failed("session.unproved").await?;
        let wrong = "Enter the password you have now".to_string();
        return draw_own(&visit, wrong, None, status).await;
    }
    store.give_try_back(tries.keys).await?;
    let about = [actor.name.as_str(), actor.email.as_str()];
    if let Some(problem) = password::problem(&posted.password, &about) {
        return draw_own(&visit, String::new(), Some(problem), status).await;
    }
    let hash = hashed(&visit, &posted.password).await?;
    store.change_password(actor.person, hash, session).await?;
    store.forgive(Tries::codes_of(store, &actor.email)).await?;
    let told = Mail::password_changed(actor.person, visit.state.random.as_ref());
    store.system("sign-in").enqueue(vec![told]).await?;
    Ok(Redirect::to("/account?done=password").into_response())
}

async fn hashed(visit: &Visit, typed: &str) -> Result<String, WebError> {
    let place = visit.state.bulkheads.enter(Room::KnownPasswords).await?;
    let (state, typed) = (visit.state.clone(), typed.to_string());
    let hashing = tokio::task::spawn_blocking(move || {
        let _place = place;
        password::hash(&typed, state.random.as_ref())
    });
    hashing
        .await
        .map_err(|cause| WebError::Fault(cause.to_string()))
}

pub(super) async fn dead(visit: &Visit) -> Page {
    let page = page::dead_link(&visit.visitor());
    render::page_with(&visit.state, page, StatusCode::GONE).await
}

async fn draw_link(visit: &Visit, token: &str, problem: Option<String>) -> Page {
    let Some(link) = visit.state.store.link(cookie::hash(token)).await? else {
        return dead(visit).await;
    };
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let invited = link.purpose == LinkPurpose::Invitation;
    let provider = visit.state.provider.as_ref();
    let provider = provider.map(|provider| provider.name().to_string());
    let shown = ChoosePassword {
        action: "/set-password".to_string(),
        link: Some(token.to_string()),
        email: link.email,
        welcome: invited.then_some(link.name),
        provider: provider.filter(|_| invited),
        problem,
        ..ChoosePassword::default()
    };
    let page = page::page(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}

async fn draw_own(
    visit: &Visit,
    current: String,
    problem: Option<String>,
    status: StatusCode,
) -> Page {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let shown = ChoosePassword {
        action: "/account/password".to_string(),
        email: actor.email.clone(),
        current: Some(current),
        problem,
        ..ChoosePassword::default()
    };
    let page = page::page(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}
