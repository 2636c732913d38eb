//! Sections: titled groups of questions, shown together.

use crate::{expression::Expression, question::Question, text::Text};
use serde::{Deserialize, Serialize};

/// A titled group of questions; each section is one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Section {
    /// Its permanent id, also in the page's URL.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// What it is about and who can help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Text>,
    /// Whether its ratings are scored.
    #[serde(default, skip_serializing_if = "is_false")]
    pub scored: bool,
    /// When it is asked; always, without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "load", schemars(with = "Option<String>"))]
    pub applies_if: Option<Expression>,
    /// Room for the partnership's own questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local: Option<LocalQuestions>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
}

/// How many questions of its own a partnership may add; they are never scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct LocalQuestions {
    /// The most that may be added in a cycle.
    pub up_to: u32,
}

/// Questions declared once, to go with a rating or to make up a composite: `how` becomes `C1.how`.
/// Their conditions may name a question of the same set by its short id after a dot: `${.how}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct PartSet {
    /// What ratings call it.
    pub id: String,
    /// The questions, with short ids.
    pub questions: Vec<Question>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
