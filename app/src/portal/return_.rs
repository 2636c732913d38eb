//! A return on its way: task list, *check your answers*, receipt, printable copy.

use super::{CaseId, EvidenceFile, ReturnId, Services};
use chrono::NaiveDate;
use fourlens_forms::{check::Problem, definition::Audience};

/// What every page of a return says at its top.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnHead {
    /// Which return.
    pub id: ReturnId,
    /// The form's key, for its privacy notice.
    pub form_key: String,
    /// The form's title.
    pub form: String,
    /// Whom the form asks.
    pub audience: Audience,
    /// The organisation that answers.
    pub organisation: String,
    /// The campaign it belongs to, and in a case audit the case.
    pub campaign: String,
    /// The languages its form is written in; a choice is offered among two or more.
    pub languages: Vec<String>,
    /// The one it is read in.
    pub language: String,
    /// Which case it is about, in a case audit.
    pub case: Option<CaseId>,
}

/// How far a return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnState {
    /// Nobody has begun.
    NotStarted,
    /// There is a draft.
    InProgress,
    /// It is submitted.
    Submitted,
}

impl ReturnState {
    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            ReturnState::NotStarted => "Not started",
            ReturnState::InProgress => "In progress",
            ReturnState::Submitted => "Submitted",
        }
    }
}

/// A return's sections and how far each has come.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskList {
    /// Which return.
    pub head: ReturnHead,
    /// Whether it is handed in.
    pub state: ReturnState,
    /// Whether the visitor answers it, and does not only read along.
    pub may_fill: bool,
    /// The last day to submit it.
    pub closes_on: NaiveDate,
    /// Whole days until then; negative when it has passed.
    pub days_left: i64,
    /// The sections that apply, in order.
    pub tasks: Vec<Task>,
    /// Titles of sections that may still apply.
    pub undecided: Vec<String>,
    /// How many of the tasks are complete.
    pub complete: usize,
    /// The services of the agency that answers; none where there can be none.
    pub services: Option<Services>,
}

/// A section as a task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The section's id, in its URL.
    pub section: String,
    /// Its title.
    pub title: String,
    /// How far it has come.
    pub state: TaskState,
    /// Answered questions among those that must be answered.
    pub answered: usize,
    /// Questions that must be answered.
    pub required: usize,
}

/// How far a section has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// It waits for others.
    CannotStartYet,
    /// Nothing is answered.
    NotStarted,
    /// Something is missing or not proper.
    InProgress,
    /// Nothing is missing.
    Complete,
}

impl TaskState {
    /// What people read.
    pub fn words(self) -> &'static str {
        match self {
            TaskState::CannotStartYet => "Cannot start yet",
            TaskState::NotStarted => "Not started",
            TaskState::InProgress => "In progress",
            TaskState::Complete => "Complete",
        }
    }
}

/// Every answer once more, and what is still to do.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckPage {
    /// Which return.
    pub head: ReturnHead,
    /// The draft's version, so that what is handed in is what was seen.
    pub draft_version: i64,
    /// A fresh key, so that pressing twice hands in once.
    pub idempotency_key: String,
    /// The sections that apply.
    pub sections: Vec<CheckSection>,
    /// Whether this visitor may hand it in; others are told who can.
    pub may_submit: bool,
    /// Who can: "the headteacher or principal".
    pub submitter: &'static str,
    /// What a person must know before submitting it, when there is something: moved draft, closed campaign.
    pub notice: Option<String>,
    /// The last day to submit it.
    pub closes_on: NaiveDate,
    /// The services of the agency that answers; none where there can be none.
    pub services: Option<Services>,
}

/// A section on *check your answers*.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckSection {
    /// The section's id, in its URL.
    pub section: String,
    /// Its title.
    pub title: String,
    /// Its answers.
    pub lines: Vec<AnswerLine>,
    /// What is still to do in it.
    pub problems: Vec<Problem>,
    /// What is worth another look and keeps nobody from submitting.
    pub advice: Vec<Advice>,
}

/// Something worth another look before submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The question it is about.
    pub question: String,
    /// What to look at, in a sentence.
    pub words: String,
}

/// A question with its answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerLine {
    /// The question's id, for the change link.
    pub question: String,
    /// What was asked, with its number.
    pub label: String,
    /// The answer, without the files it names; none when it is blank.
    pub answer: Option<String>,
    /// The files it names.
    pub files: Vec<EvidenceFile>,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it is a part of the rating before it.
    pub part: bool,
    /// What the services below said to it, in numbers.
    pub services: Option<String>,
}

/// The receipt of a return handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceiptPage {
    /// Which return.
    pub head: ReturnHead,
    /// What to quote.
    pub reference: String,
    /// When, in words and local time.
    pub submitted: String,
    /// By whom.
    pub by: String,
    /// The fingerprint of what was handed in, hexadecimal.
    pub fingerprint: String,
}

/// Whether a reader sees whom a return about a case identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// As everything else in it.
    Open,
    /// It is masked, and shown to those who say why.
    Masked,
    /// It is shown, which was recorded.
    Shown,
}

/// What stands in the place of an answer that is masked.
pub const MASK: &str = "•••• hidden: identifying";

/// A copy to print or keep.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintPage {
    /// Which return.
    pub head: ReturnHead,
    /// Its reference and when it was handed in; none for a draft.
    pub receipt: Option<(String, String)>,
    /// Who handed it in, and the fingerprint of that, hexadecimal.
    pub proof: Option<(String, String)>,
    /// The version of the form, its first hexadecimal digits.
    pub version: String,
    /// Whether whom it identifies is seen.
    pub identity: Identity,
    /// Why the reader could not be shown whom it identifies, in a sentence.
    pub problem: Option<String>,
    /// The sections that apply.
    pub sections: Vec<PrintSection>,
}

/// A section in print.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintSection {
    /// Its title.
    pub title: String,
    /// Its questions with answers, hidden ones left out.
    pub lines: Vec<AnswerLine>,
}
