//! Who works at an organisation: joiners get a role, leavers lose it with their next request.

use super::{
    id,
    posted::{Fields, day, field},
};
use crate::{
    directory::roles_at,
    store::{NewPerson, OrganisationKind, RevokeOutcome, Scoped, StoreError},
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
    portal::{OrganisationId, PersonId, Refusal, Role, RoundAttempt},
};
use serde::Deserialize;
use validator::ValidateEmail;

type Page = Result<Response<Body>, WebError>;

/// The most letters of a name.
const LONGEST_NAME: usize = 120;

/// The most bytes of a mail address (RFC 5321, 4.5.3.1.3).
const MOST_BYTES_OF_ADDRESS: usize = 254;

const ELSEWHERE: &str = "This address belongs to someone who works where you have no say. Ask the administrator of the whole partnership";
const DISABLED: &str = "This person may no longer sign in. Ask for another address";
const OWN: &str = "You cannot change your own roles. Ask another administrator";
const LAST: &str = "This is the last administrator. Add another one first";

/// What has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// Who works at an organisation.
pub async fn contacts(
    Extension(visit): Extension<Visit>,
    Path(at): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "joined" => Some(
            "They have the role from now on. Someone who is new can sign in once they have chosen a password.",
        ),
        "held" => Some("They had this role here already. Nothing was changed."),
        "known" => Some(
            "This address belongs to someone who was known already, under the name shown below. They have the role from now on.",
        ),
        "left" => Some("They no longer have the role. It ended with their next request."),
        "brought" => Some("They have the same roles here from now on."),
        _ => None,
    };
    let attempt = RoundAttempt {
        done: said.map(str::to_owned),
        ..RoundAttempt::default()
    };
    draw(&visit, id(&at)?, attempt, StatusCode::OK).await
}

/// Gives someone a role, known or new.
pub async fn join(
    Extension(visit): Extension<Visit>,
    Path(at): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (at, scope): (OrganisationId, _) = (id(&at)?, visit.scope()?);
    let kind = open(&scope, at).await?;
    let name = field(&fields, "name").to_owned();
    let email = field(&fields, "email").to_lowercase();
    let role = role(field(&fields, "role"), kind);
    let mut wrong = Vec::new();
    match name.chars().count() {
        0 => wrong.push(("name", "Enter their name")),
        letters if letters > LONGEST_NAME => {
            wrong.push(("name", "Shorten the name to 120 letters"));
        }
        _ if name.chars().any(char::is_control) => {
            wrong.push((
                "name",
                "Take the characters out of the name that cannot be seen",
            ));
        }
        _ => {}
    }
    if !email.validate_email() || email.len() > MOST_BYTES_OF_ADDRESS {
        wrong.push((
            "email",
            "Enter their email address, such as name@example.org",
        ));
    }
    if role.is_none() {
        wrong.push(("role", "Select what they do here"));
    }
    let (Some(role), true) = (role, wrong.is_empty()) else {
        return refused(&visit, at, fields, &wrong).await;
    };
    match known(&visit, &scope, name, email).await? {
        Err(problem) => refused(&visit, at, fields, &[("email", problem)]).await,
        Ok((person, was_known)) => {
            let new = scope.grant(person, role, at).await?;
            let done = match (new, was_known) {
                (false, _) => "held",
                (true, true) => "known",
                (true, false) => "joined",
            };
            Ok(back(at, done))
        }
    }
}

