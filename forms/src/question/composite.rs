//! Questions declared once and asked together: a kind made in the definition.

use super::{Asks, Common, Posted, Question};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Questions asked together under one heading; each is answered for itself, as `KR.worked`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Composite {
    /// Questions of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Question>,
    /// The id of the set of questions it asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<String>,
}

impl Asks for Composite {
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
