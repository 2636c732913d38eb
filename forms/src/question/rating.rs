//! A place on a scale, with words of its own for each rating.

use super::{Asks, Common, Posted, Question, asks};
use crate::{
    definition::Scale,
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What an answer holds when the question does not apply to the one who answers.
pub const NOT_APPLICABLE: &str = "na";

/// A place on a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Rating {
    /// The scale's id.
    pub scale: String,
    /// What each rating looks like here, by the option's value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub descriptors: BTreeMap<String, Text>,
    /// Whether a low rating here decides the section's band.
    #[serde(default, skip_serializing_if = "is_false")]
    pub critical: bool,
    /// Whether *not applicable* is offered; a reason is then asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_applicable: bool,
    /// Questions of its own that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Question>,
    /// The id of the set of questions that go with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<String>,
    /// The switch without which it is words only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated_with: Option<String>,
    /// The scale itself, found when the form is built.
    #[serde(skip)]
    #[cfg_attr(feature = "load", schemars(skip))]
    pub on: Option<Scale>,
}

impl Rating {
    /// The points of a rating; none for a blank, for *not applicable* and for an option without.
    pub fn points(&self, answer: &Json) -> Option<i64> {
        self.on.as_ref()?.option(&rating_of(answer)?)?.points
    }

    fn offered(&self) -> impl Iterator<Item = &str> {
        let na = self.not_applicable.then_some(NOT_APPLICABLE);
        self.on
            .iter()
            .flat_map(|scale| scale.options.iter().map(|option| option.value.as_str()))
            .chain(na)
    }
}

impl Asks for Rating {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_text(posted.one(""))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let offered =
            rating_of(answer).is_some_and(|rating| self.offered().any(|value| value == rating));
        (!offered).then(|| self.missing(common))
    }

    fn value(&self, answer: &Json) -> Value {
        rating_of(answer).map_or(Value::Blank, Value::Text)
    }

    fn words(&self, answer: &Json) -> String {
        let rating = rating_of(answer).unwrap_or_default();
        if rating == NOT_APPLICABLE {
            return "Not applicable".to_string();
        }
        let option = self.on.as_ref().and_then(|scale| scale.option(&rating));
        option.map_or(rating.clone(), |option| option.label.en().to_string())
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Option(self.offered().map(str::to_string).collect()))
    }

    fn missing(&self, common: &Common) -> String {
        format!("Select a rating for “{}”", common.label.en())
    }
}

/// The rating an answer holds. Answers files may write it as a number.
fn rating_of(answer: &Json) -> Option<String> {
    match answer {
        Json::String(rating) => Some(rating.clone()),
        Json::Number(rating) => Some(rating.to_string()),
        _ => None,
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
