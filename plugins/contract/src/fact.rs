//! A measure's figure for one submission: all that reporting may know of an answer.

use serde::{Deserialize, Serialize};

/// One figure a form declares, for one submission. It names no person and quotes no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What is measured: `question.C1`, `section.C`, `theme.GOV`, `overall`; a gauge as a whole
    /// and by section, `gauge.evidence_strength.S1`; `grade.KP`, `prompt.KP6`, `evident.KP`.
    pub measure: String,
    /// Points reached, or of what is counted the number; none while something is missing, and
    /// never zero in its place.
    pub value: Option<i64>,
    /// What the value could come to: with points, the highest of the scale times `n`.
    pub max: i64,
    /// The band's id, or of a single rating that is counted the option's value; only where no
    /// answer still missing could change it.
    pub band: Option<String>,
    /// The badges' ids that are earned whatever is still missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub badges: Vec<String>,
    /// Questions that apply and are not answered *not applicable*, blanks included; an answer
    /// that stands outside the order of its scale does not count either.
    pub n: u32,
    /// Questions that apply and are answered *not applicable*.
    pub na: u32,
    /// Critical questions that fail, by id.
    pub critical: Vec<String>,
    /// Whether no answer still missing could change this fact.
    pub determined: bool,
    /// Questions without an answer, by id.
    pub missing: Vec<String>,
    /// Why it is what it is, in a sentence.
    pub because: String,
}
