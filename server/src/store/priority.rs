//! Table `priority`: what a partnership works on, from a day and perhaps to a day. It must not
//! know which forms ask about it.

use super::{Scoped, StoreError, scope::owned, sql::Sql};
use chrono::NaiveDate;
use fourlens_app::portal::AddingId;
use sea_orm::FromQueryResult;
use serde_json::json;

/// Something the partnership works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// A part of questions' ids: `neglect`.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// The first day on which it is current.
    pub first_day: NaiveDate,
    /// The last day; none while nobody knows it.
    pub last_day: Option<NaiveDate>,
    /// Counts up with every change.
    pub version: i64,
}

impl Priority {
    /// Whether it is current on a day.
    pub fn is_current(&self, on: NaiveDate) -> bool {
        self.first_day <= on && self.last_day.is_none_or(|last| on <= last)
    }
}

/// Letters of a title that go into a key.
const KEY_LETTERS: usize = 24;

impl Scoped {
    /// Every priority there has been of the partnership within reach, the newest first.
    pub async fn priorities(&self) -> Result<Vec<Priority>, StoreError> {
        let sql = Sql::new("SELECT p.key, p.title, p.first_day, p.last_day, p.version ")
            .text("FROM priority p")
            .text(&owned("p"))
            .text("WHERE ");
        let rows = self
            .within_directory(sql)
            .text(" ORDER BY p.first_day DESC, p.seq")
            .all::<Row>(&self.store.house.main.read)
            .await?;
        rows.into_iter().map(Row::priority).collect()
    }

    /// Adds a priority; its key is made of its title and never used before, by no partnership. The
    /// same identity again adds nothing.
    pub async fn add_priority(
        &self,
        id: AddingId,
        title: String,
        first_day: NaiveDate,
        last_day: Option<NaiveDate>,
    ) -> Result<(), StoreError> {
        let (author, owner) = (self.author.clone(), self.owner().await?);
        self.write(move |work| {
            Box::pin(async move {
                let used = Sql::new("SELECT key FROM priority").all::<Key>(&work.tx);
                let used: Vec<String> = used.await?.into_iter().map(|row| row.key).collect();
                let key = fresh_key(&title, &used);
                let added = Sql::new(
                    "INSERT INTO priority \
                     (id, organisation_seq, key, title, first_day, last_day, version) ",
                )
                .rows([[
                    id.bytes().to_vec().into(),
                    owner.into(),
                    key.clone().into(),
                    title.clone().into(),
                    first_day.to_string().into(),
                    last_day.map(|day| day.to_string()).into(),
                    1_i64.into(),
                ]])
                .text(" ON CONFLICT (id) WHERE id IS NOT NULL DO NOTHING")
                .run(&work.tx)
                .await?;
                if added == 0 {
                    return Ok(());
                }
                let detail = json!({ "title": title, "from": first_day, "to": last_day });
                work.note(
                    &author,
                    "priority.add",
                    ("priority", key.as_bytes()),
                    detail,
                );
                Ok(())
            })
        })
        .await
    }

    /// Says when a priority ends, if it is still as it was seen; whether it was.
    pub async fn end_priority(
        &self,
        key: &str,
        seen_version: i64,
        last_day: Option<NaiveDate>,
    ) -> Result<bool, StoreError> {
        let (author, key) = (self.author.clone(), key.to_string());
        if !self.priorities().await?.iter().any(|one| one.key == key) {
            return Ok(false);
        }
        self.write(move |work| {
            Box::pin(async move {
                let changed = Sql::new("UPDATE priority SET version = version + 1, last_day = ")
                    .value(last_day.map(|day| day.to_string()))
                    .text(" WHERE key = ")
                    .value(key.clone())
                    .text(" AND version = ")
                    .value(seen_version)
                    .run(&work.tx)
                    .await?;
                if changed > 0 {
                    let detail = json!({ "to": last_day });
                    work.note(
                        &author,
                        "priority.end",
                        ("priority", key.as_bytes()),
                        detail,
                    );
                }
                Ok(changed > 0)
            })
        })
        .await
    }
}

/// The title in small letters, digits and `_`, with a number where it is used already.
fn fresh_key(title: &str, used: &[String]) -> String {
    let plain: String = title
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut key: String = words.join("_").chars().take(KEY_LETTERS).collect();
    key.truncate(key.trim_end_matches('_').len());
    if !key.starts_with(|first: char| first.is_ascii_alphabetic()) {
        key.insert_str(0, "p_");
    }
    let numbered = (2..).map(|number| format!("{key}_{number}"));
    let candidates = std::iter::once(key.clone()).chain(numbered);
    let mut free = candidates.filter(|candidate| !used.contains(candidate));
    free.next().expect("there are more numbers than priorities")
}

#[derive(FromQueryResult)]
struct Key {
    key: String,
}

#[derive(FromQueryResult)]
struct Row {
    key: String,
    title: String,
    first_day: String,
    last_day: Option<String>,
    version: i64,
}

impl Row {
    fn priority(self) -> Result<Priority, StoreError> {
        let day = |text: &str| {
            let day = text.parse::<NaiveDate>();
            day.map_err(|cause| StoreError::damaged("a priority's day", cause))
        };
        Ok(Priority {
            first_day: day(&self.first_day)?,
            last_day: self.last_day.as_deref().map(day).transpose()?,
            key: self.key,
            title: self.title,
            version: self.version,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_the_title_and_never_used_twice() {
        let used = ["neglect".to_string(), "neglect_2".to_string()];
        assert_eq!(fresh_key("Neglect", &[]), "neglect");
        assert_eq!(fresh_key(" Neglect! ", &used), "neglect_3");
        assert_eq!(
            fresh_key("Children’s emotional wellbeing", &[]),
            "children_s_emotional_wel"
        );
        assert_eq!(fresh_key("2026: a year", &[]), "p_2026_a_year");
        assert_eq!(fresh_key("¿?", &[]), "p_");
    }
}
