//! What every kind of question has.

use crate::{expression::Expression, text::Text};
use serde::{Deserialize, Serialize};

/// What every kind of question has.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Common {
    /// Its permanent id, never used for another question.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// A short help under the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// A longer help, opened on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Whether it must be answered to submit.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// When it must be answered to submit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "load", schemars(with = "Option<String>"))]
    pub required_if: Option<Expression>,
    /// What to say when it is required and blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_message: Option<Text>,
    /// When it is asked; always, without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "load", schemars(with = "Option<String>"))]
    pub applies_if: Option<Expression>,
    /// The list for each of whose items it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_each: Option<String>,
    /// The switch with which it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_with: Option<String>,
    /// What an answer must satisfy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// Codes of the subjects it belongs to; it counts in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Where the duty it asks about is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<GuidanceReference>,
    /// The edition of guidance in which this last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_in: Option<String>,
    /// What the directory knows of the answer: `organisation.urn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// Whether an answer names a person; it is then sealed apart.
    #[serde(skip_serializing_if = "is_false")]
    pub identifying: bool,
    /// Whether it counts children, so that small numbers are protected in reports.
    #[serde(skip_serializing_if = "is_false")]
    pub counts_children: bool,
}

/// Something an answer must satisfy, and what to say when it does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Constraint {
    /// Must be true; `.` is the answer itself.
    #[cfg_attr(feature = "load", schemars(with = "String"))]
    pub must: Expression,
    /// What to do about it: "Enter a number that is not more than the roll".
    pub message: Text,
}

/// A place in a guidance document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct GuidanceReference {
    /// The document's id.
    pub document: String,
    /// The paragraph, part or annex.
    pub paragraph: String,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