/// The person with this address, added where there is none; and whether there was.
async fn known(
    visit: &Visit,
    scope: &Scoped,
    name: String,
    email: String,
) -> Result<Result<(PersonId, bool), &'static str>, WebError> {
    if let Some(person) = scope.person_by_email(&email).await? {
        return Ok(match person.disabled_at {
            Some(_) => Err(DISABLED),
            None if is_own(visit, person.id) => Err(OWN),
            None => Ok((person.id, true)),
        });
    }
    // Someone without any role is within nobody's reach but everybody's to give one.
    let system = visit.state.store.system("portal");
    if let Some(person) = system.person_by_email(&email).await? {
        return Ok(match (person.grants.is_empty(), person.disabled_at) {
            (_, Some(_)) => Err(DISABLED),
            (true, None) => Ok((person.id, true)),
            (false, None) => Err(ELSEWHERE),
        });
    }
    let new = NewPerson {
        name,
        email,
        password_hash: None,
    };
    match scope.add_person(new).await {
        Ok(person) => Ok(Ok((person, false))),
        Err(StoreError::Taken(_)) => Ok(Err(
            "Someone was added with this address just now. Try again",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Ends someone's role.
pub async fn leave(
    Extension(visit): Extension<Visit>,
    Path(at): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (at, scope): (OrganisationId, _) = (id(&at)?, visit.scope()?);
    scope.organisation(at).await?.ok_or(Refusal::NotFound)?;
    let person: PersonId = id(field(&fields, "person"))?;
    let role: Role = field(&fields, "ends")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    let name = format!("last-{person}-{}", role.key());
    if is_own(&visit, person) {
        return refused(&visit, at, fields, &[(&name, OWN)]).await;
    }
    let today = visit.state.today();
    let Some(last_day) = day(&fields, &name).filter(|day| *day <= today) else {
        let message = "Enter their last day: today, or a day before";
        return refused(&visit, at, fields, &[(&name, message)]).await;
    };
    match scope.end_grant(person, role, at, last_day).await? {
        RevokeOutcome::LastAdministrator => refused(&visit, at, fields, &[(&name, LAST)]).await,
        // Whoever was faster ended it.
        RevokeOutcome::Revoked | RevokeOutcome::NotFound => Ok(back(at, "left")),
    }
}

/// Gives people of what an organisation followed the same roles at it.
pub async fn bring(
    Extension(visit): Extension<Visit>,
    Path(at): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (at, scope): (OrganisationId, _) = (id(&at)?, visit.scope()?);
    let kind = open(&scope, at).await?;
    let chosen: Vec<&str> = fields
        .iter()
        .filter(|(name, _)| name == "bring")
        .map(|(_, value)| value.as_str())
        .collect();
    if chosen.is_empty() {
        let wrong = [("bring", "Select who works here, too")];
        return refused(&visit, at, fields.clone(), &wrong).await;
    }
    for before in scope.directory_line(at).await?.0 {
        for contact in scope.contacts(before.organisation.id).await? {
            let named = format!("{} {}", contact.person, contact.role.key());
            let fits = roles_at(kind).contains(&contact.role) && !is_own(&visit, contact.person);
            if fits && chosen.contains(&named.as_str()) {
                scope.grant(contact.person, contact.role, at).await?;
            }
        }
    }
    Ok(back(at, "brought"))
}

/// What an organisation is where someone can join: not one that was merged.
async fn open(scope: &Scoped, at: OrganisationId) -> Result<OrganisationKind, WebError> {
    let entry = scope.directory_entry(at).await?.ok_or(Refusal::NotFound)?;
    match entry.merged_into {
        None => Ok(entry.organisation.kind),
        Some(_) => Err(Refusal::Closed {
            because: "This organisation was merged into another. Add them there.".to_owned(),
        }
        .into()),
    }
}

fn role(word: &str, kind: OrganisationKind) -> Option<Role> {
    let role: Role = word.parse().ok()?;
    roles_at(kind).contains(&role).then_some(role)
}

fn is_own(visit: &Visit, person: PersonId) -> bool {
    let actor = visit.actor.as_ref();
    actor.is_some_and(|actor| actor.person == person)
}

fn back(at: OrganisationId, done: &str) -> Response<Body> {
    Redirect::to(&format!("/directory/{at}/people?done={done}")).into_response()
}

async fn refused(
    visit: &Visit,
    at: OrganisationId,
    fields: Fields,
    wrong: &[(&str, &str)],
) -> Page {
    let problems = wrong.iter();
    let attempt = RoundAttempt {
        typed: fields.into_iter().collect(),
        problems: problems
            .map(|(field, message)| ((*field).to_owned(), (*message).to_owned()))
            .collect(),
        done: None,
    };
    draw(visit, at, attempt, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn draw(
    visit: &Visit,
    at: OrganisationId,
    attempt: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::contacts::page(&visit.portal(), at, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
