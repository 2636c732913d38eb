//! The fields of a post in the order of its page; what they mean is the handler's.

use crate::random::Random;
use chrono::NaiveDate;
use fourlens_app::portal::{AddingId, Id, RoundAttempt};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Names and values in the order of the page.
pub type Fields = Vec<(String, String)>;

/// The value of a field without spaces around it; empty where it was not posted.
pub fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    let found = fields.iter().find(|(posted, _)| posted == name);
    found.map_or("", |(_, value)| value.trim())
}

/// Every value of a field.
pub fn values<'f>(fields: &'f Fields, name: &'f str) -> impl Iterator<Item = &'f str> {
    let named = fields.iter().filter(move |(posted, _)| posted == name);
    named.map(|(_, value)| value.trim())
}

/// The identity of what a page adds: the same page with the same said again adds nothing, and with
/// something else said adds that. A post that names no page is always a new one.
pub fn once<T>(random: &dyn Random, page: &str, said: &[&str]) -> Id<T> {
    let Ok(page) = page.parse::<AddingId>() else {
        return random.id();
    };
    let mut hash = Sha256::new();
    hash.update(page.bytes());
    for part in said {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    Id::from_bytes(id)
}

/// The day typed into three fields; none where it is no day of the calendar.
pub fn day(fields: &Fields, name: &str) -> Option<NaiveDate> {
    let part = |part: &str| field(fields, &format!("{name}-{part}")).parse::<u32>().ok();
    let year = i32::try_from(part("year")?).ok();
    let year = year.filter(|year| (2000..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, part("month")?, part("day")?)
}

/// What was typed, to be shown again with what is wrong with it.
pub fn attempt(fields: Fields, problems: Vec<(String, String)>) -> RoundAttempt {
    let typed: BTreeMap<String, String> = fields.into_iter().collect();
    RoundAttempt {
        typed,
        problems,
        done: None,
    }
}

/// One thing that is wrong.
pub fn problem(field: &str, message: &str) -> Vec<(String, String)> {
    vec![(field.to_string(), message.to_string())]
}
