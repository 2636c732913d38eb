//! A definition that is not published yet, as an administrator sees it: what is wrong with it, or
//! what it asks and what publishing it changes.

use super::{AddingId, FormDraftId, ScoringRule};

/// A definition in the list of those that are not published yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Which.
    pub id: FormDraftId,
    /// The form's title, or the name of the file as long as that cannot be read.
    pub title: String,
    /// The form's key, where it can be read.
    pub key: Option<String>,
    /// How many problems it has.
    pub problems: i64,
    /// Who uploaded it last, and when: "Alex Key on 3 September 2026, 14:32".
    pub uploaded: String,
}

/// What was uploaded and could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UploadAttempt {
    /// The text as it was pasted.
    pub text: String,
    /// What is wrong with the file, in a sentence.
    pub file_problem: Option<String>,
    /// What is wrong with the text, in a sentence.
    pub text_problem: Option<String>,
    /// Names the page that takes it.
    pub once: Option<AddingId>,
}

/// What an upload came to, to be told once: why it could not be taken, or that someone else was
/// faster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DefinitionAttempt {
    /// What was refused and what to do, in a sentence.
    pub refused: Option<String>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}

/// A definition that is not published yet.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionPage {
    /// Which, when and by whom.
    pub row: DraftRow,
    /// How often it was uploaded: what a post says it looked at.
    pub version: i64,
    /// What reading it came to.
    pub proof: Proof,
    /// Its text, where it is short enough to be changed on a page.
    pub text: Option<String>,
    /// What was tried just now.
    pub attempt: DefinitionAttempt,
}

/// What reading a definition came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Proof {
    /// It cannot be published.
    Problems {
        /// The first of them, in the order of lines.
        shown: Vec<DefinitionProblem>,
        /// How many more there are.
        more: usize,
    },
    /// It can be published.
    Sound(Box<SoundDefinition>),
}

/// Something wrong in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionProblem {
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in characters.
    pub column: u64,
    /// What to write instead.
    pub message: String,
    /// The line, with those around it.
    pub around: Vec<SourceLine>,
}

/// A line of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Counted from 1.
    pub number: u64,
    /// What stands in it; of a very long line, a part.
    pub text: String,
    /// In the line that is wrong, how many characters of `text` stand before the place.
    pub mark: Option<usize>,
}

/// A definition that can be published.
#[derive(Debug, Clone, PartialEq)]
pub struct SoundDefinition {
    /// The form's key.
    pub key: String,
    /// What it is for.
    pub description: String,
    /// Whom it asks, how often and what the answers are about, in words.
    pub asks: String,
    /// Its sections.
    pub sections: Vec<SectionCount>,
    /// The plugins that compute from the answers.
    pub plugins: Vec<String>,
    /// How points and bands are given; none where nothing is scored.
    pub rule: Option<ScoringRule>,
    /// The name of this wording, its first hexadecimal digits.
    pub hash: String,
    /// The hash of the latest published version: what a post says it looked at; empty before the
    /// first.
    pub latest: String,
    /// What it is to the versions that are published.
    pub against: Against,
    /// Ids of questions that an earlier version asked and the latest does not.
    pub asked_before: Vec<String>,
    /// The open campaigns of this form, which go on asking what they ask.
    pub campaigns: usize,
}

/// A section of a definition, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionCount {
    /// Its title.
    pub title: String,
    /// How many questions it asks, parts and notes left out.
    pub questions: usize,
    /// How many of them must be answered.
    pub required: usize,
    /// How many of them are scored.
    pub scored: usize,
    /// When it is asked, in words; none where it always is.
    pub asked_if: Option<String>,
}

/// What a definition is to the published versions of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// None is published yet.
    First,
    /// The same wording is published as this version.
    Same {
        /// Its number.
        number: i64,
        /// Whether it is the latest.
        latest: bool,
    },
    /// It changes the latest.
    Changes {
        /// The latest version's number.
        number: i64,
        /// The changes by what they mean, the gravest first.
        kinds: Vec<Changes>,
    },
}

/// The changes that mean the same for the answers there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// What they are called.
    pub title: &'static str,
    /// What they mean, in a sentence.
    pub meaning: &'static str,
    /// Each in a few words: "C1 has other words".
    pub changes: Vec<String>,
    /// How many more there are.
    pub more: usize,
}
