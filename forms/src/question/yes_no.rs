//! Yes or no.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Yes or no; answers hold `yes` and `no`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct YesNo {}

impl Asks for YesNo {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one(""))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        (!matches!(answer.as_str(), Some("yes" | "no"))).then(|| self.missing(common))
    }

    fn value(&self, answer: &Json) -> Value {
        answer
            .as_str()
            .map_or(Value::Blank, |word| Value::Text(word.to_string()))
    }

    fn words(&self, answer: &Json) -> String {
        match answer.as_str() {
            Some("yes") => "Yes".to_string(),
            Some("no") => "No".to_string(),
            _ => asks::plain(answer).to_string(),
        }
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Option(vec!["yes".to_string(), "no".to_string()]))
    }

    fn missing(&self, common: &Common) -> String {
        format!("Select yes or no for “{}”", common.label.en())
    }
}
