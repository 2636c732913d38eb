//! The moderation meeting about a case: what the agencies say, side by side, and what the meeting
//! agrees. Nothing here names a child, and nothing is there before the grades are shown.

use super::{CampaignId, CaseId, RoundAttempt};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether the child or the family gave their view of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyHeard {
    /// They did.
    Received,
    /// They were asked and have not.
    Sought,
    /// They were not asked.
    No,
    /// Asking would not have been right.
    NotAppropriate,
}

/// What can be said of that, with its word in a post and what people read.
pub const FAMILY_HEARD: [(FamilyHeard, &str, &str); 4] = [
    (FamilyHeard::Received, "received", "Yes, we have their view"),
    (
        FamilyHeard::Sought,
        "sought",
        "They were asked and have not answered",
    ),
    (FamilyHeard::No, "no", "No, they were not asked"),
    (
        FamilyHeard::NotAppropriate,
        "not_appropriate",
        "Asking was not appropriate",
    ),
];

/// What every page of a meeting says at its top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingHead {
    /// The case.
    pub case: CaseId,
    /// What it is known by.
    pub reference: String,
    /// The round.
    pub round: CampaignId,
    /// Its title.
    pub round_title: String,
    /// The organisations whose grades are shown, by name.
    pub agencies: Vec<String>,
    /// Whether the visitor hosts the round.
    pub hosts: bool,
    /// Whether the visitor records what is agreed.
    pub agrees: bool,
}

/// What was agreed of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedView {
    /// The option, and the word for it.
    pub grade: (String, String),
    /// Why.
    pub reason: String,
    /// When it was recorded and by whom, in words.
    pub recorded: String,
    /// Counts up with each time something was agreed.
    pub number: i64,
}

/// A question that each agency grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradedQuestion {
    /// The question.
    pub id: String,
    /// What people call it; of a line of enquiry its title.
    pub title: String,
    /// What can be agreed: value, word and what it looks like; the best first.
    pub options: Vec<(String, String, Option<String>)>,
    /// What each agency says, in words, in the order of the agencies; none where it was not asked
    /// or left blank.
    pub said: Vec<Option<String>>,
    /// What was agreed.
    pub agreed: Option<AgreedView>,
}

impl GradedQuestion {
    /// How often each answer was given: the best grade first, what is no grade last.
    pub fn spread(&self) -> Vec<(&str, usize)> {
        let mut spread: Vec<(&str, usize)> = Vec::new();
        for said in self.said.iter().flatten() {
            match spread.iter_mut().find(|(word, _)| word == said) {
                Some((_, count)) => *count += 1,
                None => spread.push((said, 1)),
            }
        }
        let place = |word: &str| self.options.iter().position(|(_, of, _)| of == word);
        spread.sort_by_key(|(word, _)| place(word).unwrap_or(usize::MAX));
        spread
    }
}

/// A section of the form at the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingSection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its graded questions.
    pub grades: Vec<GradedQuestion>,
}

/// What is kept of a meeting, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingKept {
    /// When it was held.
    pub held_on: NaiveDate,
    /// Who took part.
    pub present: String,
    /// Whether the family was heard.
    pub family: FamilyHeard,
    /// Whether the practitioners talked it through.
    pub practitioners: bool,
    /// When it was recorded and by whom, in words.
    pub recorded: String,
    /// Counts up with each time something was recorded.
    pub number: i64,
}

/// The meeting about a case.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingPage {
    /// Which.
    pub head: MeetingHead,
    /// When the grades were shown, in words.
    pub shown: String,
    /// When each agency's grade was locked, in words; and whether that was after the others were
    /// shown.
    pub locked: Vec<(String, bool)>,
    /// The sections with something to talk about.
    pub sections: Vec<MeetingSection>,
    /// What is kept of the meeting.
    pub kept: Option<MeetingKept>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// A part of a section, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetingPart {
    /// What each agency wrote under a question.
    Words {
        /// The question.
        title: String,
        /// What each wrote, in the order of the agencies.
        said: Vec<Option<String>>,
    },
    /// What each agency chose, question by question.
    Chosen(Vec<(String, Vec<Option<String>>)>),
    /// A grade, with what was agreed.
    Grade(GradedQuestion),
}

/// A section of the form, agency beside agency.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingSectionPage {
    /// The meeting.
    pub head: MeetingHead,
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its parts in the order of the form.
    pub parts: Vec<MeetingPart>,
    /// The section before it: id and title.
    pub before: Option<(String, String)>,
    /// The section after it.
    pub after: Option<(String, String)>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// A meeting that someone finds at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingDue {
    /// The case.
    pub case: CaseId,
    /// What it is known by.
    pub reference: String,
    /// The round's title.
    pub round: String,
    /// Whose grades are shown.
    pub agencies: usize,
    /// When they were shown, in words.
    pub shown: String,
}
