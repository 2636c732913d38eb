//! What the partnership works on, as an administrator keeps it.

use super::AddingId;
use chrono::NaiveDate;
use fourlens_forms::local::LocalProblem;
use serde_json::Value as Json;

/// Every priority there has been, by where it stands today.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Priorities {
    /// Current today.
    pub current: Vec<PriorityRow>,
    /// Not yet.
    pub coming: Vec<PriorityRow>,
    /// No longer.
    pub past: Vec<PriorityRow>,
    /// The forms that ask about each, by title.
    pub asked_by: Vec<String>,
    /// Names the page that adds one.
    pub once: Option<AddingId>,
    /// What was tried, and what came of it.
    pub attempt: PriorityAttempt,
}

/// One priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityRow {
    /// A part of questions' ids.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// The first day on which it is current.
    pub first_day: NaiveDate,
    /// The last day, once it is known.
    pub last_day: Option<NaiveDate>,
    /// What a change says it looked at.
    pub version: i64,
}

/// What was posted and did not work; or what has just been done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriorityAttempt {
    /// The priority whose end was typed; none for a new one.
    pub of: Option<String>,
    /// The title as it was typed.
    pub title: String,
    /// The first day as it was typed.
    pub first_day: Option<Json>,
    /// The last day as it was typed.
    pub last_day: Option<Json>,
    /// What is wrong: `title`, `first_day`, `last_day`.
    pub problems: Vec<LocalProblem>,
    /// Why nothing was changed, in a sentence.
    pub refused: Option<String>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}
