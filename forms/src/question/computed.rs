//! A value worked out from other answers.

use super::{Asks, Common, Posted};
use crate::expression::{Expression, Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A value worked out from other answers; it takes no answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Computed {
    /// How it is worked out.
    #[cfg_attr(feature = "load", schemars(with = "String"))]
    pub value: Expression,
}

impl Asks for Computed {
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
