//! The directory: looked through, and its organisations added and changed by hand.

use super::{
    id,
    posted::{Fields, field},
};
use crate::{
    directory::above,
    organisation::{self, Problems, Typed},
    store::{
        DirectoryFilter, EditOutcome, OrganisationEdit, OrganisationKind, Page as Shown, Scoped,
    },
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
    portal::{DirectoryAsked, FormAsked, OrganisationId, Refusal, RoundAttempt},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

type Page = Result<Response<Body>, WebError>;

/// Which organisations are wanted, as the URL says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    words: String,
    kind: String,
    phase: String,
    standing: String,
    page: Option<u64>,
}

/// What has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// Which kind is to be added, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Kind {
    kind: String,
}

/// The list.
pub async fn directory(Extension(visit): Extension<Visit>, Query(wanted): Query<Wanted>) -> Page {
    let asked = DirectoryAsked {
        words: wanted.words,
        kind: wanted.kind,
        phase: wanted.phase,
        standing: wanted.standing,
        page: wanted.page.unwrap_or(1),
    };
    let page = pages::directory::page(&visit.portal(), asked).await?;
    render::page(&visit.state, page).await
}

/// One organisation.
pub async fn one(
    Extension(visit): Extension<Visit>,
    Path(of): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "added" => Some("The organisation was added."),
        "saved" => Some("The changes were saved."),
        "merged" => Some("The other organisation became a part of this one."),
        _ => None,
    };
    let done = said.map(str::to_owned);
    let page = pages::organisation::page(&visit.portal(), id(&of)?, done).await?;
    render::page(&visit.state, page).await
}

/// The form of a new organisation.
pub async fn new(Extension(visit): Extension<Visit>, Query(Kind { kind }): Query<Kind>) -> Page {
    let asked = FormAsked::New {
        kind,
        id: None,
        attempt: None,
    };
    draw(&visit, asked, StatusCode::OK).await
}

/// Adds an organisation. The same page posted twice adds one.
pub async fn add(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let new: OrganisationId = id(field(&fields, "id"))?;
    let kind = OrganisationKind::of(field(&fields, "kind"));
    let kind = kind.filter(|kind| !above(*kind).is_empty());
    let kind = kind.ok_or(WebError::Malformed("a new organisation has a kind"))?;
    let scope = visit.scope()?;
    let typed = typed(fields);
    let again = |problems: Problems| FormAsked::New {
        kind: kind.key().to_owned(),
        id: Some(new),
        attempt: Some(attempt(&typed, problems)),
    };
    let edit = match read(&scope, kind, &typed, &Typed::new()).await? {
        Ok(edit) => edit,
        Err(problems) => {
            return draw(&visit, again(problems), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match scope.add_organisation(new, edit).await? {
        EditOutcome::Saved => {
            Ok(Redirect::to(&format!("/directory/{new}?done=added")).into_response())
        }
        outcome => {
            let problems = problems(outcome).ok_or(Refusal::NotFound)?;
            draw(&visit, again(problems), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The form of an organisation that is held.
pub async fn edit(Extension(visit): Extension<Visit>, Path(of): Path<String>) -> Page {
    let asked = FormAsked::Held {
        id: id(&of)?,
        attempt: None,
        overtaken: false,
    };
    draw(&visit, asked, StatusCode::OK).await
}

/// Changes an organisation, unless someone else was faster: then both sides are shown.
pub async fn save(
    Extension(visit): Extension<Visit>,
    Path(of): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let of: OrganisationId = id(&of)?;
    let scope = visit.scope()?;
    let entry = scope.directory_entry(of).await?.ok_or(Refusal::NotFound)?;
    let seen = field(&fields, "version").parse().unwrap_or(0);
    let typed = typed(fields);
    let again = |problems: Problems, overtaken| FormAsked::Held {
        id: of,
        attempt: Some(attempt(&typed, problems)),
        overtaken,
    };
    if entry.version != seen {
        return draw(&visit, again(Problems::new(), true), StatusCode::CONFLICT).await;
    }
    let before = scope.directory_line(of).await?.0;
    let standing = organisation::standing(&entry, &before);
    let kind = entry.organisation.kind;
    let edit = match read(&scope, kind, &typed, &standing).await? {
        Ok(edit) => edit,
        Err(problems) => {
            let again = again(problems, false);
            return draw(&visit, again, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match scope.edit_organisation(of, seen, edit).await? {
        EditOutcome::Saved => {
            Ok(Redirect::to(&format!("/directory/{of}?done=saved")).into_response())
        }
        EditOutcome::Moved => {
            draw(&visit, again(Problems::new(), true), StatusCode::CONFLICT).await
        }
        outcome => {
            let problems = problems(outcome).ok_or(Refusal::NotFound)?;
            let again = again(problems, false);
            draw(&visit, again, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What was typed, as a change to save; told apart from what stands, for the audit log.
async fn read(
    scope: &Scoped,
    kind: OrganisationKind,
    typed: &Typed,
    standing: &Typed,
) -> Result<Result<OrganisationEdit, Problems>, WebError> {
    let mut names = BTreeMap::new();
    let mut parents = Vec::new();
    for kind in above(kind) {
        let filter = DirectoryFilter {
            kind: Some(*kind),
            ..DirectoryFilter::default()
        };
        for entry in scope.directory(&filter, Shown::ALL).await? {
            parents.push(entry.organisation.id);
            names.insert(entry.organisation.id.to_string(), entry.organisation.name);
        }
    }
    let mut by_urn = HashMap::new();
    let urns = typed.get("predecessors").map_or("", String::as_str);
    for urn in urns.split([',', ' ', ';']).filter(|urn| !urn.is_empty()) {
        if let Some(found) = scope.organisation_by_urn(urn).await? {
            by_urn.insert(urn.to_owned(), found.id);
        }
    }
    let read = organisation::read(kind, typed, &parents, |urn| by_urn.get(urn).copied());
    Ok(read.map(|edit| OrganisationEdit {
        told: organisation::told(&organisation::changes(standing, typed, &names)),
        ..edit
    }))
}

/// What to do about an outcome; none where there is no such organisation.
fn problems(outcome: EditOutcome) -> Option<Problems> {
    let (field, message) = match outcome {
        EditOutcome::UrnTaken => (
            "urn",
            "Another organisation has this URN. Look for it in the directory",
        ),
        EditOutcome::BelowItself => ("parent", "Select something that does not stand below it"),
        EditOutcome::FollowsItself => (
            "predecessors",
            "Enter schools that were before it, not it or one that followed it",
        ),
        EditOutcome::Saved | EditOutcome::Moved | EditOutcome::NotFound => return None,
    };
    Some(vec![(field.to_owned(), message.to_owned())])
}

fn typed(fields: Fields) -> Typed {
    fields.into_iter().collect()
}

fn attempt(typed: &Typed, problems: Problems) -> RoundAttempt {
    RoundAttempt {
        typed: typed.clone(),
        problems,
        done: None,
    }
}

async fn draw(visit: &Visit, asked: FormAsked, status: StatusCode) -> Page {
    let page = pages::organisation_form::page(&visit.portal(), asked).await?;
    render::page_with(&visit.state, page, status).await
}
