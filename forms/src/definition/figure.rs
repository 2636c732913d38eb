//! Figures that a form declares besides its sections' bands: badges and gauges.

use crate::{expression::Expression, text::Text};
use serde::{Deserialize, Serialize};

/// A mark that a section earns besides its band. Its condition may name what a band's may.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Badge {
    /// What facts call it: `embedded`.
    pub id: String,
    /// The word shown.
    pub label: Text,
    /// When it is earned.
    #[cfg_attr(feature = "load", schemars(with = "String"))]
    pub when: Expression,
    /// The rule in words, for the explanation of a score.
    pub because: Text,
}

/// A share shown beside the scores and never counted into them: of the ratings that are given,
/// how many have evidence whose review date has not passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Gauge {
    /// What facts call it: `evidence_strength`.
    pub id: String,
    /// Its title on pages.
    pub title: Text,
    /// The id of the part of a rating that holds the evidence.
    pub part: String,
    /// The rule in words.
    pub because: Text,
}
