//! A time of day.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A time of day. An answer is `14:05`; expressions see the same text, which sorts as times do.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Time {}

impl Asks for Time {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let typed = posted.one("");
        match parse(&typed) {
            Some((hour, minute)) => Some(Json::String(format!("{hour:02}:{minute:02}"))),
            None => asks::some_text(typed),
        }
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        of(answer)
            .is_none()
            .then(|| format!("Enter “{label}” as a time, like 2:30pm or 14:30"))
    }

    fn value(&self, answer: &Json) -> Value {
        of(answer).map_or(Value::Blank, |_| {
            Value::Text(asks::plain(answer).to_string())
        })
    }

    fn words(&self, answer: &Json) -> String {
        let Some((hour, minute)) = of(answer) else {
            return asks::plain(answer).to_string();
        };
        let half = if hour < 12 { "am" } else { "pm" };
        let shown = match hour % 12 {
            0 => 12,
            hour => hour,
        };
        format!("{shown}:{minute:02}{half}")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }
}

/// The hour and minute that an answer holds.
fn of(answer: &Json) -> Option<(u32, u32)> {
    let (hour, minute) = asks::plain(answer).split_once(':')?;
    let two = |part: &str| part.parse().ok().filter(|_| part.len() == 2);
    in_a_day(two(hour)?, two(minute)?)
}

/// Reads a time as people type it: 14:05, 2.05pm, 2 pm, noon is 12pm.
fn parse(typed: &str) -> Option<(u32, u32)> {
    let plain: String = typed
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (clock, half) = match (plain.strip_suffix("am"), plain.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (plain.as_str(), None),
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute.parse().ok()?),
        // A bare number is an hour only beside am or pm.
        None if half.is_some() => (clock, 0),
        _ => return None,
    };
    let hour: u32 = hour.parse().ok()?;
    match half {
        Some(half) if (1..=12).contains(&hour) => in_a_day(hour % 12 + half, minute),
        Some(_) => None,
        None => in_a_day(hour, minute),
    }
}

fn in_a_day(hour: u32, minute: u32) -> Option<(u32, u32)> {
    (hour < 24 && minute < 60).then_some((hour, minute))
}
