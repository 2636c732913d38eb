//! An audit round: its steps, its timetable, and how far its cohort has come.

use super::{CampaignId, CaseId, CaseRow, CaseShow};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A step of a round, in the order they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundStep {
    /// Theme, lines of enquiry, criteria and number of cases are agreed.
    Agree,
    /// Cases get a reference, agencies are asked.
    Cohort,
    /// Auditors complete their returns.
    Audit,
    /// Agency leads see that they are in.
    Check,
    /// Grades are locked, then shown to each other.
    Lock,
    /// Each case is talked through.
    Moderate,
    /// Families and practitioners are heard.
    Feedback,
    /// The report is written.
    Report,
}

/// Every step, in order.
pub const ROUND_STEPS: [RoundStep; 8] = [
    RoundStep::Agree,
    RoundStep::Cohort,
    RoundStep::Audit,
    RoundStep::Check,
    RoundStep::Lock,
    RoundStep::Moderate,
    RoundStep::Feedback,
    RoundStep::Report,
];

impl RoundStep {
    /// The word in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            RoundStep::Agree => "agree",
            RoundStep::Cohort => "cohort",
            RoundStep::Audit => "audit",
            RoundStep::Check => "check",
            RoundStep::Lock => "lock",
            RoundStep::Moderate => "moderate",
            RoundStep::Feedback => "feedback",
            RoundStep::Report => "report",
        }
    }

    /// The step of this word.
    pub fn of(word: &str) -> Option<RoundStep> {
        ROUND_STEPS.into_iter().find(|step| step.key() == word)
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            RoundStep::Agree => "Agree the theme",
            RoundStep::Cohort => "Draw the cohort",
            RoundStep::Audit => "Agencies audit",
            RoundStep::Check => "Agency leads check",
            RoundStep::Lock => "Lock and show grades",
            RoundStep::Moderate => "Moderation meetings",
            RoundStep::Feedback => "Feedback",
            RoundStep::Report => "Report",
        }
    }

    /// What is done in it, and by whom.
    pub fn words(self) -> &'static str {
        match self {
            RoundStep::Agree => {
                "The audit and performance subgroup agrees theme, lines of enquiry, criteria and number of cases."
            }
            RoundStep::Cohort => "Each case gets a reference and the agencies involved are asked.",
            RoundStep::Audit => {
                "Auditors say whether they have a conflict of interest, then complete their returns."
            }
            RoundStep::Check => "Each agency’s lead makes sure that its returns are in.",
            RoundStep::Lock => "Grades are locked, then agencies see each other’s.",
            RoundStep::Moderate => {
                "The agencies talk each case through and agree a grade, with reasons."
            }
            RoundStep::Feedback => {
                "Children, families and practitioners are asked for their view, where that is right."
            }
            RoundStep::Report => {
                "The quality assurance manager writes the report and sends it on for sign-off."
            }
        }
    }

    /// The week it ends in, by default; the round's first day is in week 0.
    pub fn week(self) -> u64 {
        match self {
            RoundStep::Agree => 0,
            RoundStep::Cohort => 1,
            RoundStep::Audit | RoundStep::Check => 4,
            RoundStep::Lock => 5,
            RoundStep::Moderate => 6,
            RoundStep::Feedback => 7,
            RoundStep::Report => 8,
        }
    }
}

/// Where a step stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStanding {
    /// Its day has passed.
    Past,
    /// It is what is to be done now.
    Now,
    /// It comes later.
    Ahead,
}

/// A step of a round's timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub step: RoundStep,
    /// The last day of it.
    pub due_on: NaiveDate,
    /// Where it stands today.
    pub standing: StepStanding,
}

/// What every page of a round says at its top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundHead {
    /// Which campaign.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// The form's title.
    pub form: String,
    /// The form's key.
    pub form_key: String,
}

/// A conflict of interest that its host has to know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictTold {
    /// In which case.
    pub case: CaseId,
    /// What that is known by.
    pub reference: String,
    /// For which organisation.
    pub organisation: String,
    /// Whose.
    pub auditor: String,
    /// Whether nobody else is named yet.
    pub open: bool,
}

/// An audit round.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundPage {
    /// Which.
    pub head: RoundHead,
    /// Whether it is closed.
    pub closed: bool,
    /// Its timetable.
    pub steps: Vec<StepRow>,
    /// Returns by state: not started, in progress, submitted.
    pub counts: (usize, usize, usize),
    /// How many cases there are in all.
    pub cohort: usize,
    /// How many returns have nobody to complete them.
    pub without_auditor: usize,
    /// Conflicts of interest that were declared.
    pub conflicts: Vec<ConflictTold>,
    /// The cases, a page of those shown.
    pub cases: Vec<CaseRow>,
    /// Which are shown.
    pub show: CaseShow,
    /// How many there are of each that can be shown.
    pub found: Vec<(CaseShow, usize)>,
    /// Which page of them, and how many pages there are.
    pub page: (usize, usize),
    /// What was done just now, in a sentence.
    pub done: Option<String>,
}

/// A round to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRoundPage {
    /// The identity that it will have, so that pressing twice opens one.
    pub id: CampaignId,
    /// The published forms of case audits, by key, with their titles.
    pub forms: Vec<(String, String)>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// A round's timetable, to be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TimetablePage {
    /// The round.
    pub head: RoundHead,
    /// The days as they are held.
    pub steps: Vec<(RoundStep, NaiveDate)>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

impl TimetablePage {
    /// The days in one word: what a post says it looked at.
    pub fn seen(&self) -> String {
        let days = self.steps.iter().map(|(_, day)| day.to_string());
        days.collect::<Vec<_>>().join(",")
    }
}

/// What was posted and did not work; or what has just been done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoundAttempt {
    /// What was typed, by field.
    pub typed: BTreeMap<String, String>,
    /// What is wrong with it: the field, and what to do.
    pub problems: Vec<(String, String)>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}

impl RoundAttempt {
    /// What was typed into a field.
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.get(field).map(String::as_str)
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<&str> {
        let of_field = self.problems.iter().find(|(of, _)| of == field);
        of_field.map(|(_, message)| message.as_str())
    }
}
