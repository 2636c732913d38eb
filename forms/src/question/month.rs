//! A month of a year.

use super::{Asks, Common, Posted, asks, date};
use crate::expression::{Type, Value};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A month. An answer is `2026-09`; expressions see its first day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Month {}

impl Asks for Month {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let (month, year) = (posted.one("month"), posted.one("year"));
        let proper = NaiveDate::from_ymd_opt(
            year.parse().ok().filter(|_| year.len() == 4).unwrap_or(0),
            date::month_number(&month).unwrap_or(0),
            1,
        );
        match proper.filter(|_| !year.starts_with('0')) {
            Some(first) if year.len() == 4 => Some(Json::String(first.format("%Y-%m").to_string())),
            _ => asks::some_parts([("month", month), ("year", year)]),
        }
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        first_day(answer)
            .is_none()
            .then(|| format!("Enter “{label}” as a month and a year, like 9 2026"))
    }

    fn value(&self, answer: &Json) -> Value {
        first_day(answer).map_or(Value::Blank, Value::Date)
    }

    fn words(&self, answer: &Json) -> String {
        first_day(answer).map_or_else(
            || {
                let typed = ["month", "year"].map(|name| asks::part(answer, name));
                typed.join(" ").trim().to_string()
            },
            |first| first.format("%B %Y").to_string(),
        )
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Date)
    }
}

fn first_day(answer: &Json) -> Option<NaiveDate> {
    let month = answer.as_str().filter(|month| month.len() == 7)?;
    format!("{month}-01").parse().ok()
}
