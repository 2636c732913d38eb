//! Values and how they turn into one another: XPath 1.0 as ODK reads it. Blank stands wherever
//! ODK has an empty text or NaN, so that neither NaN nor infinity is ever a value.

use chrono::{Datelike, NaiveDate, TimeDelta};
use std::fmt;

/// What an expression or one of its inputs is worth.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: an empty text, an empty set, a figure that cannot be computed.
    Blank,
    /// True or false.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// Text that is not empty; also the one value chosen in a choice.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// The values chosen where several may be.
    Set(Vec<String>),
}

/// A value, and whether the unanswered could still change it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The value by what is answered so far.
    pub value: Value,
    /// No value of the unanswered inputs could change it.
    pub determined: bool,
}

impl Known {
    /// Whether its value counts as true: as ODK, any text, date, set or number but 0 does.
    pub fn is_true(&self) -> bool {
        self.value.truth()
    }

    /// The value of a question that may yet be answered.
    pub fn blank_unanswered() -> Known {
        Known {
            value: Value::Blank,
            determined: false,
        }
    }

    /// A value that nothing unanswered can change.
    pub fn certain(value: Value) -> Known {
        Known {
            value,
            determined: true,
        }
    }

    /// The same with its value in the one way we write it.
    pub(super) fn tidy(self) -> Known {
        Known {
            value: self.value.tidy(),
            ..self
        }
    }
}

impl Value {
    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Blank => true,
            Value::Text(text) => text.is_empty(),
            Value::Set(values) => values.is_empty(),
            Value::Number(number) => !number.is_finite(),
            Value::Bool(_) | Value::Date(_) => false,
        }
    }

    /// A number, or blank for NaN and infinity.
    pub(super) fn of_number(number: f64) -> Value {
        Value::Number(number).tidy()
    }

    /// One way to write each value: nothing is [`Value::Blank`], and minus zero is zero.
    pub(super) fn tidy(self) -> Value {
        match self {
            value if value.is_blank() => Value::Blank,
            Value::Number(number) => Value::Number(number + 0.0),
            value => value,
        }
    }

    /// As a condition.
    pub(super) fn truth(&self) -> bool {
        match self {
            Value::Bool(bool) => *bool,
            Value::Number(number) => number.is_finite() && number.abs() > TOLERANCE,
            value => !value.is_blank(),
        }
    }

    /// As a number: days since 1970 for a date; `None` where ODK has NaN.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Value::Blank => None,
            Value::Bool(bool) => Some(f64::from(u8::from(*bool))),
            Value::Number(number) => number.is_finite().then_some(*number),
            Value::Date(date) => Some(days_of(*date)),
            Value::Text(text) => number_of(text),
            Value::Set(values) => match values.as_slice() {
                [only] => number_of(only),
                _ => None,
            },
        }
    }

    /// As a day: an ISO text, or a number of days since 1970.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        match self {
            Value::Date(date) => Some(*date),
            Value::Text(text) => date_of(text),
            Value::Number(number) => day(*number),
            Value::Blank | Value::Bool(_) | Value::Set(_) => None,
        }
    }
}

/// Numbers nearer than this are equal, as in ODK: 0.1 + 0.2 = 0.3.
pub(super) const TOLERANCE: f64 = 1e-12;

/// As text: what `concat` joins and a report prints; the values of a set have blanks between them.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Blank => Ok(()),
            Value::Bool(bool) => write!(f, "{bool}"),
            Value::Number(number) if !number.is_finite() => Ok(()),
            Value::Number(number) if (number - number.round()).abs() < TOLERANCE => {
                write!(f, "{}", number.round() + 0.0)
            }
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(text),
            Value::Date(date) => write!(f, "{}", date.format("%Y-%m-%d")),
            Value::Set(values) => f.write_str(&values.join(" ")),
        }
    }
}

/// Digits, a point, a minus sign: no exponent, no comma, no infinity.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.');
    let number: f64 = plain.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}

/// A day written as 2025-09-01, with or without a time after it.
pub(super) fn date_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    let (year, rest) = day.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = |part: &str, many: usize| {
        let right = part.len() == many && part.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = i32::try_from(digits(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)
}

/// The day so many whole days after 1970-01-01, between the years 0 and 9999.
pub(super) fn day(number: f64) -> Option<NaiveDate> {
    let near = number.is_finite() && number.abs() < 10_000_000.0;
    let days = near.then(|| TimeDelta::try_days(number.floor() as i64))??;
    let date = NaiveDate::default().checked_add_signed(days)?;
    (0..=9999).contains(&date.year()).then_some(date)
}

fn days_of(date: NaiveDate) -> f64 {
    (date - NaiveDate::default()).num_days() as f64
}
