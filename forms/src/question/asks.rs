//! What every kind must be able to do with an answer, and what a page's control posts.

use super::Common;
use crate::expression::{Type, Value};
use serde_json::Value as Json;

/// The rules of one kind's answers. An answer is JSON; one that cannot be read as its kind is
/// kept as it was typed, so that it can be shown back.
pub trait Asks {
    /// The answer a control posted; none when it was left blank.
    fn read(&self, posted: &Posted<'_>) -> Option<Json>;

    /// What to do about an answer that is not a proper one of its kind.
    fn problem(&self, common: &Common, answer: &Json) -> Option<String>;

    /// What expressions see; blank when the answer is not a proper one.
    fn value(&self, answer: &Json) -> Value;

    /// The answer in words, for the print and for *check your answers*.
    fn words(&self, answer: &Json) -> String;

    /// What type expressions see; none for kinds that they cannot name.
    fn value_type(&self) -> Option<Type>;

    /// What to say when a required answer is blank.
    fn missing(&self, common: &Common) -> String {
        format!("Answer “{}”", common.label.en())
    }
}

/// What a page's control posted, by part. A date's parts are `day`, `month`, `year`; the only
/// part of a simple control is the empty one.
pub struct Posted<'a> {
    fields: &'a [(String, String)],
    name: &'a str,
}

impl<'a> Posted<'a> {
    /// What the control called `name` posted among `fields`.
    pub fn new(fields: &'a [(String, String)], name: &'a str) -> Self {
        Self { fields, name }
    }

    /// The words of a part, without spaces around them and with plain line ends.
    pub fn one(&self, part: &str) -> String {
        self.raw(part).next().map(tidy).unwrap_or_default()
    }

    /// Every value of a part that may be posted several times.
    pub fn many(&self, part: &str) -> Vec<String> {
        self.raw(part)
            .map(tidy)
            .filter(|value| !value.is_empty())
            .collect()
    }

    fn raw<'b>(&'b self, part: &'b str) -> impl Iterator<Item = &'a str> + 'b {
        let is_it = move |posted: &str| match part {
            "" => posted == self.name,
            part => posted
                .strip_prefix(self.name)
                .and_then(|rest| rest.strip_prefix('-'))
                .is_some_and(|rest| rest == part),
        };
        self.fields
            .iter()
            .filter(move |(name, _)| is_it(name))
            .map(|(_, value)| value.as_str())
    }
}

fn tidy(words: &str) -> String {
    words
        .replace("\r\n", "\n")
        .replace('\0', "")
        .trim()
        .to_string()
}

/// The words of a text answer; nothing for other JSON.
pub(super) fn plain(answer: &Json) -> &str {
    answer.as_str().unwrap_or("")
}

/// A text that is an answer only when there is something in it.
pub(super) fn some_text(words: String) -> Option<Json> {
    (!words.is_empty()).then_some(Json::String(words))
}

/// A part of an answer made of named parts.
pub(super) fn part<'j>(answer: &'j Json, name: &str) -> &'j str {
    answer.get(name).and_then(Json::as_str).unwrap_or("")
}

/// An answer made of those of these parts that were filled in; none when none was.
pub(super) fn some_parts<const N: usize>(parts: [(&str, String); N]) -> Option<Json> {
    // One by one: collecting into a map would bring a sort of its own into the islands.
    let mut filled = serde_json::Map::new();
    for (name, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        filled.insert(name.to_string(), Json::String(words));
    }
    (!filled.is_empty()).then_some(Json::Object(filled))
}
