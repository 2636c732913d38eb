//! What shows that an answer is true: files, a link, or something seen at a visit, with its owner
//! and the day on which it is next reviewed. Files are named by the answer and lie elsewhere; a
//! control posts all of an answer but its files.

use super::{Asks, Common, Posted, asks, date};
use crate::expression::{Type, Value};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// What shows that an answer is true. An answer is
/// `{how: file|link|seen, files: [{id, name, bytes}], link, owner, review_on}`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Evidence {}

/// A file as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its identity, 32 hexadecimal digits.
    pub id: String,
    /// Its name, as it was on the machine it came from.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Evidence {
    /// Whether an answer shows something, and says that it holds on this day: its review date
    /// has not passed. Without a review date nobody knows how long it holds.
    pub fn is_in_date(answer: &Json, today: NaiveDate) -> bool {
        let review_on = answer.get("review_on").and_then(Json::as_str);
        let review_on = review_on.and_then(|day| day.parse::<NaiveDate>().ok());
        let shows = match asks::part(answer, "how") {
            "" => false,
            "file" => !Self::files(answer).is_empty(),
            _ => true,
        };
        shows && review_on.is_some_and(|day| day >= today)
    }

    /// The files that an answer names, in their order; what is not a file is left out.
    pub fn files(answer: &Json) -> Vec<NamedFile> {
        listed(answer).iter().filter_map(NamedFile::read).collect()
    }

    /// What a control posts of an answer: all but its files.
    pub fn without_files(mut answer: Json) -> Json {
        if let Json::Object(parts) = &mut answer {
            parts.remove("files");
        }
        match &answer {
            Json::Object(parts) if parts.is_empty() => Json::Null,
            _ => answer,
        }
    }

    /// An answer with these files and no others.
    pub fn with_files(answer: Option<Json>, files: &[NamedFile]) -> Option<Json> {
        let answer = Self::without_files(answer.unwrap_or(Json::Null));
        if files.is_empty() {
            return Some(answer).filter(|answer| !answer.is_null());
        }
        let mut answer = match answer {
            Json::Object(_) => answer,
            _ => json!({}),
        };
        answer["files"] = files.iter().map(NamedFile::written).collect();
        Some(answer)
    }
}

impl NamedFile {
    fn read(json: &Json) -> Option<NamedFile> {
        let is_id = |id: &&str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
        Some(NamedFile {
            id: json["id"].as_str().filter(is_id)?.to_string(),
            name: json["name"].as_str()?.to_string(),
            bytes: json["bytes"].as_u64()?,
        })
    }

    fn written(&self) -> Json {
        json!({ "id": self.id, "name": self.name, "bytes": self.bytes })
    }
}

/// A size as people say it: "2.1 MB".
pub fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => match bytes / 100_000 % 10 {
            0 => format!("{} MB", bytes / 1_000_000),
            tenths => format!("{}.{tenths} MB", bytes / 1_000_000),
        },
    }
}

fn listed(answer: &Json) -> &[Json] {
    answer["files"].as_array().map_or(&[], Vec::as_slice)
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
        let files = Self::files(answer).len();
        if files != listed(answer).len() {
            return Some(format!(
                "Give each file of “{label}” its `id`, `name` and `bytes`"
            ));
        }
        let is_link = ["https://", "http://"].iter().any(|start| {
            link.strip_prefix(start)
                .is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
        });
        match how {
            "file" if files == 0 => {
                return Some(format!(
                    "Add a file to “{label}”, or select a link or a visit"
                ));
            }
            "" | "link" | "seen" if files > 0 => {
                return Some(format!(
                    "Select “In a file” for “{label}”, or remove its files"
                ));
            }
            "link" if !is_link => {
                return Some(format!(
                    "Enter the link for “{label}” in full, like https://example.org/policy"
                ));
            }
            "file" | "link" | "seen" => {}
            _ => {
                return Some(format!(
                    "Select whether “{label}” is a file, is at a link or can be seen at a visit"
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
        let named = Self::files(answer).into_iter();
        let mut words: Vec<String> = named
            .map(|file| format!("{} ({})", file.name, size_in_words(file.bytes)))
            .collect();
        words.push(match asks::part(answer, "how") {
            "seen" => "Can be seen at a visit".to_string(),
            "file" => String::new(),
            _ => asks::part(answer, "link").to_string(),
        });
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
        Some(Type::Option(
            ["file", "link", "seen"].map(str::to_string).to_vec(),
        ))
    }
}
