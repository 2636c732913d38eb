//! Options put in order, the most important first.

use super::{Asks, Common, Offer, Posted, asks, choice};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Options to be put in order. An answer is the list of their values, first place first; while
/// places are missing or given twice it is `{value: place}` as it was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Ranking {
    /// What is put in order.
    pub options: Vec<Offer>,
}

impl Ranking {
    /// The place that an answer gives an option, as it was typed; blank without one.
    pub fn place(&self, answer: Option<&Json>, value: &str) -> String {
        let Some(answer) = answer else {
            return String::new();
        };
        let ranked = ranked(answer).unwrap_or_default();
        match ranked.iter().position(|ranked| ranked == value) {
            Some(position) => (position + 1).to_string(),
            None => asks::part(answer, value).to_string(),
        }
    }

    fn whole(&self, ranked: &[String]) -> bool {
        ranked.len() == self.options.len()
            && self
                .options
                .iter()
                .all(|option| ranked.contains(&option.value))
    }
}

impl Asks for Ranking {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let places: Vec<(&str, String)> = self
            .options
            .iter()
            .map(|option| (option.value.as_str(), posted.one(&option.value)))
            .collect();
        let mut ranked = vec![None; places.len()];
        for (value, place) in &places {
            let place = place.parse::<usize>().ok();
            if let Some(free) = place.and_then(|place| ranked.get_mut(place.wrapping_sub(1))) {
                *free = Some(*value);
            }
        }
        match ranked.into_iter().collect::<Option<Vec<&str>>>() {
            Some(whole) if !whole.is_empty() => Some(Json::from(whole)),
            _ => {
                let mut typed = serde_json::Map::new();
                for (value, place) in places {
                    if !place.is_empty() {
                        typed.insert(value.to_string(), Json::String(place));
                    }
                }
                (!typed.is_empty()).then_some(Json::Object(typed))
            }
        }
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let proper = ranked(answer).is_some_and(|ranked| self.whole(&ranked));
        (!proper).then(|| {
            format!(
                "Give each option of “{}” a place of its own from 1 to {}",
                common.label.en(),
                self.options.len()
            )
        })
    }

    fn value(&self, answer: &Json) -> Value {
        match ranked(answer) {
            Some(ranked) if self.whole(&ranked) => Value::Set(ranked),
            _ => Value::Blank,
        }
    }

    fn words(&self, answer: &Json) -> String {
        let Some(ranked) = ranked(answer) else {
            let placed = self.options.iter().filter_map(|option| {
                let place = asks::part(answer, &option.value);
                (!place.is_empty()).then(|| format!("{place}. {}", option.label.en()))
            });
            return placed.collect::<Vec<_>>().join("\n");
        };
        let line = |(position, value): (usize, &String)| {
            let label = choice::label_of(&self.options, value);
            format!("{}. {label}", position + 1)
        };
        let lines: Vec<String> = ranked.iter().enumerate().map(line).collect();
        lines.join("\n")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Set(choice::values(&self.options)))
    }

    fn missing(&self, common: &Common) -> String {
        format!("Put the options of “{}” in order", common.label.en())
    }
}

fn ranked(answer: &Json) -> Option<Vec<String>> {
    answer
        .as_array()?
        .iter()
        .map(|value| value.as_str().map(str::to_string))
        .collect()
}
