//! The second factor at sign-in: its code, a recovery code instead, or setting one up first where
//! a role needs it. The key that is being set up travels in the page, sealed to this session:
//! nothing is kept before a code has proved it.

use super::{
    session::{retry_after, safe, wait_words},
    wrong_code,
};
use crate::{
    sign_in::{self, recovery, totp},
    store::{NewSecondFactor, SessionView},
    web::{
        WebError,
        caller::Caller,
        entry::{self, Proved},
        render,
        visit::Visit,
    },
};
use axum::{
    Extension, Form,
    body::Body,
    extract::Query,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use data_encoding::BASE64URL_NOPAD;
use fourlens_app::{
    pages::{self, second_factor as page},
    portal::{PersonId, Refusal},
};
use qrcode::{Color, QrCode};
use serde::Deserialize;
use zeroize::Zeroizing;

type Page = Result<Response<Body>, WebError>;

/// What is said of a code that does not open.
pub(super) const WRONG_CODE: &str =
    "Enter the 6 digits that your app shows now. A code that was used once does not open again";

const WRONG_RECOVERY: &str =
    "Enter a recovery code that you have not used yet, all 16 letters of it";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// What the page that asks for a code posts.
#[derive(Debug, Default, Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
    #[serde(default)]
    recovery: String,
    #[serde(default)]
    next: String,
}

/// What the page that sets one up posts.
#[derive(Debug, Default, Deserialize)]
pub struct Proof {
    #[serde(default)]
    pub(super) key: String,
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) next: String,
}

/// The page that asks for a code.
pub async fn code_form(Extension(visit): Extension<Visit>, Query(asked): Query<Next>) -> Page {
    let Some(waiting) = &visit.waiting else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if !waiting.has_second_factor {
        return Ok(Redirect::to("/sign-in/second-factor").into_response());
    }
    let next = safe(&asked.next).to_string();
    let shown = page::AskCode {
        next,
        ..page::AskCode::default()
    };
    let page = page::ask(&visit.visitor(), shown);
    render::page(&visit.state, page).await
}

