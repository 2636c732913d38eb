//! Several lines of text.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Words a long text may have where the form does not say.
const MOST_WORDS: usize = 1000;

/// Letters a long text may have whatever the form says, so that no answer outgrows its page.
const MOST_LETTERS: usize = 20_000;

/// Several lines of text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct LongText {
    /// The most words; 1,000 where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_words: Option<usize>,
}

impl LongText {
    /// The most words an answer may have.
    pub fn most_words(&self) -> usize {
        self.max_words.unwrap_or(MOST_WORDS)
    }
}

impl Asks for LongText {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one(""))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let Some(text) = answer.as_str() else {
            return Some(self.missing(common));
        };
        let (words, most) = (text.split_whitespace().count(), self.most_words());
        if words > most {
            return Some(format!(
                "Shorten “{}” to {most} words or fewer: it has {words}",
                common.label.en()
            ));
        }
        (text.chars().count() > MOST_LETTERS).then(|| {
            format!(
                "Shorten “{}” to {MOST_LETTERS} characters or fewer",
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
