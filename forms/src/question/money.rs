//! An amount of money in pounds, with pence where they matter.

use super::{Asks, Common, Posted, asks, number};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// An amount in pounds. An answer is a number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Money {
    /// The least it may be, in pounds; nothing below nought unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most it may be, in pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

impl Asks for Money {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let typed = posted.one("");
        number::parse(typed.trim_start_matches('£')).map_or_else(|| asks::some_text(typed), Some)
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let whole_pence = |pounds: &f64| (pounds * 100.0 - (pounds * 100.0).round()).abs() < 1e-6;
        let Some(pounds) = answer.as_f64().filter(whole_pence) else {
            return Some(format!(
                "Enter “{label}” as an amount in pounds, like 1250 or 12.50"
            ));
        };
        let least = self.min.unwrap_or(0.0);
        if pounds < least {
            return Some(format!("Enter “{label}” as {} or more", in_pounds(least)));
        }
        let most = self.max.filter(|most| pounds > *most)?;
        Some(format!("Enter “{label}” as {} or less", in_pounds(most)))
    }

    fn value(&self, answer: &Json) -> Value {
        answer.as_f64().map_or(Value::Blank, Value::Number)
    }

    fn words(&self, answer: &Json) -> String {
        answer
            .as_f64()
            .map_or_else(|| asks::plain(answer).to_string(), in_pounds)
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Number)
    }
}

/// An amount as people write it: £1,250 or £12.50.
fn in_pounds(pounds: f64) -> String {
    let sign = if pounds < 0.0 { "-" } else { "" };
    let written = format!("{:.2}", pounds.abs());
    let (whole, pence) = written.split_once('.').unwrap_or((&written, "00"));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match pence {
        "00" => format!("{sign}£{grouped}"),
        pence => format!("{sign}£{grouped}.{pence}"),
    }
}
