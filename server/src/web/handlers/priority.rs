//! What the partnership works on: added, and given a last day.

use super::posted::once;
use crate::web::{WebError, render, visit::Visit};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use chrono::NaiveDate;
use fourlens_app::{
    pages,
    portal::{PriorityAttempt, Refusal},
};
use fourlens_forms::{
    local::LocalProblem,
    question::{Asked, Common, Date, Posted, Question},
    text::Text,
};
use serde::Deserialize;
use serde_json::Value as Json;

type Page = Result<Response<Body>, WebError>;

/// The fields of a post, in their order.
type Fields = Vec<(String, String)>;

/// The most letters of a title.
const MOST_LETTERS: usize = 80;

const MOVED: &str = "Someone changed this priority after you opened this page. Nothing was changed. Look at it below, then try again.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn priorities(
    Extension(visit): Extension<Visit>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "added" => Some("The priority was added."),
        "ended" => Some("The last day was saved."),
        _ => None,
    };
    let attempt = PriorityAttempt {
        done: said.map(str::to_string),
        ..PriorityAttempt::default()
    };
    draw(&visit, attempt, StatusCode::OK).await
}

/// Adds a priority.
pub async fn add(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let title = Posted::new(&fields, "title").one("");
    let (first, last) = (day(&fields, "first_day"), day(&fields, "last_day"));
    let mut problems = Vec::new();
    problems.extend(title_problem(&title));
    let first_day = first.proper("first_day", "First day", &mut problems);
    if first.typed.is_none() {
        problems.push(problem("first_day", "Enter the first day".to_string()));
    }
    let last_day = last.proper("last_day", "Last day", &mut problems);
    if let (Some(first), Some(last)) = (first_day, last_day)
        && last < first
    {
        let message = "Enter a last day that is not before the first day";
        problems.push(problem("last_day", message.to_string()));
    }
    if let (Some(first_day), true) = (first_day, problems.is_empty()) {
        let page = Posted::new(&fields, "once").one("");
        let days = format!("{first_day} {last_day:?}");
        let id = once(visit.state.random.as_ref(), &page, &[&title, &days]);
        let scope = visit.scope()?;
        scope.add_priority(id, title, first_day, last_day).await?;
        return Ok(Redirect::to("/priorities?done=added").into_response());
    }
    let attempt = PriorityAttempt {
        title,
        first_day: first.typed,
        last_day: last.typed,
        problems,
        ..PriorityAttempt::default()
    };
    draw(&visit, attempt, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Gives a priority a last day, or takes it away.
pub async fn end(
    Extension(visit): Extension<Visit>,
    Path(key): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let scope = visit.scope()?;
    let known = scope.priorities().await?;
    let priority = known
        .into_iter()
        .find(|priority| priority.key == key)
        .ok_or(Refusal::NotFound)?;
    let last = day(&fields, &format!("{key}.last_day"));
    let mut problems = Vec::new();
    let last_day = last.proper("last_day", "Last day", &mut problems);
    if last_day.is_some_and(|last| last < priority.first_day) {
        let message = "Enter a last day that is not before the first day";
        problems.push(problem("last_day", message.to_string()));
    }
    let mut attempt = PriorityAttempt {
        of: Some(key.clone()),
        last_day: last.typed.clone(),
        problems,
        ..PriorityAttempt::default()
    };
    if !attempt.problems.is_empty() {
        return draw(&visit, attempt, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let seen = Posted::new(&fields, "version").one("").parse().unwrap_or(0);
    if scope.end_priority(&key, seen, last_day).await? {
        return Ok(Redirect::to("/priorities?done=ended").into_response());
    }
    attempt.refused = Some(MOVED.to_string());
    draw(&visit, attempt, StatusCode::CONFLICT).await
}

/// A day as it was typed.
struct Day {
    asked: Question,
    typed: Option<Json>,
}

fn day(fields: &Fields, name: &str) -> Day {
    let asked = Question::Date(Asked {
        common: Common::default(),
        kind: Date::default(),
    });
    Day {
        typed: asked.asks().read(&Posted::new(fields, name)),
        asked,
    }
}

impl Day {
    /// The day, where one was typed; what is no day becomes a problem.
    fn proper(
        &self,
        part: &'static str,
        label: &str,
        problems: &mut Vec<LocalProblem>,
    ) -> Option<NaiveDate> {
        let typed = self.typed.as_ref()?;
        let common = Common {
            label: Text::english(label),
            ..Common::default()
        };
        match self.asked.asks().problem(&common, typed) {
            Some(message) => {
                problems.push(problem(part, message));
                None
            }
            None => typed.as_str().and_then(|day| day.parse().ok()),
        }
    }
}

fn title_problem(title: &str) -> Option<LocalProblem> {
    let message = match title.chars().count() {
        0 => "Enter the priority".to_string(),
        letters if letters > MOST_LETTERS => {
            format!("Shorten the priority to {MOST_LETTERS} letters")
        }
        _ => return None,
    };
    Some(problem("title", message))
}

fn problem(part: &'static str, message: String) -> LocalProblem {
    LocalProblem { part, message }
}

async fn draw(visit: &Visit, attempt: PriorityAttempt, status: StatusCode) -> Page {
    let page = pages::priorities::page(&visit.portal(), attempt).await?;
    render::page_with(&visit.state, page, status).await
}
