//! Functions over what has been chosen. ODK writes several choices as one text with blanks between
//! them, so a text is read as that.

use super::{Compute, Function, Gives, MANY, Takes, Words, argument};
use crate::expression::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "selected",
        usage: "selected(${needs}, 'send')",
        least: 2,
        most: 2,
        takes: &[Takes::Choices, Takes::OptionOfFirst],
        gives: Gives::Bool,
        compute: Compute::Plain(selected),
        words: Words::Verb("includes", "does not include"),
    },
    Function {
        name: "selected-at",
        usage: "selected-at(${needs}, 0)",
        least: 2,
        most: 2,
        takes: &[Takes::Choices, Takes::Number],
        gives: Gives::OptionOfFirst,
        compute: Compute::Plain(selected_at),
        words: Words::Phrase("choice number {2} (from 0) of {1}"),
    },
    Function {
        name: "count-selected",
        usage: "count-selected(${needs})",
        least: 1,
        most: 1,
        takes: &[Takes::Choices],
        gives: Gives::Number,
        compute: Compute::Plain(count_selected),
        words: Words::Phrase("the number of choices in {1}"),
    },
    Function {
        name: "count-non-empty",
        usage: "count-non-empty(${a}, ${b})",
        least: 1,
        most: MANY,
        takes: &[Takes::Anything],
        gives: Gives::Number,
        compute: Compute::CountNonEmpty,
        words: Words::Phrase("the number answered of {all}"),
    },
];

fn chosen(value: &Value) -> Vec<String> {
    match value {
        Value::Set(values) => values.clone(),
        value => value
            .to_string()
            .split_whitespace()
            .map(str::to_string)
            .collect(),
    }
}

/// As ODK: nothing is selected in a blank, and two neighbours count as selected together.
fn selected(values: &[Value]) -> Value {
    let all = chosen(argument(values, 0));
    let wanted = argument(values, 1).to_string();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    Value::Bool(match wanted.as_slice() {
        [] => all.is_empty(),
        wanted => all
            .windows(wanted.len())
            .any(|neighbours| neighbours == wanted),
    })
}

fn selected_at(values: &[Value]) -> Value {
    let mut all = chosen(argument(values, 0));
    let place = argument(values, 1).number().unwrap_or(0.0).trunc();
    if place < 0.0 || place >= all.len() as f64 {
        return Value::Blank;
    }
    Value::Text(all.swap_remove(place as usize))
}

fn count_selected(values: &[Value]) -> Value {
    Value::Number(chosen(argument(values, 0)).len() as f64)
}
