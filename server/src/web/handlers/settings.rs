//! The settings of a form: saved by publishing a version that has them.

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
use fourlens_app::{pages, portal::SettingsAttempt};
use fourlens_forms::{form, kept, question::Posted};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// The fields of a post, in their order.
type Fields = Vec<(String, String)>;

const MOVED: &str = "Someone published another version after you opened this page. Nothing was changed. Look at the settings below, then try again.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn settings(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "saved" => Some("The settings were saved in a new version."),
        "same" => Some("Nothing was changed, so no version was published."),
        _ => None,
    };
    let attempt = SettingsAttempt {
        done: said.map(str::to_string),
        ..SettingsAttempt::default()
    };
    draw(&visit, &key, attempt, StatusCode::OK).await
}

/// Saves the settings.
pub async fn save(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let latest = publishing::latest(&visit.state, &key).await?;
    let typed = Posted::new(&fields, "months").one("");
    let mut attempt = SettingsAttempt::default();
    let mut package = latest.form.package().clone();
    if kept::months_of(package.form.cycle).is_some() {
        let months = typed.parse::<u32>().ok();
        let most = kept::MOST_MONTHS;
        let Some(months) = months.filter(|months| (1..=most).contains(months)) else {
            let message = format!("Enter the months as a number from 1 to {most}");
            attempt.problem = Some(message);
            attempt.months = Some(typed);
            return draw(&visit, &key, attempt, StatusCode::UNPROCESSABLE_ENTITY).await;
        };
        package = kept::with_cycle(package, months);
    }
    package = kept::with_switches(package, &Posted::new(&fields, "on").many(""));
    if latest.hash.to_string() != Posted::new(&fields, "version").one("") {
        attempt.months = Some(typed);
        return moved(&visit, &key, attempt).await;
    }
    if package == *latest.form.package() {
        return done(&key, "same");
    }
    let form = match form::Form::build(package) {
        Ok(form) => form,
        Err(problems) => {
            let told = problems.first().map(|problem| problem.message.clone());
            attempt.refused = Some(format!(
                "The form does not work with these settings: {}",
                told.unwrap_or_default()
            ));
            return draw(&visit, &key, attempt, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match publishing::publish_after(&visit.scope()?, latest.hash, &form).await? {
        true => done(&key, "saved"),
        false => moved(&visit, &key, attempt).await,
    }
}

fn done(key: &str, what: &str) -> Page {
    Ok(Redirect::to(&format!("/forms/{key}/settings?done={what}")).into_response())
}

/// The page as it is now, after someone else was faster.
async fn moved(visit: &Visit, key: &str, attempt: SettingsAttempt) -> Page {
    let attempt = SettingsAttempt {
        refused: Some(MOVED.to_string()),
        ..attempt
    };
    draw(visit, key, attempt, StatusCode::CONFLICT).await
}

async fn draw(visit: &Visit, key: &str, attempt: SettingsAttempt, status: StatusCode) -> Page {
    let page = pages::form_settings::page(&visit.portal(), key, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
