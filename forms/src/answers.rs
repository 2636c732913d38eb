//! Answers as they are given: by question id, each as JSON, proper or not. A table's answer is a
//! list of rows `{row, answers}`.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Answers by question id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Json>);

/// What the command line reads: `{form, version, as_of, answers}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswersFile {
    /// The form's key.
    pub form: String,
    /// The version answered, when it matters: the first digits of its hash are enough.
    #[serde(default)]
    pub version: Option<String>,
    /// The day on which the answers are looked at.
    #[serde(default)]
    pub as_of: Option<chrono::NaiveDate>,
    /// The answers.
    pub answers: Answers,
}

impl Answers {
    /// The answer to a question, blank ones left out.
    pub fn get(&self, id: &str) -> Option<&Json> {
        self.0.get(id).filter(|answer| !is_blank(answer))
    }

    /// Sets an answer; a blank one takes it away.
    pub fn set(&mut self, id: &str, answer: Option<Json>) {
        match answer.filter(|answer| !is_blank(answer)) {
            Some(answer) => self.0.insert(id.to_string(), answer),
            None => self.0.remove(id),
        };
    }

    /// Every answer with its question's id, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Json)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(answers: I) -> Self {
        Answers(
            answers
                .into_iter()
                .filter(|(_, answer)| !is_blank(answer))
                .collect(),
        )
    }
}

/// Whether an answer is none: nothing is in it.
pub(crate) fn is_blank(answer: &Json) -> bool {
    match answer {
        Json::Null => true,
        Json::String(words) => words.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(parts) => parts.is_empty(),
        _ => false,
    }
}
