//! A statement to agree to.

use super::{Asks, Common, Posted};
use crate::{
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A statement to agree to; an answer is `true`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Declaration {
    /// What is agreed to.
    pub statement: Text,
}

impl Asks for Declaration {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        (posted.one("") == "yes").then_some(Json::Bool(true))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        (answer != &Json::Bool(true)).then(|| self.missing(common))
    }

    fn value(&self, answer: &Json) -> Value {
        answer.as_bool().map_or(Value::Blank, Value::Bool)
    }

    fn words(&self, answer: &Json) -> String {
        if answer == &Json::Bool(true) {
            "Declared".to_string()
        } else {
            String::new()
        }
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Bool)
    }

    fn missing(&self, common: &Common) -> String {
        format!("Confirm “{}”", common.label.en())
    }
}
