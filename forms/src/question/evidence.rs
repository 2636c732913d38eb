//! What shows that an answer is true: a link, or something seen at a visit, with its owner and
//! the day on which it is next reviewed.

use super::{Asks, Common, Posted, asks, date};
use crate::expression::{Type, Value};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// What shows that an answer is true. An answer is `{how: link|seen, link, owner, review_on}`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Evidence {}

impl Evidence {
    /// Whether an answer shows something, and says that it holds on this day: its review date
    /// has not passed. Without a review date nobody knows how long it holds.
    pub fn is_in_date(answer: &Json, today: NaiveDate) -> bool {
        let review_on = answer.get("review_on").and_then(Json::as_str);
        let review_on = review_on.and_then(|day| day.parse::<NaiveDate>().ok());
        !asks::part(answer, "how").is_empty() && review_on.is_some_and(|day| day >= today)
    }
}

impl Asks for Evidence {
    fn read(&self, posted: &Posted<'_>) -> Option<Json> {
        let text = asks::some_parts([
            ("how", posted.one("how")),
            ("link", posted.one("link")),
            ("owner", posted.one("owner")),
        ]);
        let review_on = date::read_day(posted, "review-");
        if text.is_none() && review_on.is_none() {
            return None;
        }
        let mut answer = text.unwrap_or_else(|| json!({}));
        if let Some(day) = review_on {
            answer["review_on"] = day;
        }
        Some(answer)
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let (how, link) = (asks::part(answer, "how"), asks::part(answer, "link"));
        let is_link = ["https://", "http://"].iter().any(|start| {
            link.strip_prefix(start)
                .is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
        });
        match how {
            "link" if !is_link => {
                return Some(format!(
                    "Enter the link for “{label}” in full, like https://example.org/policy"
                ));
            }
            "link" | "seen" => {}
            _ => {
                return Some(format!(
                    "Select whether “{label}” is a link or can be seen at a visit"
                ));
            }
        }
        if asks::part(answer, "owner").chars().count() > 200 {
            return Some(format!(
                "Shorten the owner of “{label}” to 200 characters or fewer"
            ));
        }
        answer
            .get("review_on")
            .and_then(|day| date::day_problem("Review date", day))
    }

    fn value(&self, answer: &Json) -> Value {
        match asks::part(answer, "how") {
            "" => Value::Blank,
            how => Value::Text(how.to_string()),
        }
    }

    fn words(&self, answer: &Json) -> String {
        let mut words = match asks::part(answer, "how") {
            "seen" => vec!["Can be seen at a visit".to_string()],
            _ => vec![asks::part(answer, "link").to_string()],
        };
        let owner = asks::part(answer, "owner");
        if !owner.is_empty() {
            words.push(format!("owner: {owner}"));
        }
        if let Some(day) = answer.get("review_on") {
            words.push(format!("review on {}", date::day_words(day)));
        }
        words.retain(|part| !part.is_empty());
        words.join(", ")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Option(vec!["link".to_string(), "seen".to_string()]))
    }
}
