//! A signature: by the signed-in person, or declared on behalf of someone who met elsewhere.
//! A declared one is never shown as signed.

use super::{Asks, Common, Posted, asks, date};
use crate::expression::{Type, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// A signature. Signed in, an answer is `{confirmed: true}` and the server adds who and when;
/// declared, it is `{name, met_on, minute}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct SignOff {
    /// Whose word it is.
    pub by: Signer,
}

/// Whose word a signature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    /// The person who is signed in.
    SignedIn,
    /// Someone else's, declared by the person who is signed in.
    Declared,
}

impl Asks for SignOff {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        if self.by == Signer::SignedIn {
            return (posted.one("") == "yes").then(|| json!({ "confirmed": true }));
        }
        let text = asks::some_parts([
            ("name", posted.one("name")),
            ("minute", posted.one("minute")),
        ]);
        let met_on = date::read_day(posted, "met-");
        if text.is_none() && met_on.is_none() {
            return None;
        }
        let mut answer = text.unwrap_or_else(|| json!({}));
        if let Some(day) = met_on {
            answer["met_on"] = day;
        }
        Some(answer)
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        if self.by == Signer::SignedIn {
            return (answer.get("confirmed") != Some(&Json::Bool(true)))
                .then(|| self.missing(common));
        }
        if asks::part(answer, "name").is_empty() {
            return Some(format!("Enter the name of the person for “{label}”"));
        }
        let Some(day) = answer.get("met_on") else {
            return Some(format!("Enter the date of the meeting for “{label}”"));
        };
        if let Some(problem) = date::day_problem("Date of the meeting", day) {
            return Some(problem);
        }
        let too_long = ["name", "minute"]
            .iter()
            .any(|name| asks::part(answer, name).chars().count() > 200);
        too_long.then(|| format!("Shorten what you entered for “{label}” to 200 characters a line"))
    }

    fn value(&self, answer: &Json) -> Value {
        Value::Bool(match self.by {
            Signer::SignedIn => answer.get("confirmed") == Some(&Json::Bool(true)),
            Signer::Declared => !asks::part(answer, "name").is_empty(),
        })
    }

    fn words(&self, answer: &Json) -> String {
        if self.by == Signer::SignedIn {
            let [name, role, at] = ["name", "role", "at"].map(|part| asks::part(answer, part));
            let confirmed = answer.get("confirmed") == Some(&Json::Bool(true));
            return match (confirmed, name, role) {
                (false, ..) => String::new(),
                (true, "", _) => "Will be signed by whoever submits the return".to_string(),
                (true, name, "") => format!("Signed by {name} on {at}"),
                (true, name, role) => format!("Signed by {name} ({role}) on {at}"),
            };
        }
        let mut words = vec![format!(
            "Declared on behalf of {}",
            asks::part(answer, "name")
        )];
        if let Some(day) = answer.get("met_on") {
            words.push(format!("meeting of {}", date::day_words(day)));
        }
        let minute = asks::part(answer, "minute");
        if !minute.is_empty() {
            words.push(format!("minute {minute}"));
        }
        words.join(", ")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Bool)
    }

    fn missing(&self, common: &Common) -> String {
        match self.by {
            Signer::SignedIn => format!("Sign “{}”", common.label.en()),
            Signer::Declared => format!(
                "Enter the name, meeting date and minute for “{}”",
                common.label.en()
            ),
        }
    }
}
