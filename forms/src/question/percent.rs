//! A percentage from 0 to 100.

use super::{Asks, Common, Posted, asks, number};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A percentage.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Percent {}

impl Asks for Percent {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let typed = posted.one("");
        number::parse(typed.trim_end_matches('%')).map_or_else(|| asks::some_text(typed), Some)
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let is_percentage = answer
            .as_f64()
            .is_some_and(|number| (0.0..=100.0).contains(&number));
        (!is_percentage).then(|| {
            format!(
                "Enter “{}” as a percentage from 0 to 100",
                common.label.en()
            )
        })
    }

    fn value(&self, answer: &Json) -> Value {
        answer.as_f64().map_or(Value::Blank, Value::Number)
    }

    fn words(&self, answer: &Json) -> String {
        answer.as_f64().map_or_else(
            || asks::plain(answer).to_string(),
            |number| format!("{}%", number::number_in_words(number)),
        )
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Number)
    }
}
