//! Functions over numbers. Those over many skip what is no number, as ODK does.

use super::{Compute, Function, Gives, MANY, Takes, Words, argument};
use crate::expression::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    over_many("sum", "sum(${a}, ${b})", sum, "the sum of {all}"),
    over_many("min", "min(${a}, ${b})", min, "the smallest of {all}"),
    over_many("max", "max(${a}, ${b})", max, "the largest of {all}"),
    over_many("mean", "mean(${a}, ${b})", mean, "the mean of {all}"),
    Function {
        name: "round",
        usage: "round(${rate}, 1)",
        least: 1,
        most: 2,
        takes: &[Takes::Number],
        gives: Gives::Number,
        compute: Compute::Plain(round),
        words: Words::Phrase("{1} rounded[ to {2} decimal places]"),
    },
    of_one("int", "int(${rate})", int, "the whole part of {1}"),
    of_one("abs", "abs(${change})", abs, "{1} without its sign"),
];

const fn over_many(
    name: &'static str,
    usage: &'static str,
    compute: fn(&[Value]) -> Value,
    words: &'static str,
) -> Function {
    Function {
        name,
        usage,
        least: 1,
        most: MANY,
        takes: &[Takes::Number],
        gives: Gives::Number,
        compute: Compute::Plain(compute),
        words: Words::Phrase(words),
    }
}

const fn of_one(
    name: &'static str,
    usage: &'static str,
    compute: fn(&[Value]) -> Value,
    words: &'static str,
) -> Function {
    Function {
        most: 1,
        ..over_many(name, usage, compute, words)
    }
}

fn known(values: &[Value]) -> impl Iterator<Item = f64> {
    values.iter().filter_map(Value::number)
}

fn sum(values: &[Value]) -> Value {
    Value::Number(known(values).sum())
}

fn min(values: &[Value]) -> Value {
    known(values)
        .reduce(f64::min)
        .map_or(Value::Blank, Value::Number)
}

fn max(values: &[Value]) -> Value {
    known(values)
        .reduce(f64::max)
        .map_or(Value::Blank, Value::Number)
}

/// Ours: the mean of what is a number. "Not applicable" and hidden questions leave the
/// denominator; an unanswered one makes the mean undetermined.
fn mean(values: &[Value]) -> Value {
    let many = known(values).count();
    match many {
        0 => Value::Blank,
        many => Value::Number(known(values).sum::<f64>() / many as f64),
    }
}

fn int(values: &[Value]) -> Value {
    argument(values, 0)
        .number()
        .map_or(Value::Blank, |number| Value::Number(number.trunc()))
}

fn abs(values: &[Value]) -> Value {
    argument(values, 0)
        .number()
        .map_or(Value::Blank, |number| Value::Number(number.abs()))
}

/// As ODK and Excel: halves go up (towards zero below zero), counted in the digits one sees, so
/// that 1.005 becomes 1.01; places below zero round to tens and hundreds.
fn round(values: &[Value]) -> Value {
    let places = match values.get(1) {
        Some(places) => places.number().map(f64::trunc),
        None => Some(0.0),
    };
    match (argument(values, 0).number(), places) {
        (Some(number), Some(places)) if (0.0..=30.0).contains(&places) => {
            Value::Number(to_places(number, places as usize))
        }
        (Some(number), Some(places)) if (-30.0..0.0).contains(&places) => {
            let unit = 10_f64.powi(-(places as i32));
            Value::Number((number / unit + 0.5).floor() * unit)
        }
        _ => Value::Blank,
    }
}

fn to_places(number: f64, places: usize) -> f64 {
    let digits = number.abs().to_string();
    let Some((whole, part)) = digits.split_once('.') else {
        return number;
    };
    let (Some(kept), Some(dropped)) = (part.get(..places), part.get(places..)) else {
        return number;
    };
    let half = dropped.trim_end_matches('0') == "5";
    let up = dropped >= "5" && !(half && number < 0.0);
    let Ok(kept) = format!("{whole}{kept}").parse::<u128>() else {
        return number;
    };
    let size = format!("{}e-{places}", kept + u128::from(up))
        .parse()
        .unwrap_or(number.abs());
    f64::copysign(size, number)
}
