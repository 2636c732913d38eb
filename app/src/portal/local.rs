//! The partnership's own questions in a form, as an administrator sees them.

use super::CampaignId;
use fourlens_forms::local::{LocalProblem, NewLocalQuestion};

/// The partnership's own questions in a form's latest version.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalQuestions {
    /// The form's key.
    pub key: String,
    /// The form's title.
    pub form: String,
    /// The latest version's number.
    pub number: i64,
    /// The latest version's hash: what a post says it looked at.
    pub version: String,
    /// The title of the section that has room for them.
    pub section: String,
    /// How many fit.
    pub room: usize,
    /// Those there are.
    pub questions: Vec<LocalQuestion>,
    /// The open campaigns that ask this form.
    pub campaigns: Vec<LocalCampaign>,
    /// What was tried, and what came of it.
    pub attempt: LocalAttempt,
}

/// A question of the partnership's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalQuestion {
    /// Its permanent id.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// Help with it.
    pub hint: Option<String>,
    /// How it is answered, in words.
    pub kind: String,
    /// What can be selected.
    pub options: Vec<String>,
}

/// An open campaign, and whether it asks the latest version.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalCampaign {
    /// Which.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// The number of the version it asks.
    pub number: i64,
    /// Returns with a draft.
    pub in_progress: i64,
    /// Returns handed in.
    pub submitted: i64,
    /// Why it cannot ask the latest version, in a sentence; none when it can or does.
    pub cannot: Option<String>,
}

/// What was posted and did not work; or what has just been done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalAttempt {
    /// The question as it was typed.
    pub typed: NewLocalQuestion,
    /// What is wrong with it.
    pub problems: Vec<LocalProblem>,
    /// Why nothing was published, in a sentence.
    pub refused: Option<String>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}
