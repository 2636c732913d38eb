//! Scales: named, versioned sets of options with points.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What ratings answer on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Scale {
    /// What ratings call it: `edu_1_4`.
    pub id: String,
    /// Counts up when the scale's meaning changes.
    pub version: u32,
    /// The options, best first.
    pub options: Vec<ScaleOption>,
}

/// One offered rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct ScaleOption {
    /// What an answer holds.
    pub value: String,
    /// The word shown; ratings are told in words, not in grades.
    pub label: Text,
    /// What it means when a question has no descriptor of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What it counts.
    pub points: i64,
    /// Whether a critical question answered so has failed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fails_critical: bool,
    /// Whether an action is suggested for a question answered so.
    #[serde(default, skip_serializing_if = "is_false")]
    pub suggests_action: bool,
}

impl Scale {
    /// The highest points of an option.
    pub fn highest(&self) -> i64 {
        self.options
            .iter()
            .map(|option| option.points)
            .max()
            .unwrap_or(0)
    }

    /// The option an answer names.
    pub fn option(&self, value: &str) -> Option<&ScaleOption> {
        self.options.iter().find(|option| option.value == value)
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
