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

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// A typed question and the version it was typed against.
#[derive(Debug, Deserialize)]
pub struct Typed {
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
    version: String,
    question: String,
}

/// The version that a campaign is to ask.
#[derive(Debug, Deserialize)]
pub struct Asked {
    key: String,
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
        attempt.refused = Some(MOVED.to_string());
        return draw(&visit, &key, attempt, StatusCode::CONFLICT).await;
    }
    let used = publishing::ids_ever_used(&visit.state, &key).await?;
    match local::add(latest.form.package(), &used, &attempt.typed) {
        Ok(package) => publish(&visit, &key, package, "added").await,
        Err(problems) => {
            attempt.problems = problems;
            draw(&visit, &key, attempt, StatusCode::UNPROCESSABLE_ENTITY).await
        }
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
        let attempt = LocalAttempt {
            refused: Some(MOVED.to_string()),
            ..LocalAttempt::default()
        };
        return draw(&visit, &key, attempt, StatusCode::CONFLICT).await;
    }
    let package = local::remove(latest.form.package(), &removed.question);
    publish(&visit, &key, package.ok_or(Refusal::NotFound)?, "removed").await
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
    if latest.hash.to_string() != asked.version || view.form_key != asked.key {
        let attempt = LocalAttempt {
            refused: Some(MOVED.to_string()),
            ..LocalAttempt::default()
        };
        return draw(&visit, &view.form_key, attempt, StatusCode::CONFLICT).await;
    }
    let now = visit.state.form(view.form_version).await?;
    if let Some(because) = publishing::why_not_asked(&now, &latest.form) {
        return Err(Refusal::Closed { because }.into());
    }
    if !scope.ask_version(campaign, latest.hash).await? {
        let because = "This campaign is closed: it keeps the version it asked.".to_string();
        return Err(Refusal::Closed { because }.into());
    }
    Ok(Redirect::to(&address(&view.form_key, "asked")).into_response())
}

async fn publish(visit: &Visit, key: &str, package: FormPackage, done: &str) -> Page {
    let unsound = |_| WebError::Fault("a form with local questions is not sound".to_string());
    let form = form::Form::build(package).map_err(unsound)?;
    publishing::publish(&visit.scope()?, &form).await?;
    Ok(Redirect::to(&address(key, done)).into_response())
}

fn address(key: &str, done: &str) -> String {
    format!("/forms/{key}/local-questions?done={done}")
}

async fn draw(visit: &Visit, key: &str, attempt: LocalAttempt, status: StatusCode) -> Page {
    let page = pages::local_questions::page(&visit.portal(), key, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
