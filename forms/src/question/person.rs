//! A named person and how to reach them at work.

use super::{Asks, Common, Posted, asks};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A named person. An answer is `{name, email, phone}`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Person {}

impl Asks for Person {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        asks::some_parts(["name", "email", "phone"].map(|part| (part, posted.one(part))))
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let [name, email, phone] = ["name", "email", "phone"].map(|part| asks::part(answer, part));
        if name.is_empty() {
            return Some(format!("Enter the name for “{label}”"));
        }
        if !email.is_empty() && !looks_like_email(email) {
            return Some(format!(
                "Enter the email address for “{label}” like name@example.org"
            ));
        }
        let too_long = [name, email, phone]
            .iter()
            .any(|part| part.chars().count() > 200);
        too_long.then(|| format!("Shorten what you entered for “{label}” to 200 characters a line"))
    }

    fn value(&self, answer: &Json) -> Value {
        match asks::part(answer, "name") {
            "" => Value::Blank,
            name => Value::Text(name.to_string()),
        }
    }

    /// A line each: a name and an address run together are hard to read.
    fn words(&self, answer: &Json) -> String {
        let parts = ["name", "email", "phone"].map(|part| asks::part(answer, part));
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn missing(&self, common: &Common) -> String {
        format!("Enter the name for “{}”", common.label.en())
    }
}

fn looks_like_email(typed: &str) -> bool {
    let Some((local, domain)) = typed.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && domain.contains('.')
        && !domain.contains('@')
        && !typed.contains(char::is_whitespace)
}
