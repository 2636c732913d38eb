//! Functions over text. Letters are counted as people count code points, not as Java's UTF-16.

use super::{Compute, Function, Gives, MANY, Takes, Words, argument};
use crate::expression::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "string-length",
        usage: "string-length(${name})",
        least: 1,
        most: 1,
        takes: &[Takes::Text],
        gives: Gives::Number,
        compute: Compute::Plain(|values| Value::Number(text(values, 0).chars().count() as f64)),
        words: Words::Phrase("the number of characters of {1}"),
    },
    Function {
        name: "substr",
        usage: "substr(${postcode}, 0, 2)",
        least: 2,
        most: 3,
        takes: &[Takes::Text, Takes::Number],
        gives: Gives::Text,
        compute: Compute::Plain(substr),
        words: Words::Phrase("the characters of {1} from {2}[ up to {3}] (counted from 0)"),
    },
    Function {
        name: "concat",
        usage: "concat(${name}, ' (', ${role}, ')')",
        least: 1,
        most: MANY,
        takes: &[Takes::Anything],
        gives: Gives::Text,
        compute: Compute::Plain(|values| {
            Value::Text(values.iter().map(Value::to_string).collect())
        }),
        words: Words::Phrase("{all} written together"),
    },
    asks(
        "contains",
        "contains(${name}, 'school')",
        contains,
        "does not contain",
    ),
    asks(
        "starts-with",
        "starts-with(${urn}, '1')",
        starts_with,
        "does not start with",
    ),
    asks(
        "ends-with",
        "ends-with(${email}, '.gov.uk')",
        ends_with,
        "does not end with",
    ),
    Function {
        name: "regex",
        usage: "regex(${urn}, '[0-9]{6}')",
        least: 2,
        most: 2,
        takes: &[Takes::Text, Takes::Pattern],
        gives: Gives::Bool,
        compute: Compute::Regex,
        words: Words::Verb("fits the pattern", "does not fit the pattern"),
    },
];

const fn asks(
    name: &'static str,
    usage: &'static str,
    compute: fn(&[Value]) -> Value,
    denied: &'static str,
) -> Function {
    let said = match name.as_bytes() {
        b"contains" => "contains",
        b"starts-with" => "starts with",
        _ => "ends with",
    };
    Function {
        name,
        usage,
        least: 2,
        most: 2,
        takes: &[Takes::Text],
        gives: Gives::Bool,
        compute: Compute::Plain(compute),
        words: Words::Verb(said, denied),
    }
}

fn text(values: &[Value], place: usize) -> String {
    argument(values, place).to_string()
}

fn contains(values: &[Value]) -> Value {
    Value::Bool(text(values, 0).contains(&text(values, 1)))
}

fn starts_with(values: &[Value]) -> Value {
    Value::Bool(text(values, 0).starts_with(&text(values, 1)))
}

fn ends_with(values: &[Value]) -> Value {
    Value::Bool(text(values, 0).ends_with(&text(values, 1)))
}

/// As ODK: counted from 0, a place below zero from the end, places outside brought inside.
fn substr(values: &[Value]) -> Value {
    let letters: Vec<char> = text(values, 0).chars().collect();
    let many = letters.len() as f64;
    let place = |value: &Value| {
        let place = value.number().unwrap_or(0.0).trunc();
        let place = if place < 0.0 { many + place } else { place };
        place.clamp(0.0, many) as usize
    };
    let start = place(argument(values, 1));
    let end = values.get(2).map_or(letters.len(), place);
    let part = letters.get(start..end).unwrap_or_default();
    Value::Text(part.iter().collect())
}
