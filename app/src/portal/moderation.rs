//! Moderation: the ratings of a return handed in, and beside them those of the reviewer, with
//! reasons. Neither replaces the other.

use super::ReturnHead;
use std::collections::BTreeMap;

/// A return handed in, section by section, as its own ratings and the moderated ones have it.
#[derive(Debug, Clone, PartialEq)]
pub struct ModerationPage {
    /// Which return.
    pub head: ReturnHead,
    /// Its reference.
    pub reference: String,
    /// Every scored section that applied.
    pub sections: Vec<ModeratedSection>,
    /// Every question with a moderated rating.
    pub moderated: Vec<ModeratedRating>,
    /// When it was last shared with the organisation, in words.
    pub shared: Option<String>,
    /// What was just done, in a sentence.
    pub done: Option<String>,
}

/// A section as its own ratings and the moderated ones have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeratedSection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many ratings it asks.
    pub questions: usize,
    /// How many of them have a moderated rating.
    pub moderated: usize,
    /// Points and band by its own ratings.
    pub own: Scored,
    /// Points and band with the moderated ones in the place of its own.
    pub with_moderated: Scored,
}

impl ModeratedSection {
    /// Points that moderation adds, or takes where it is below 0; none while either is unknown.
    pub fn drift(&self) -> Option<i64> {
        Some(self.with_moderated.points?.0 - self.own.points?.0)
    }
}

/// Points and band.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scored {
    /// Points and those that could be reached; none while something is missing.
    pub points: Option<(i64, i64)>,
    /// The band's id and word.
    pub band: Option<(String, String)>,
}

/// A question whose own rating and moderated rating stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeratedRating {
    /// The question, with its number.
    pub title: String,
    /// Its own rating, in words.
    pub own: String,
    /// The moderated one, in words.
    pub moderated: String,
    /// Why.
    pub reason: String,
}

/// The ratings of one section, to moderate.
#[derive(Debug, Clone, PartialEq)]
pub struct ModerateSection {
    /// Which return.
    pub head: ReturnHead,
    /// The section's id.
    pub section: String,
    /// Its title.
    pub title: String,
    /// The scored section after it, by id.
    pub after: Option<String>,
    /// Its ratings.
    pub questions: Vec<ToModerate>,
    /// What was tried and could not be said.
    pub attempt: ModerationAttempt,
}

/// One rating to moderate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToModerate {
    /// Its id.
    pub id: String,
    /// What it asks, with its number.
    pub title: String,
    /// Whether it is critical.
    pub critical: bool,
    /// Its own rating: value and words.
    pub own: (String, String),
    /// What that rating looks like here.
    pub descriptor: Option<String>,
    /// What was answered besides: label and words.
    pub besides: Vec<(String, String)>,
    /// The ratings that can be given: value, word, what it looks like here.
    pub options: Vec<(String, String, Option<String>)>,
    /// The moderated rating; none where its own stands.
    pub rating: Option<String>,
    /// Why.
    pub reason: String,
    /// Counts up with each time something was said of it.
    pub number: i64,
}

/// What a post tried and could not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModerationAttempt {
    /// Rating and reason as they were typed, by question.
    pub typed: BTreeMap<String, (String, String)>,
    /// What is wrong with a reason, by question.
    pub problems: BTreeMap<String, String>,
    /// Why nothing was saved, in a sentence.
    pub refused: Option<String>,
}
