//! A day, asked as day, month and year.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Date {
    /// The earliest it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<DateLimit>,
    /// The latest it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<DateLimit>,
}

/// A day that a date may not pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "load", schemars(with = "String"))]
pub enum DateLimit {
    /// The day on which it is checked.
    Today,
    /// This day.
    Day(NaiveDate),
}

impl Date {
    /// What to do about a proper date that passes a limit, on the day `today`.
    pub fn limit_problem(
        &self,
        common: &Common,
        answer: &Json,
        today: NaiveDate,
    ) -> Option<String> {
        let day = day_of(answer)?;
        let label = common.label.en();
        if let Some(earliest) = self
            .earliest
            .as_ref()
            .map(|limit| limit.on(today))
            .filter(|limit| day < *limit)
        {
            return Some(format!(
                "Enter “{label}” as {} or later",
                date_in_words(earliest)
            ));
        }
        match &self.latest {
            Some(DateLimit::Today) if day > today => {
                Some(format!("Enter “{label}” as today or a day in the past"))
            }
            Some(DateLimit::Day(latest)) if day > *latest => Some(format!(
                "Enter “{label}” as {} or earlier",
                date_in_words(*latest)
            )),
            _ => None,
        }
    }
}

impl DateLimit {
    fn on(&self, today: NaiveDate) -> NaiveDate {
        match self {
            DateLimit::Today => today,
            DateLimit::Day(day) => *day,
        }
    }
}

impl TryFrom<String> for DateLimit {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        if written == "today" {
            return Ok(DateLimit::Today);
        }
        written
            .parse()
            .map(DateLimit::Day)
            .map_err(|_| "Write `today` or a day like `2026-09-01`".to_string())
    }
}

impl From<DateLimit> for String {
    fn from(limit: DateLimit) -> String {
        match limit {
            DateLimit::Today => "today".to_string(),
            DateLimit::Day(day) => day.to_string(),
        }
    }
}

impl Asks for Date {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        read_day(posted, "")
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        day_problem(common.label.en(), answer)
    }

    fn value(&self, answer: &Json) -> Value {
        day_of(answer).map_or(Value::Blank, Value::Date)
    }

    fn words(&self, answer: &Json) -> String {
        day_words(answer)
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Date)
    }
}

/// A day in words: 3 September 2026.
pub fn date_in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Reads the three parts; a day that does not exist is kept as it was typed.
pub(super) fn read_day(posted: &Posted<'_>, prefix: &str) -> Option<Json> {
    let part = |name: &str| posted.one(&format!("{prefix}{name}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let proper = NaiveDate::from_ymd_opt(
        year.parse().ok().filter(|_| year.len() == 4).unwrap_or(0),
        month_number(&month).unwrap_or(0),
        day.parse().unwrap_or(0),
    );
    match proper.filter(|day| day.year() >= 1000) {
        Some(day) => Some(Json::String(day.to_string())),
        None => asks::some_parts([("day", day), ("month", month), ("year", year)]),
    }
}

/// What to do about a day that is not one, naming the part that is missing.
pub(super) fn day_problem(label: &str, answer: &Json) -> Option<String> {
    if day_of(answer).is_some() {
        return None;
    }
    let missing: Vec<_> = ["day", "month", "year"]
        .into_iter()
        .filter(|name| asks::part(answer, name).is_empty())
        .collect();
    if missing.is_empty() || missing.len() == 3 {
        return Some(format!("Enter “{label}” as a real date, like 27 3 2026"));
    }
    Some(format!(
        "“{label}” must include a {}",
        missing.join(" and a ")
    ))
}

/// The day an answer holds.
pub(super) fn day_of(answer: &Json) -> Option<NaiveDate> {
    answer.as_str()?.parse().ok()
}

/// A day in words, or what was typed.
pub(super) fn day_words(answer: &Json) -> String {
    day_of(answer).map_or_else(
        || {
            let typed = ["day", "month", "year"].map(|name| asks::part(answer, name));
            typed
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        },
        date_in_words,
    )
}

/// A month as a number, or as its English name or the first three letters of it.
pub(super) fn month_number(typed: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    if let Ok(number) = typed.parse() {
        return Some(number);
    }
    let lower = typed.to_lowercase();
    let found = MONTHS.iter().position(|month| lower.starts_with(month))?;
    u32::try_from(found + 1).ok()
}
