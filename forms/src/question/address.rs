//! A postal address in the United Kingdom.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// An address. An answer is `{line_1, line_2, town, postcode}`; expressions see the postcode.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Address {}

/// The parts in the order in which they are asked and written.
const PARTS: [&str; 4] = ["line_1", "line_2", "town", "postcode"];

impl Asks for Address {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_parts(PARTS.map(|part| {
            let words = posted.one(part);
            match part {
                "postcode" => (part, tidy_postcode(&words)),
                _ => (part, words),
            }
        }))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let [line_1, line_2, town, postcode] = PARTS.map(|part| asks::part(answer, part));
        if line_1.is_empty() {
            return Some(format!("Enter the first line of “{label}”"));
        }
        if town.is_empty() {
            return Some(format!("Enter the town or city of “{label}”"));
        }
        if !is_postcode(postcode) {
            return Some(format!(
                "Enter the full postcode of “{label}”, like SW1A 2AA"
            ));
        }
        let too_long = [line_1, line_2, town]
            .iter()
            .any(|part| part.chars().count() > 200);
        too_long.then(|| format!("Shorten each line of “{label}” to 200 characters"))
    }

    fn value(&self, answer: &Json) -> Value {
        match asks::part(answer, "postcode") {
            "" => Value::Blank,
            postcode => Value::Text(postcode.to_string()),
        }
    }

    fn words(&self, answer: &Json) -> String {
        let parts = PARTS.map(|part| asks::part(answer, part));
        let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        filled.join("\n")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn missing(&self, common: &Common) -> String {
        format!("Enter the first line of “{}”", common.label.en())
    }
}

/// Capital letters, and one space before the last three.
fn tidy_postcode(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match plain.len() {
        5..=7 if plain.is_ascii() => {
            let (outward, inward) = plain.split_at(plain.len() - 3);
            format!("{outward} {inward}")
        }
        _ => typed.to_string(),
    }
}

/// The shape of a postcode (Royal Mail, Programmers' Guide to the Postcode Address File): one or
/// two letters, a digit, at most one letter or digit more; then a digit and two letters.
fn is_postcode(tidy: &str) -> bool {
    let Some((outward, inward)) = tidy.split_once(' ') else {
        return false;
    };
    let shape = |part: &str| -> String {
        let letter = |c: char| match c {
            'A'..='Z' => 'A',
            '0'..='9' => '9',
            _ => '?',
        };
        part.chars().map(letter).collect()
    };
    let outwards = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"];
    outwards.contains(&shape(outward).as_str()) && shape(inward) == "9AA"
}
