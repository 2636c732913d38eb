//! A partnership's own questions: added and removed by publishing a new version, and asked by an
//! open campaign when an administrator says so.

use super::id;
use crate::{
    publishing,
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
    portal::{LocalAttempt, Refusal},
};
use fourlens_forms::{
    definition::FormPackage,
    form,
    local::{self, NewLocalQuestion},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

const MOVED: &str = "Someone published another version after you opened this page. Nothing was changed. Look at the questions below, then try again.";

const CLOSED: &str = "This campaign was closed, or someone changed what it asks, while you looked at it. Nothing was changed.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// A typed question and the version it was typed against.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    version: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    options: String,
}

/// A question to remove and the version it was seen in.
#[derive(Debug, Deserialize)]
pub struct Removed {
    #[serde(default)]
    version: String,
    #[serde(default)]
    question: String,
}

/// The version that a campaign is to ask.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    version: String,
}

/// The page.
pub async fn questions(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "added" => Some("The question was added in a new version."),
        "removed" => Some("The question was removed in a new version."),
        "asked" => Some("The campaign asks the latest version from now on."),
        _ => None,
    };
    let attempt = LocalAttempt {
        done: said.map(str::to_string),
        ..LocalAttempt::default()
    };
    draw(&visit, &key, attempt, StatusCode::OK).await
}

/// Adds a question by publishing a new version.
pub async fn add(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Form(typed): Form<Typed>,
) -> Page {
    let latest = publishing::latest(&visit.state, &key).await?;
    let question = NewLocalQuestion {
        kind: typed.kind,
        label: typed.label,
        hint: typed.hint,
        options: typed.options,
    };
    let mut attempt = LocalAttempt {
        typed: question,
        ..LocalAttempt::default()
    };
    if latest.hash.to_string() != typed.version {
        return moved(&visit, &key, attempt).await;
    }
    let used = publishing::ids_ever_used(&visit.state, &key).await?;
    let package = match local::add(latest.form.package(), &used, &attempt.typed) {
        Ok(package) => package,
        Err(problems) => {
            attempt.problems = problems;
            return draw(&visit, &key, attempt, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match publish(&visit, &latest, package).await? {
        true => done(&key, "added"),
        false => moved(&visit, &key, attempt).await,
    }
}

/// Removes a question by publishing a new version.
pub async fn remove(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Form(removed): Form<Removed>,
) -> Page {
    let latest = publishing::latest(&visit.state, &key).await?;
    if latest.hash.to_string() != removed.version {
        return moved(&visit, &key, LocalAttempt::default()).await;
    }
    let package = local::remove(latest.form.package(), &removed.question);
    match publish(&visit, &latest, package.ok_or(Refusal::NotFound)?).await? {
        true => done(&key, "removed"),
        false => moved(&visit, &key, LocalAttempt::default()).await,
    }
}

/// Lets an open campaign ask the latest version of its form.
pub async fn ask(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Form(asked): Form<Asked>,
) -> Page {
    let (scope, campaign) = (visit.scope()?, id(&campaign)?);
    let view = scope.campaign(campaign).await?.ok_or(Refusal::NotFound)?;
    let latest = publishing::latest(&visit.state, &view.form_key).await?;
    if latest.hash.to_string() != asked.version {
        return moved(&visit, &view.form_key, LocalAttempt::default()).await;
    }
    let now = visit.state.form(view.form_version).await?;
    if let Some(because) = publishing::why_not_asked(&now, &latest.form) {
        return Err(Refusal::Closed { because }.into());
    }
    match scope
        .ask_version(campaign, view.form_version, latest.hash)
        .await?
    {
        true => done(&view.form_key, "asked"),
        false => Err(Refusal::Closed {
            because: CLOSED.to_string(),
        }
        .into()),
    }
}

/// Publishes a package made of the latest version; whether that was still the latest.
async fn publish(
    visit: &Visit,
    latest: &publishing::Latest,
    package: FormPackage,
) -> Result<bool, WebError> {
    let unsound = |_| WebError::Fault("a form with local questions is not sound".to_string());
    let form = form::Form::build(package).map_err(unsound)?;
    Ok(publishing::publish_after(&visit.scope()?, latest.hash, &form).await?)
}

fn done(key: &str, what: &str) -> Page {
    Ok(Redirect::to(&format!("/forms/{key}/local-questions?done={what}")).into_response())
}

/// The page as it is now, with what was typed, after someone else was faster.
async fn moved(visit: &Visit, key: &str, attempt: LocalAttempt) -> Page {
    let attempt = LocalAttempt {
        refused: Some(MOVED.to_string()),
        ..attempt
    };
    draw(visit, key, attempt, StatusCode::CONFLICT).await
}

async fn draw(visit: &Visit, key: &str, attempt: LocalAttempt, status: StatusCode) -> Page {
    let page = pages::local_questions::page(&visit.portal(), key, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
