//! What the tests of the language share: a scope of a few answers, and how to ask for a value.

mod determined;
mod english;
mod functions;
mod generated;
mod kind;
mod odk;
mod parse;
mod soundness;

use super::{Expression, Known, Scope, Value};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Answers by name; a name that is not there has not been answered.
#[derive(Default)]
struct Answers {
    values: BTreeMap<String, Value>,
    own: Option<Value>,
}

impl Answers {
    fn with(mut self, name: &str, value: Value) -> Answers {
        self.values.insert(name.to_string(), value);
        self
    }

    fn own(self, value: Value) -> Answers {
        Answers {
            own: Some(value),
            ..self
        }
    }

    fn evaluate(&self, source: &str) -> Known {
        Expression::parse(source).unwrap().evaluate(self)
    }

    fn value(&self, source: &str) -> Value {
        self.evaluate(source).value
    }
}

impl Scope for Answers {
    fn value(&self, name: &str) -> Known {
        self.values
            .get(name)
            .cloned()
            .map_or(Known::blank_unanswered(), Known::certain)
    }

    fn own(&self) -> Known {
        self.own
            .clone()
            .map_or(Known::blank_unanswered(), Known::certain)
    }

    fn today(&self) -> NaiveDate {
        ymd(2026, 3, 1)
    }
}

/// The value of an expression over no answers.
fn value(source: &str) -> Value {
    Answers::default().value(source)
}

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn number(number: f64) -> Value {
    Value::Number(number)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

fn set(values: &[&str]) -> Value {
    Value::Set(values.iter().map(|value| value.to_string()).collect())
}

/// A small generator with a fixed seed (xorshift), so that a failure repeats.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
