//! One of several options.

use super::{Asks, Common, Posted, asks};
use crate::{
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// One of several options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Choice {
    /// What is offered, in order.
    pub options: Vec<Offer>,
}

/// One offered answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Offer {
    /// What an answer holds; never used for another option.
    pub value: String,
    /// The words shown.
    pub label: Text,
    /// A short help under them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whether it excludes all others, like "None of these"; only among several to select.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
}

impl Asks for Choice {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one(""))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let offered = answer
            .as_str()
            .is_some_and(|value| self.options.iter().any(|option| option.value == value));
        (!offered).then(|| self.missing(common))
    }

    fn value(&self, answer: &Json) -> Value {
        answer
            .as_str()
            .map_or(Value::Blank, |value| Value::Text(value.to_string()))
    }

    fn words(&self, answer: &Json) -> String {
        label_of(&self.options, asks::plain(answer))
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Option(values(&self.options)))
    }

    fn missing(&self, common: &Common) -> String {
        format!("Select one answer for “{}”", common.label.en())
    }
}

/// The label of the option with this value, or the value itself.
pub(super) fn label_of(options: &[Offer], value: &str) -> String {
    options
        .iter()
        .find(|option| option.value == value)
        .map_or(value, |option| option.label.en())
        .to_string()
}

/// The values of these options.
pub(super) fn values(options: &[Offer]) -> Vec<String> {
    options.iter().map(|option| option.value.clone()).collect()
}

fn is_false(flag: &bool) -> bool {
    !flag
}
