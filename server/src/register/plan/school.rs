//! What becomes of a school. What the register leaves blank stays as it is held.

use super::{
    super::read::{RegisterSchool, Standing},
    Directory, FieldChange, Place, SchoolStep, Step, Wanted,
};
use crate::{
    directory::in_words,
    store::{DirectoryEntry, OrganisationKind},
};
use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

/// The step that lets the directory hold this school; none where it does.
///
/// # Errors
/// Why the directory does not take it.
pub(super) fn step(
    directory: &Directory<'_>,
    held: Option<&DirectoryEntry>,
    row: &RegisterSchool,
) -> Result<Option<SchoolStep>, &'static str> {
    let Some(held) = held else {
        return added(row).map(Some);
    };
    if held.merged_into.is_some() {
        return Err("It was merged into another organisation");
    }
    if held.organisation.kind != OrganisationKind::School {
        return Err("Its URN belongs to an organisation that is no school");
    }
    let wanted = wanted(directory, held, row);
    let changes = changes(directory, held, &wanted);
    let same_details = wanted.details == held.organisation.details;
    if changes.is_empty() && same_details {
        return Ok(None);
    }
    let today = directory.today;
    let is_closed = |day: Option<NaiveDate>| day.is_some_and(|day| day <= today);
    let step = match (
        is_closed(held.organisation.closed_on),
        is_closed(wanted.closed_on),
    ) {
        (false, true) => Step::Close,
        (true, false) => Step::Reopen,
        _ => Step::Change,
    };
    Ok(Some(SchoolStep {
        line: row.line,
        step,
        held: Some((held.organisation.id, held.version)),
        changes,
        wanted,
    }))
}

fn added(row: &RegisterSchool) -> Result<SchoolStep, &'static str> {
    if row.no_school {
        return Err("It is not a school or college");
    }
    match row.standing {
        Standing::Closed => return Err("It is closed and was never in the directory"),
        Standing::Proposed => return Err("It is only proposed to open"),
        Standing::Open => {}
    }
    Ok(SchoolStep {
        line: row.line,
        step: Step::Add,
        held: None,
        changes: Vec::new(),
        wanted: Wanted {
            urn: row.urn.clone(),
            name: row.name.clone(),
            phase: row.phase.clone(),
            school_type: row.school_type.clone(),
            laestab: row.laestab.clone(),
            ukprn: row.ukprn.clone(),
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            place: match &row.trust {
                Some((code, _)) => Place::Trust(code.clone()),
                None => Place::Partnership,
            },
            details: Json::Object(row.details.clone()),
        },
    })
}

fn wanted(directory: &Directory<'_>, held: &DirectoryEntry, row: &RegisterSchool) -> Wanted {
    let known = &held.organisation;
    let closed_on = match row.standing {
        Standing::Closed => row.closed_on.or(known.closed_on).or(Some(directory.today)),
        Standing::Open | Standing::Proposed => row.closed_on,
    };
    let either = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
    Wanted {
        urn: row.urn.clone(),
        name: row.name.clone(),
        phase: either(&row.phase, &known.phase),
        school_type: either(&row.school_type, &known.school_type),
        laestab: either(&row.laestab, &known.laestab),
        ukprn: either(&row.ukprn, &held.ukprn),
        opened_on: row.opened_on.or(known.opened_on),
        closed_on,
        place: place(directory, held, row),
        details: details(&known.details, &row.details),
    }
}

fn place(directory: &Directory<'_>, held: &DirectoryEntry, row: &RegisterSchool) -> Place {
    let parent = held.organisation.parent;
    let parent = parent.and_then(|parent| directory.by_id.get(&parent));
    let code = parent.and_then(|parent| parent.register_code.as_deref());
    let is_named = |name: &str| {
        parent.is_some_and(|parent| {
            parent.organisation.kind == OrganisationKind::Trust
                && parent.register_code.is_none()
                && parent.organisation.name.to_lowercase() == name.to_lowercase()
        })
    };
    match &row.trust {
        Some((wanted, _)) if code == Some(wanted.as_str()) => Place::Stays,
        Some((_, name)) if is_named(name) => Place::Stays,
        Some((wanted, _)) => Place::Trust(wanted.clone()),
        // Only what the register put there does it take away again, and no school that closed.
        None if row.tells_trust && code.is_some() && row.standing == Standing::Open => {
            Place::Partnership
        }
        None => Place::Stays,
    }
}

/// What is held, with what the register knows better.
fn details(held: &Json, told: &Map<String, Json>) -> Json {
    let mut details = held.as_object().cloned().unwrap_or_default();
    for (key, value) in told {
        // A head who is still head keeps the address that someone entered.
        let same_head = key == "head"
            && details
                .get("head")
                .is_some_and(|held| held.get("name") == value.get("name"));
        if !same_head {
            details.insert(key.clone(), value.clone());
        }
    }
    Json::Object(details)
}

fn changes(directory: &Directory<'_>, held: &DirectoryEntry, wanted: &Wanted) -> Vec<FieldChange> {
    let known = &held.organisation;
    let plain = |value: &Option<String>| value.clone().unwrap_or_default();
    let word = |value: &Option<String>| value.as_deref().map(in_words).unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut all = vec![
        ("Name", known.name.clone(), wanted.name.clone()),
        ("Phase", word(&known.phase), word(&wanted.phase)),
        ("Type", word(&known.school_type), word(&wanted.school_type)),
        ("LAESTAB", plain(&known.laestab), plain(&wanted.laestab)),
        ("UKPRN", plain(&held.ukprn), plain(&wanted.ukprn)),
        ("Opened", day(known.opened_on), day(wanted.opened_on)),
        ("Closed", day(known.closed_on), day(wanted.closed_on)),
    ];
    let parent = known.parent.and_then(|parent| directory.by_id.get(&parent));
    let parent = parent.map(|parent| parent.organisation.name.clone());
    let below = match &wanted.place {
        Place::Stays => None,
        Place::Partnership => Some("the partnership".to_owned()),
        Place::Trust(code) => Some(format!("trust {code}")),
    };
    if let Some(below) = below {
        all.push(("Part of", parent.unwrap_or_default(), below));
    }
    for (key, field) in [
        ("roll", "Pupils"),
        ("age_from", "Youngest"),
        ("age_to", "Oldest"),
        ("postcode", "Postcode"),
        ("town", "Town"),
        ("head", "Headteacher"),
        ("area", "Local authority"),
        ("modules", "Parts of the school return"),
    ] {
        let said = |details: &Json| told(details.get(key));
        all.push((field, said(&known.details), said(&wanted.details)));
    }
    all.into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| FieldChange { field, from, to })
        .collect()
}

fn told(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(items)) => {
            let items = items.iter().filter_map(Json::as_str).map(in_words);
            items.collect::<Vec<_>>().join(", ")
        }
        Some(Json::Object(person)) => told(person.get("name")),
        Some(other) => other.to_string(),
    }
}
