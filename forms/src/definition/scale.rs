//! Scales: named, versioned sets of options, each with its points or its place in an order.

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
    /// What its ratings are counted as, option by option; without it their points are added up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_as: Option<CountedAs>,
    /// The options, best first.
    pub options: Vec<ScaleOption>,
}

/// What ratings are whose points say only which option stands above which: they are counted and
/// never added up or averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountedAs {
    /// A judgement of the whole, or of a part of it.
    Grade,
    /// Whether one thing looked for is there.
    Prompt,
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
    /// What it counts. An option without points stands outside the order of the others: it is
    /// neither better nor worse. Only a scale with `counted_as` may have such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
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
            .filter_map(|option| option.points)
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
