//! Who may sign in: found, invited, kept out, let in again.

use super::{
    id,
    posted::{Fields, attempt, field},
};
use crate::{
    jobs::Mail,
    store::{DisableOutcome, InviteOutcome, Invited},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{PersonId, Refusal, Role, RoundAttempt},
};
use serde::Deserialize;
use validator::ValidateEmail;

type Page = Result<Response<Body>, WebError>;

/// Whom to list, and what has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    words: String,
    #[serde(default)]
    page: Option<i64>,
    #[serde(default)]
    done: String,
}

/// The list.
pub async fn list(Extension(visit): Extension<Visit>, Query(asked): Query<Asked>) -> Page {
    let done =
        (asked.done == "invited").then(|| "They are invited: an email is on its way.".into());
    let attempt = RoundAttempt {
        done,
        ..RoundAttempt::default()
    };
    let number = asked.page.unwrap_or(1);
    let page = pages::accounts::page(&visit.portal(), &asked.words, number, attempt).await?;
    render::page(&visit.state, page).await
}

/// Invites someone.
pub async fn invite(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let (new, mut problems) = match read(&visit, &fields) {
        Ok(new) => (Some(new), Vec::new()),
        Err(problems) => (None, problems),
    };
    if let Some(new) = new {
        let message = Mail::invitation(new.id, visit.state.random.as_ref());
        match visit.scope()?.invite(new, message).await? {
            InviteOutcome::Invited => {
                return Ok(Redirect::to("/people?done=invited").into_response());
            }
            InviteOutcome::Taken => problems.push((
                "email".to_string(),
                "This address has an account already: search for it above".to_string(),
            )),
            InviteOutcome::NoOrganisation => problems.push((
                "organisation".to_string(),
                "Choose an organisation from the list".to_string(),
            )),
            InviteOutcome::NoSuchRole => problems.push((
                "role".to_string(),
                "There is no such role at this organisation: choose another role, or another \
                 organisation"
                    .to_string(),
            )),
        }
    }
    let tried = attempt(fields, problems);
    let page = pages::accounts::page(&visit.portal(), "", 1, tried).await?;
    render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn read(visit: &Visit, fields: &Fields) -> Result<Invited, Vec<(String, String)>> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, message: &str| {
        problems.push((field.to_string(), message.to_string()));
    };
    let name = field(fields, "name").to_string();
    if name.is_empty() || name.chars().count() > 100 {
        problem("name", "Enter their name, in at most 100 letters");
    }
    let email = field(fields, "email").to_lowercase();
    if !email.validate_email() || email.len() > 254 {
        problem("email", "Enter an email address, like name@school.example");
    }
    let role: Option<Role> = field(fields, "role").parse().ok();
    if role.is_none() {
        problem("role", "Choose a role");
    }
    let organisation = field(fields, "organisation").parse().ok();
    if organisation.is_none() {
        problem("organisation", "Choose an organisation");
    }
    match (role, organisation) {
        (Some(role), Some(organisation)) if problems.is_empty() => Ok(Invited {
            id: visit.state.random.id(),
            name,
            email,
            role,
            organisation,
        }),
        _ => Err(problems),
    }
}

/// What has just been done with one person, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// One person.
pub async fn person(
    Extension(visit): Extension<Visit>,
    Path(person): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "invited" => Some("Another invitation is on its way. Those before still work."),
        "disabled" => Some("They can no longer sign in, and are signed out."),
        "enabled" => Some("They can sign in again."),
        "factor" => Some("Their second factor is taken away, and they are told by email."),
        _ => None,
    };
    let said = said.map(str::to_string);
    let page = pages::person::page(&visit.portal(), id(&person)?, said, None).await?;
    render::page(&visit.state, page).await
}

/// Sends another invitation.
pub async fn invite_again(Extension(visit): Extension<Visit>, Path(person): Path<String>) -> Page {
    let person: PersonId = id(&person)?;
    let message = Mail::invitation(person, visit.state.random.as_ref());
    match visit.scope()?.invite_again(person, message).await? {
        true => back(person, "invited"),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Keeps someone out, from their next request on.
pub async fn disable(Extension(visit): Extension<Visit>, Path(person): Path<String>) -> Page {
    let person: PersonId = id(&person)?;
    refuse_own(&visit, person)?;
    match visit.scope()?.disable(person).await? {
        DisableOutcome::Disabled => back(person, "disabled"),
        DisableOutcome::NotFound => Err(Refusal::NotFound.into()),
        DisableOutcome::LastAdministrator => {
            let refused = "This is the last administrator: invite another one first".to_string();
            let page = pages::person::page(&visit.portal(), person, None, Some(refused)).await?;
            render::page_with(&visit.state, page, StatusCode::CONFLICT).await
        }
    }
}

/// Lets someone in again.
pub async fn enable(Extension(visit): Extension<Visit>, Path(person): Path<String>) -> Page {
    let person: PersonId = id(&person)?;
    visit.scope()?.enable(person).await?;
    back(person, "enabled")
}

/// Takes a lost second factor away; its person is told.
pub async fn take_second_factor(
    Extension(visit): Extension<Visit>,
    Path(person): Path<String>,
) -> Page {
    let person: PersonId = id(&person)?;
    refuse_own(&visit, person)?;
    let scope = visit.scope()?;
    if !scope.take_second_factor(person).await? {
        return Err(Refusal::NotFound.into());
    }
    let told = Mail::second_factor_taken(person, visit.state.random.as_ref());
    scope.enqueue(vec![told]).await?;
    back(person, "factor")
}

/// One's own account is kept elsewhere, and not by oneself here.
fn refuse_own(visit: &Visit, person: PersonId) -> Result<(), WebError> {
    match &visit.actor {
        Some(actor) if actor.person != person => Ok(()),
        _ => Err(Refusal::NotFound.into()),
    }
}

fn back(person: PersonId, done: &str) -> Page {
    Ok(Redirect::to(&format!("/people/{person}?done={done}")).into_response())
}
