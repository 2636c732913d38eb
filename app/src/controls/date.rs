//! A day, as day, month and year.

use super::{Control, frame};
use crate::govuk::{DateInput, DatePart};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use serde_json::Value as Json;

/// Three inputs under what is asked.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let failed = control.asked.problem.is_some();
    let parts = inputs(control.asked.answer.as_ref()).map(|part| DatePart {
        error: failed,
        ..part
    });
    let date = DateInput {
        id: control.name.clone(),
        name_prefix: control.name.clone(),
        parts: parts.into(),
        ..DateInput::default()
    };
    frame::group(control, date.view())
}

/// The three parts with what they show: a proper day, or what was typed instead of one.
pub(crate) fn inputs(answer: Option<&Json>) -> [DatePart; 3] {
    let [day, month, year] = shown(answer);
    [
        DatePart::day(Some(day)),
        DatePart::month(Some(month)),
        DatePart::year(Some(year)),
    ]
}

fn shown(answer: Option<&Json>) -> [String; 3] {
    let proper = answer
        .and_then(Json::as_str)
        .and_then(|day| day.parse::<NaiveDate>().ok());
    if let Some(day) = proper {
        return [
            day.day().to_string(),
            day.month().to_string(),
            day.year().to_string(),
        ];
    }
    ["day", "month", "year"].map(|name| {
        let typed = answer
            .and_then(|answer| answer.get(name))
            .and_then(Json::as_str);
        typed.unwrap_or_default().to_owned()
    })
}
