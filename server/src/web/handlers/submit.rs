//! Handing in a return: read the draft at its version, check and score outside any transaction,
//! then one command to the writer. Only after the commit there is a receipt.

use super::id;
use crate::{
    fill::Loaded,
    jobs::Mail,
    store::{OutboxMessage, Submitted},
    submission::{Destination, Handed},
    time,
    web::{Room, WebError, render, visit::Visit},
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::Path,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{Refusal, ReturnId, Role},
};
use fourlens_forms::{
    answers::Answers,
    definition::Audience,
    journey::Journey,
    question::{Question, Signer},
};
use serde_json::json;

const MOVED: &str = "Someone changed an answer after you opened this page. Nothing has been submitted. Check the answers below, then submit again.";
const REUSED: &str = "This page was used before for another submission. Nothing has been submitted. Check the answers below, then submit again.";
const NOT_YET: &str = "Some answers are missing or need another look. Nothing has been submitted. The list below says what to do.";

/// What came of handing in.
enum Outcome {
    Receipt,
    Again(&'static str),
}

/// Hands in a return.
pub async fn submit(
    Extension(visit): Extension<Visit>,
    Path(return_id): Path<String>,
    body: Bytes,
) -> Result<Response<Body>, WebError> {
    let return_id: ReturnId = id(&return_id)?;
    match hand_in(&visit, return_id, body.to_vec()).await? {
        Outcome::Receipt => {
            Ok(Redirect::to(&format!("/returns/{return_id}/receipt")).into_response())
        }
        Outcome::Again(notice) => {
            let page =
                pages::check::page(&visit.portal(), return_id, Some(notice.to_string())).await?;
            render::page_with(&visit.state, page, StatusCode::CONFLICT).await
        }
    }
}

async fn hand_in(visit: &Visit, return_id: ReturnId, body: Vec<u8>) -> Result<Outcome, WebError> {
    let scope = visit.scope()?;
    let posted = Posted::read(&body)?;
    if let Some(before) = scope.submitted_before(return_id, posted.key, &body).await? {
        return outcome(before);
    }
    let loaded = Loaded::load(&visit.state, &scope, return_id).await?;
    if loaded.is_submitted() {
        return Ok(Outcome::Receipt);
    }
    if let Some(because) = loaded.closed(visit.state.today()) {
        return Err(Refusal::Closed { because }.into());
    }
    if loaded.version != posted.draft_version {
        return Ok(Outcome::Again(MOVED));
    }
    if !loaded.journey().problems().is_empty() {
        return Ok(Outcome::Again(NOT_YET));
    }
    let signed = sign(visit, &loaded);
    let place = visit.state.bulkheads.enter(Room::Plugins).await?;
    let (plugins, form, today) = (
        visit.state.plugins.clone(),
        loaded.form.clone(),
        loaded.today,
    );
    let scoring = tokio::task::spawn_blocking(move || {
        let _place = place;
        Handed::of(&Journey::new(&form, signed, today), &plugins)
    });
    let handed = scoring
        .await
        .map_err(|cause| WebError::Fault(cause.to_string()))?;
    let to = Destination {
        return_id,
        draft_version: posted.draft_version,
        idempotency_key: posted.key,
        form: &loaded.form,
        organisation: &loaded.view.organisation,
        as_of: loaded.today,
    };
    let mut command = handed.command(to, body);
    command
        .outbox
        .extend(receipt_mail(visit, return_id, posted.key));
    outcome(scope.submit(command).await?.ok_or(Refusal::NotFound)?)
}

/// The mail that tells who submits what they submitted.
fn receipt_mail(visit: &Visit, return_id: ReturnId, key: [u8; 16]) -> Option<OutboxMessage> {
    let to = visit.actor.as_ref()?.person;
    let key = format!("receipt-{:032x}", u128::from_be_bytes(key));
    Some(Mail::Receipt { to, return_id }.message(key))
}

fn outcome(submitted: Submitted) -> Result<Outcome, WebError> {
    match submitted {
        Submitted::Done(_) | Submitted::Already { .. } => Ok(Outcome::Receipt),
        Submitted::DraftMoved => Ok(Outcome::Again(MOVED)),
        Submitted::KeyReused => Ok(Outcome::Again(REUSED)),
        Submitted::Closed => {
            let because = "The campaign closed before your return could be submitted. Your answers are kept. Ask the partnership what to do.";
            Err(Refusal::Closed {
                because: because.to_string(),
            }
            .into())
        }
    }
}

/// The answers with the signature of the one who hands in: name, role and time.
fn sign(visit: &Visit, loaded: &Loaded) -> Answers {
    let mut answers = loaded.answers.clone();
    let name = visit.actor.as_ref().map_or("", |actor| actor.name.as_str());
    let role = signing_role(visit, loaded).map_or("", Role::title);
    let at = time::in_words(visit.state.clock.now());
    for entry in loaded.form.entries() {
        let Question::SignOff(asked) = &entry.question else {
            continue;
        };
        if asked.kind.by == Signer::SignedIn && answers.get(&asked.common.id).is_some() {
            let signed = json!({ "confirmed": true, "name": name, "role": role, "at": at });
            answers.set(&asked.common.id, Some(signed));
        }
    }
    answers
}

/// The role in which this person hands in: of several, the one that answers this form.
fn signing_role(visit: &Visit, loaded: &Loaded) -> Option<Role> {
    let answers = match loaded.form.package().form.audience {
        Audience::School => Role::Head,
        Audience::Agency => Role::AgencyLead,
        Audience::Case => Role::Auditor,
    };
    let grants = visit.actor.iter().flat_map(|actor| &actor.grants);
    let held = grants.map(|grant| grant.role);
    held.filter(|role| visit.permit.roles.contains(role))
        .max_by_key(|role| *role == answers)
}

struct Posted {
    draft_version: i64,
    key: [u8; 16],
}

impl Posted {
    fn read(body: &[u8]) -> Result<Posted, WebError> {
        const UNREADABLE: WebError =
            WebError::Malformed("draft_version and idempotency_key are needed");
        let text = std::str::from_utf8(body).map_err(|_| UNREADABLE)?;
        let field = |name: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let version = field("draft_version")
            .and_then(|version| version.parse().ok())
            .ok_or(UNREADABLE)?;
        let key = field("idempotency_key")
            .and_then(|key| key.parse::<ReturnId>().ok())
            .ok_or(UNREADABLE)?;
        // The key is written like an identity: 32 hexadecimal digits.
        Ok(Posted {
            draft_version: version,
            key: *key.bytes(),
        })
    }
}
