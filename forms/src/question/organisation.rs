//! An organisation picked from the directory.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// An organisation of the directory. The answer is its name as the directory spelled it when
/// it was picked, so that a submission reads the same for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Organisation {
    /// Which kind is offered: `trust`, `school`, `agency`, `service`.
    pub of_kind: String,
}

impl Asks for Organisation {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one("").replace('\n', " "))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let proper = answer
            .as_str()
            .is_some_and(|name| name.chars().count() <= 300);
        (!proper).then(|| self.missing(common))
    }

    fn value(&self, answer: &Json) -> Value {
        answer
            .as_str()
            .map_or(Value::Blank, |name| Value::Text(name.to_string()))
    }

    fn words(&self, answer: &Json) -> String {
        asks::plain(answer).to_string()
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn missing(&self, common: &Common) -> String {
        format!("Select an organisation for “{}”", common.label.en())
    }
}
