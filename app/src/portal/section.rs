//! A section as a page: its questions with what is stored, what was tried and what is wrong.

use super::{EvidenceFile, ReturnHead};
use fourlens_forms::{check::Problem, form::Form, question::Question};
use serde_json::Value as Json;
use std::{collections::BTreeMap, sync::Arc};

/// A section to fill.
#[derive(Debug, Clone)]
pub struct SectionPage {
    /// Which return.
    pub head: ReturnHead,
    /// The form.
    pub form: Arc<Form>,
    /// The position of this section in the form.
    pub section: usize,
    /// Its place among the sections that apply: (this one from 1, all).
    pub place: (usize, usize),
    /// The section before and after it, by id.
    pub before: Option<String>,
    /// The section after it; none for the last, which leads to *check your answers*.
    pub after: Option<String>,
    /// Its questions in order, those that do not apply included but hidden.
    pub questions: Vec<AskedQuestion>,
    /// What is wrong, told at the top: empty on a section never saved.
    pub problems: Vec<Problem>,
    /// Whether the campaign is closed or the return handed in: nothing can be typed then.
    pub closed: Option<String>,
    /// What the live islands get, as JSON: this section's rules and the answers they read.
    pub live: String,
}

/// A question on a page.
#[derive(Debug, Clone)]
pub struct AskedQuestion {
    /// Its position in the form.
    pub position: usize,
    /// Whether it applies to the answers as they are stored.
    pub applies: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// What is stored.
    pub stored: Stored,
    /// What the control shows: what was tried, else what is stored, else what the directory knows.
    pub answer: Option<Json>,
    /// Whether `answer` comes from the directory and is not saved yet.
    pub prefilled: bool,
    /// What is wrong with it, to be told beside it.
    pub problem: Option<String>,
    /// What someone else saved meanwhile.
    pub conflict: Option<Conflict>,
    /// The rows of a table.
    pub rows: Vec<Row>,
    /// The rows that a table offers to start from other answers, where it offers that.
    pub to_start: Option<ToStart>,
    /// What an organisation control offers.
    pub offered: Vec<String>,
    /// The files that an evidence answer names.
    pub files: Vec<EvidenceFile>,
    /// What the services below said to a rating, in numbers.
    pub services: Option<String>,
}

/// Rows that could be started from other answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToStart {
    /// One for each rating that suggests an action and has no row: so many.
    LowRatings(usize),
    /// One for each action of the last return.
    LastActions(LastPlan),
}

/// The plan of the last return, as far as a table may begin with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastPlan {
    /// There is no earlier return.
    NoReturn,
    /// It had no action.
    Empty,
    /// It had some, and so many of them have no row yet.
    Without(usize),
}

/// What is known of the stored answer, to tell a change from none and from a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// The row version; 0 when nothing is stored.
    pub version: i64,
    /// The keyed hash of the stored value.
    pub shown: String,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its permanent id.
    pub id: String,
    /// Its cells, one a column.
    pub cells: Vec<AskedQuestion>,
}

/// Someone else's answer, saved since the page was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Their answer in words; none when they took it away.
    pub theirs: Option<String>,
    /// The row version of their answer, over which yours would be saved.
    pub version: i64,
}

impl Conflict {
    /// What the choice of one's own answer posts: over which of theirs it goes.
    pub fn keep_yours(&self) -> String {
        format!("yours-{}", self.version)
    }

    /// The version over which a choice that was posted goes; none where it is not one's own
    /// answer.
    pub fn kept_over(choice: &str) -> Option<i64> {
        choice.strip_prefix("yours-")?.parse().ok()
    }
}

/// What a post tried and could not save: answers by control name (`C1`, `A15:r1.name`), with
/// the conflict each met.
#[derive(Debug, Clone, Default)]
pub struct Attempt {
    /// What was typed, by control name.
    pub typed: BTreeMap<String, Option<Json>>,
    /// What the page knew of the stored answer, by control name: version and hash. A page that
    /// tells of a conflict carries them on, so that saving without a choice meets it again.
    pub seen: BTreeMap<String, Stored>,
    /// Whether a row was added or removed just now: what is blank is not told then.
    pub rows_changed: bool,
}

impl SectionPage {
    /// The question at a place of the page.
    pub fn question(&self, asked: &AskedQuestion) -> &Question {
        self.form.question(asked.position)
    }
}
