//! Bands: readings of a section's points, declared with the condition under which each holds.

use crate::{expression::Expression, text::Text};
use serde::{Deserialize, Serialize};

/// A reading of a section's points. Of the bands in their order, the first whose condition
/// holds is the section's. A condition may name `${sum}` (points), `${n}` (questions that
/// count) and `${critical_lowest}` (fewest points of a critical question; blank without one).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Band {
    /// What facts call it: `red`.
    pub id: String,
    /// The word shown.
    pub label: Text,
    /// When it holds.
    #[cfg_attr(feature = "load", schemars(with = "String"))]
    pub when: Expression,
    /// The rule in words, for the explanation of a score.
    pub because: Text,
}

/// The names that a band's condition may use.
pub const BAND_NAMES: [&str; 3] = ["sum", "n", "critical_lowest"];
