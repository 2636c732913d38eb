//! A number, with the least and most it may be.

use super::{Asks, Common, Posted, asks};
use crate::{
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Number {
    /// The least it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whether it has no fraction.
    #[serde(skip_serializing_if = "is_false")]
    pub whole: bool,
    /// What is counted, shown after the number: "days a week".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
}

impl Asks for Number {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let typed = posted.one("");
        parse(&typed).map_or_else(|| asks::some_text(typed), Some)
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let Some(number) = answer.as_f64() else {
            return Some(format!("Enter “{label}” as a number, like 12"));
        };
        if self.whole && number.fract() != 0.0 {
            return Some(format!("Enter “{label}” as a whole number, like 12"));
        }
        if let Some(least) = self.min.filter(|least| number < *least) {
            return Some(format!(
                "Enter “{label}” as {} or more",
                number_in_words(least)
            ));
        }
        let most = self.max.filter(|most| number > *most)?;
        Some(format!(
            "Enter “{label}” as {} or less",
            number_in_words(most)
        ))
    }

    fn value(&self, answer: &Json) -> Value {
        answer.as_f64().map_or(Value::Blank, Value::Number)
    }

    fn words(&self, answer: &Json) -> String {
        let number = answer
            .as_f64()
            .map_or_else(|| asks::plain(answer).to_string(), number_in_words);
        match &self.unit {
            Some(unit) if answer.is_number() => format!("{number} {}", unit.en()),
            _ => number,
        }
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Number)
    }
}

/// A number as people write it: no needless decimals.
pub fn number_in_words(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    format!("{number}")
}

/// Reads a number as people type it: spaces and commas between thousands are allowed.
pub(super) fn parse(typed: &str) -> Option<Json> {
    let plain: String = typed
        .chars()
        .filter(|c| *c != ',' && !c.is_whitespace())
        .collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let looks_right = !digits.is_empty()
        && digits.len() <= 15
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: f64 = looks_right.then(|| plain.parse().ok())??;
    if number.fract() == 0.0 {
        return Some(Json::from(number as i64));
    }
    serde_json::Number::from_f64(number).map(Json::Number)
}

fn is_false(flag: &bool) -> bool {
    !flag
}
