//! An organisation as it is typed into its form, and what that comes to: a change to save, or what
//! is wrong with it. It must not know a page, nor how a change is saved.

use crate::{
    directory::in_words,
    store::{DirectoryEntry, OrganisationEdit, OrganisationKind},
};
use chrono::{Datelike, NaiveDate};
use fourlens_app::portal::OrganisationId;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// Letters of a name at most.
const LONGEST_NAME: usize = 200;

/// What stands in the form, by field.
pub type Typed = BTreeMap<String, String>;

/// What is wrong: the field, and what to do.
pub type Problems = Vec<(String, String)>;

/// The form's fields and what people call them, as far as they are one text each.
pub const TEXTS: [(&str, &str); 7] = [
    ("name", "Name"),
    ("parent", "Part of"),
    ("phase", "Phase"),
    ("type", "Type"),
    ("urn", "URN"),
    ("laestab", "LAESTAB"),
    ("ukprn", "UKPRN"),
];

/// The form's days.
pub const DAYS: [(&str, &str); 2] = [("opened", "Opened"), ("closed", "Closed")];

/// The form as it stands for an organisation that is held.
pub fn standing(entry: &DirectoryEntry, predecessors: &[DirectoryEntry]) -> Typed {
    let of = &entry.organisation;
    let plain = |value: &Option<String>| value.clone().unwrap_or_default();
    let urns = predecessors
        .iter()
        .filter_map(|before| before.organisation.urn.clone());
    let mut typed: Typed = [
        ("name", of.name.clone()),
        (
            "parent",
            of.parent.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("phase", plain(&of.phase)),
        ("type", plain(&of.school_type)),
        ("urn", plain(&of.urn)),
        ("laestab", plain(&of.laestab)),
        ("ukprn", plain(&entry.ukprn)),
        ("predecessors", urns.collect::<Vec<_>>().join(", ")),
    ]
    .into_iter()
    .map(|(field, value)| (field.to_owned(), value))
    .collect();
    for (name, day) in [("opened", of.opened_on), ("closed", of.closed_on)] {
        let Some(day) = day else { continue };
        for (part, number) in [
            ("day", day.day()),
            ("month", day.month()),
            ("year", day.year().unsigned_abs()),
        ] {
            typed.insert(format!("{name}-{part}"), number.to_string());
        }
    }
    typed
}

/// Reads what was typed of an organisation of this kind. `by_urn` finds what it followed.
///
/// # Errors
/// What is wrong with it.
pub fn read(
    kind: OrganisationKind,
    typed: &Typed,
    parents: &[OrganisationId],
    by_urn: impl Fn(&str) -> Option<OrganisationId>,
) -> Result<OrganisationEdit, Problems> {
    let mut problems = Problems::new();
    let mut wrong = |field: &str, message: &str| {
        problems.push((field.to_owned(), message.to_owned()));
    };
    let text = |field: &str| {
        typed
            .get(field)
            .map(|value| value.trim())
            .unwrap_or_default()
    };
    let some = |field: &str| Some(text(field).to_owned()).filter(|value| !value.is_empty());
    let name = text("name").to_owned();
    match name.chars().count() {
        0 => wrong("name", "Enter the name"),
        letters if letters > LONGEST_NAME => wrong("name", "Shorten the name to 200 letters"),
        _ if name.chars().any(char::is_control) => {
            wrong(
                "name",
                "Take the characters out of the name that cannot be seen",
            );
        }
        _ => {}
    }
    let parent = text("parent").parse().ok();
    let parent = parent.filter(|parent| parents.contains(parent));
    if parent.is_none() && kind != OrganisationKind::Partnership {
        wrong("parent", "Select what it is a part of");
    }
    let (urn, laestab, ukprn) = (some("urn"), some("laestab"), some("ukprn"));
    if !urn.as_deref().is_none_or(|urn| digits(urn, 6)) {
        wrong("urn", "Enter the URN as six digits, or leave it blank");
    }
    if !laestab.as_deref().is_none_or(is_laestab) {
        wrong(
            "laestab",
            "Enter three digits, a slash and four digits, such as 999/2001",
        );
    }
    if !ukprn.as_deref().is_none_or(|ukprn| digits(ukprn, 8)) {
        wrong(
            "ukprn",
            "Enter the UKPRN as eight digits, or leave it blank",
        );
    }
    let [opened_on, closed_on] = DAYS.map(|(field, label)| {
        day(typed, field).unwrap_or_else(|()| {
            let message = format!("Enter a real day as “{label}”, such as 1 9 2026");
            wrong(field, &message);
            None
        })
    });
    if let (Some(opened), Some(closed)) = (opened_on, closed_on)
        && closed < opened
    {
        wrong("closed", "Enter a day that is not before the day it opened");
    }
    let predecessors = predecessors(text("predecessors"), by_urn);
    if let Err(message) = &predecessors {
        wrong("predecessors", message);
    }
    match (problems.is_empty(), predecessors) {
        (true, Ok(predecessors)) => Ok(OrganisationEdit {
            kind,
            parent,
            name,
            phase: some("phase").filter(|_| kind == OrganisationKind::School),
            school_type: some("type").filter(|_| kind == OrganisationKind::School),
            urn,
            laestab,
            ukprn,
            opened_on,
            closed_on,
            predecessors: (kind == OrganisationKind::School).then_some(predecessors),
            told: Json::Null,
        }),
        _ => Err(problems),
    }
}

fn predecessors(
    typed: &str,
    by_urn: impl Fn(&str) -> Option<OrganisationId>,
) -> Result<Vec<OrganisationId>, String> {
    let urns = typed.split([',', ' ', ';']).filter(|urn| !urn.is_empty());
    urns.map(|urn| {
        by_urn(urn).ok_or_else(|| {
            format!("There is no school with the URN “{urn}” in the directory. Enter the URN of one that is there")
        })
    })
    .collect()
}

/// What changes between two states of the form, by what people call it: from, to.
pub fn changes(from: &Typed, to: &Typed, names: &BTreeMap<String, String>) -> Vec<[String; 3]> {
    let said = |typed: &Typed, field: &str| {
        let value = typed.get(field).cloned().unwrap_or_default();
        let value = value.trim().to_owned();
        match field {
            "parent" => names.get(&value).cloned().unwrap_or(value),
            "phase" | "type" => in_words(&value),
            _ => value,
        }
    };
    let written = |typed: &Typed, name: &str| match day(typed, name) {
        Ok(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        Err(()) => ["day", "month", "year"]
            .map(|part| {
                typed
                    .get(&format!("{name}-{part}"))
                    .cloned()
                    .unwrap_or_default()
            })
            .join(" "),
    };
    let texts = TEXTS
        .into_iter()
        .chain([("predecessors", "Predecessors")])
        .map(|(field, label)| [label.to_owned(), said(from, field), said(to, field)]);
    let days = DAYS.map(|(name, label)| [label.to_owned(), written(from, name), written(to, name)]);
    texts
        .chain(days)
        .filter(|[_, from, to]| from != to)
        .collect()
}

/// The same for the audit log.
pub fn told(changes: &[[String; 3]]) -> Json {
    let changes = changes.iter();
    let changes: Map<String, Json> = changes
        .map(|[label, from, to]| (label.clone(), json!([from, to])))
        .collect();
    Json::Object(changes)
}

/// The day typed into three fields; none where all are blank.
fn day(typed: &Typed, name: &str) -> Result<Option<NaiveDate>, ()> {
    let part = |part: &str| {
        let value = typed.get(&format!("{name}-{part}"));
        value.map(|value| value.trim()).unwrap_or_default()
    };
    let parts = ["year", "month", "day"].map(part);
    if parts.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let [year, month, day] = parts.map(|part| part.parse::<u32>().map_err(|_| ()));
    let year = i32::try_from(year?).map_err(|_| ())?;
    if !(1000..2200).contains(&year) {
        return Err(());
    }
    NaiveDate::from_ymd_opt(year, month?, day?)
        .map(Some)
        .ok_or(())
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_laestab(text: &str) -> bool {
    let parts = text.split_once('/');
    parts.is_some_and(|(area, number)| digits(area, 3) && digits(number, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let pairs = pairs.iter();
        pairs
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_school_is_read_as_it_is_typed() {
        let top = OrganisationId::from_bytes([1; 16]);
        let before = OrganisationId::from_bytes([2; 16]);
        let typed = typed(&[
            ("name", " Ash Academy "),
            ("parent", &top.to_string()),
            ("urn", "990002"),
            ("opened-day", "1"),
            ("opened-month", "9"),
            ("opened-year", "2026"),
            ("predecessors", "990001"),
        ]);
        let kind = OrganisationKind::School;
        let edit = read(kind, &typed, &[top], |_| Some(before)).expect("a school");
        assert_eq!(edit.name, "Ash Academy");
        assert_eq!(edit.opened_on, NaiveDate::from_ymd_opt(2026, 9, 1));
        assert_eq!(edit.predecessors, Some(vec![before]));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let typed = typed(&[
            ("urn", "99"),
            ("laestab", "9992001"),
            ("ukprn", "1"),
            ("opened-day", "31"),
            ("opened-month", "2"),
            ("opened-year", "2026"),
            ("predecessors", "990001"),
        ]);
        let wrong = read(OrganisationKind::School, &typed, &[], |_| None).expect_err("wrong");
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "parent",
                "urn",
                "laestab",
                "ukprn",
                "opened",
                "predecessors"
            ]
        );
    }
}
