//! One line of text.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Letters a line may have where the form does not say.
const MOST_LETTERS: usize = 500;

/// One line of text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TextLine {
    /// The most letters; 500 where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
}

impl Asks for TextLine {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one("").replace('\n', " "))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let most = self.max_length.unwrap_or(MOST_LETTERS);
        let Some(words) = answer.as_str() else {
            return Some(self.missing(common));
        };
        let letters = words.chars().count();
        (letters > most).then(|| {
            format!(
                "Shorten “{}” to {most} characters or fewer: it has {letters}",
                common.label.en()
            )
        })
    }

    fn value(&self, answer: &Json) -> Value {
        answer
            .as_str()
            .map_or(Value::Blank, |words| Value::Text(words.to_string()))
    }

    fn words(&self, answer: &Json) -> String {
        asks::plain(answer).to_string()
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }
}