/// Takes a code, or a recovery code.
pub async fn code(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<Code>,
) -> Page {
    let (Some(waiting), Some(session)) = (&visit.waiting, visit.session) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let next = safe(&posted.next).to_string();
    let recovery = !posted.recovery.trim().is_empty();
    let shown = |problem: String| page::AskCode {
        next: next.clone(),
        problem: Some(problem),
        recovery,
    };
    let (store, person) = (&visit.state.store, waiting.actor.person);
    let tries = caller.code_tries(&visit.state, &waiting.actor.email);
    if let Some(wait) = store.take_try(tries.keys.clone()).await? {
        let page = page::ask(&visit.visitor(), shown(wait_words(wait)));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let page = render::page_with(&visit.state, page, status).await?;
        return Ok(retry_after(page, wait));
    }
    // Counted before it is looked at: of many at once no more are looked at either.
    let number = store.count_code(session).await?;
    if number.is_none_or(|number| number > sign_in::WRONG_CODES) {
        store.end_session(session).await?;
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let opens = match recovery {
        true => {
            let typed = recovery::plain(&posted.recovery);
            let hash = store.recovery_code_hash(person, &typed);
            store.use_recovery_code(person, hash).await?
        }
        false => opens(&visit, person, &posted.code).await?,
    };
    if opens {
        let proved = Proved {
            tried: tries.keys,
            ..proved(&visit, waiting)
        };
        return entry::enter(&visit, &caller, proved, &next).await;
    }
    wrong_code::note(&visit, person, tries, "second_factor.refused").await?;
    if number == Some(sign_in::WRONG_CODES) {
        store.end_session(session).await?;
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let problem = if recovery { WRONG_RECOVERY } else { WRONG_CODE };
    let page = page::ask(&visit.visitor(), shown(problem.to_string()));
    render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Whether a code opens; it does so once.
///
/// # Errors
/// When the store fails.
pub(super) async fn opens(visit: &Visit, of: PersonId, typed: &str) -> Result<bool, WebError> {
    let (store, now) = (&visit.state.store, visit.state.clock.now());
    let Some(factor) = store.second_factor(of).await? else {
        return Ok(false);
    };
    match totp::matching_step(&factor.key, typed, now, factor.last_step) {
        Some(step) => Ok(store.use_step(of, step).await?),
        None => Ok(false),
    }
}

/// The page that sets one up, for who cannot go on without.
pub async fn set_up_form(Extension(visit): Extension<Visit>, Query(asked): Query<Next>) -> Page {
    let Some(waiting) = visit
        .waiting
        .clone()
        .filter(|waiting| !waiting.has_second_factor)
    else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let of = PendingOf::waiting(&waiting, safe(&asked.next));
    draw_new(&visit, &of).await
}

/// Sets one up: a code proves that the app holds the key.
pub async fn set_up(
    Extension(visit): Extension<Visit>,
    caller: Caller,
    Form(posted): Form<Proof>,
) -> Page {
    let Some(waiting) = visit
        .waiting
        .clone()
        .filter(|waiting| !waiting.has_second_factor)
    else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let of = PendingOf::waiting(&waiting, safe(&posted.next));
    let codes = match keep(&visit, &of, &posted).await? {
        Ok(codes) => codes,
        Err(again) => return Ok(again),
    };
    let (headers, to) = entry::begin(&visit, &caller, &proved(&visit, &waiting), &of.next).await?;
    let page = pages::second_factor::codes(&visit.visitor(), codes, to);
    let mut response = render::page(&visit.state, page).await?;
    response.headers_mut().extend(headers);
    Ok(response)
}

fn proved(visit: &Visit, waiting: &SessionView) -> Proved {
    let actor = &waiting.actor;
    Proved {
        person: actor.person,
        email: actor.email.clone(),
        roles: actor.grants.iter().map(|grant| grant.role).collect(),
        second_factor: true,
        at: Some(visit.state.clock.now()),
        tried: Vec::new(),
    }
}

/// Whose second factor is being set up, and from which page.
pub(super) struct PendingOf {
    pub(super) person: PersonId,
    pub(super) email: String,
    pub(super) action: &'static str,
    pub(super) next: String,
    pub(super) needed: bool,
}

impl PendingOf {
    fn waiting(waiting: &SessionView, next: &str) -> PendingOf {
        PendingOf {
            person: waiting.actor.person,
            email: waiting.actor.email.clone(),
            action: "/sign-in/second-factor",
            next: next.to_string(),
            needed: true,
        }
    }
}

/// The page with a new key.
pub(super) async fn draw_new(visit: &Visit, of: &PendingOf) -> Page {
    let key = totp::new_key(visit.state.random.as_ref());
    draw(visit, of, &key, None).await
}

/// Keeps the key that was posted if the code proves it: the recovery codes, or the page again.
pub(super) async fn keep(
    visit: &Visit,
    of: &PendingOf,
    posted: &Proof,
) -> Result<Result<Vec<String>, Response<Body>>, WebError> {
    let store = &visit.state.store;
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let sealed = BASE64URL_NOPAD.decode(posted.key.as_bytes());
    let key = sealed
        .ok()
        .and_then(|sealed| store.open_pending_factor(of.person, session, &sealed));
    let Some(key) = key else {
        return Ok(Err(draw_new(visit, of).await?));
    };
    let now = visit.state.clock.now();
    let Some(step) = totp::matching_step(&key, &posted.code, now, 0) else {
        return Ok(Err(draw(visit, of, &key, Some(WRONG_CODE)).await?));
    };
    let codes = recovery::new_codes(visit.state.random.as_ref());
    let hashes = codes.iter().map(|code| {
        let plain = recovery::plain(code);
        store.recovery_code_hash(of.person, &plain)
    });
    let new = NewSecondFactor {
        code_hashes: hashes.collect(),
        key,
        step,
    };
    match store.set_up_second_factor(of.person, new).await? {
        true => Ok(Ok(codes)),
        // Another tab was quicker.
        false => Ok(Err(Redirect::to("/sign-in").into_response())),
    }
}

async fn draw(
    visit: &Visit,
    of: &PendingOf,
    key: &Zeroizing<Vec<u8>>,
    problem: Option<&str>,
) -> Page {
    let session = visit.session.ok_or(Refusal::SignIn)?;
    let store = &visit.state.store;
    let sealed = store.seal_pending_factor(of.person, session, key);
    let issuer = visit.state.settings.partnership.name.clone();
    let issuer = issuer.unwrap_or_else(|| fourlens_app::shell::NAME.to_string());
    let address = totp::url(&issuer, &of.email, key);
    let shown = page::SetUp {
        action: of.action.to_string(),
        next: of.next.clone(),
        needed: of.needed,
        key: totp::in_words(key),
        sealed: BASE64URL_NOPAD.encode(&sealed),
        picture: picture(&address)?,
        address,
        problem: problem.map(str::to_string),
    };
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = page::set_up(&visit.visitor(), shown);
    render::page_with(&visit.state, page, status).await
}

/// Words as a QR code.
fn picture(words: &str) -> Result<page::Picture, WebError> {
    let code = QrCode::new(words.as_bytes());
    let code = code.map_err(|cause| WebError::Fault(cause.to_string()))?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate();
    let dark = dark.filter(|(_, color)| *color == Color::Dark);
    let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width, at / width));
    Ok(page::Picture {
        width,
        path: path.collect(),
    })
}
