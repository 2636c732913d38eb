//! Any of several options.

use super::{Asks, Common, Offer, Posted, choice};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Any of several options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Choices {
    /// What is offered, in order.
    pub options: Vec<Offer>,
    /// The most that may be selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
}

impl Asks for Choices {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let selected = posted.many("");
        (!selected.is_empty()).then(|| Json::from(selected))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let Some(selected) = answer.as_array() else {
            return Some(format!("Select what applies for “{label}”"));
        };
        let offered = |value: &Json| {
            self.options
                .iter()
                .any(|option| Some(option.value.as_str()) == value.as_str())
        };
        if !selected.iter().all(offered) {
            return Some(format!("Select only what is offered for “{label}”"));
        }
        let exclusive = self.options.iter().find(|option| {
            option.exclusive && selected.iter().any(|value| value == option.value.as_str())
        });
        if let Some(alone) = exclusive.filter(|_| selected.len() > 1) {
            let words = alone.label.en();
            return Some(format!(
                "Select “{words}” alone, or not at all, for “{label}”"
            ));
        }
        let most = self.at_most.filter(|most| selected.len() > *most)?;
        Some(format!("Select no more than {most} for “{label}”"))
    }

    fn value(&self, answer: &Json) -> Value {
        match selected(answer) {
            Some(values) if !values.is_empty() => Value::Set(values),
            _ => Value::Blank,
        }
    }

    fn words(&self, answer: &Json) -> String {
        let labels = selected(answer).unwrap_or_default();
        labels
            .iter()
            .map(|value| choice::label_of(&self.options, value))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Set(choice::values(&self.options)))
    }
}

fn selected(answer: &Json) -> Option<Vec<String>> {
    answer
        .as_array()?
        .iter()
        .map(|value| value.as_str().map(str::to_string))
        .collect()
}
