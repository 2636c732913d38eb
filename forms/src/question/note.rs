//! Words between questions.

use super::{Asks, Common, Posted};
use crate::{
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Words between questions; they take no answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Note {
    /// The words.
    pub text: Text,
}

impl Asks for Note {
    fn read(&self, _: &Posted<'_>) -> Option<Json> {
        None
    }

    fn problem(&self, _: &Common, _: &Json) -> Option<String> {
        None
    }

    fn value(&self, _: &Json) -> Value {
        Value::Blank
    }

    fn words(&self, _: &Json) -> String {
        String::new()
    }

    fn value_type(&self) -> Option<Type> {
        None
    }
}
