//! Functions over days. There is no time of day in the language.

use super::{Compute, Function, Gives, Takes, Words, argument};
use crate::expression::value::Value;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "today",
        usage: "today()",
        least: 0,
        most: 0,
        takes: &[],
        gives: Gives::Date,
        compute: Compute::Today,
        words: Words::Phrase("today"),
    },
    Function {
        name: "date",
        usage: "date('2025-09-01')",
        least: 1,
        most: 1,
        takes: &[Takes::Date],
        gives: Gives::Date,
        compute: Compute::Plain(|values| {
            argument(values, 0).date().map_or(Value::Blank, Value::Date)
        }),
        words: Words::Phrase("{1}"),
    },
    Function {
        name: "days-between",
        usage: "days-between(${reviewed}, today())",
        least: 2,
        most: 2,
        takes: &[Takes::Date],
        gives: Gives::Number,
        compute: Compute::Plain(days_between),
        words: Words::Phrase("the days from {1} to {2}"),
    },
    Function {
        name: "years-between",
        usage: "years-between(${born}, today())",
        least: 2,
        most: 2,
        takes: &[Takes::Date],
        gives: Gives::Number,
        compute: Compute::Plain(years_between),
        words: Words::Phrase("the full years from {1} to {2}"),
    },
    Function {
        name: "format-date",
        usage: "format-date(${reviewed}, '%e %b %Y')",
        least: 2,
        most: 2,
        takes: &[Takes::Date, Takes::Format],
        gives: Gives::Text,
        compute: Compute::Plain(format_date),
        words: Words::Phrase("{1} written as {2}"),
    },
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The marks of `format-date`: ODK's, without those of a time of day.
const MARKS: &str = "%YymnbdeaW";

/// Whether `format` has only the marks that `format-date` knows.
pub(super) fn knows_format(format: &str) -> bool {
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter == '%' && !letters.next().is_some_and(|mark| MARKS.contains(mark)) {
            return false;
        }
    }
    true
}

fn both(values: &[Value]) -> Option<(NaiveDate, NaiveDate)> {
    Some((argument(values, 0).date()?, argument(values, 1).date()?))
}

/// From the first day to the second: below zero when the second is earlier.
fn days_between(values: &[Value]) -> Value {
    both(values).map_or(Value::Blank, |(from, to)| {
        Value::Number((to - from).num_days() as f64)
    })
}

/// Full years from the first day to the second, as an age is counted: someone born on 29 February
/// is a year older on 1 March.
fn years_between(values: &[Value]) -> Value {
    both(values).map_or(Value::Blank, |(from, to)| {
        let years = match to.years_since(from) {
            Some(years) => f64::from(years),
            None => -from.years_since(to).map_or(0.0, f64::from),
        };
        Value::Number(years)
    })
}

/// Blank when the format has a mark that is not known; names of months and days are English.
fn format_date(values: &[Value]) -> Value {
    let format = argument(values, 1).to_string();
    match argument(values, 0).date() {
        Some(date) if knows_format(&format) => Value::Text(formatted(date, &format)),
        _ => Value::Blank,
    }
}

fn formatted(date: NaiveDate, format: &str) -> String {
    let mut out = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let (year, month, day) = (date.year(), date.month(), date.day());
        // Writing to a string cannot fail.
        let _ = match letters.next() {
            Some('Y') => write!(out, "{year:04}"),
            Some('y') => write!(out, "{:02}", year.rem_euclid(100)),
            Some('m') => write!(out, "{month:02}"),
            Some('n') => write!(out, "{month}"),
            Some('b') => write!(out, "{}", MONTHS[date.month0() as usize]),
            Some('d') => write!(out, "{day:02}"),
            Some('e') => write!(out, "{day}"),
            Some('a') => write!(out, "{}", date.weekday()),
            Some('W') => write!(out, "{}", date.iso_week().week()),
            _ => write!(out, "%"),
        };
    }
    out
}
