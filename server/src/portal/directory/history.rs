//! What was changed of an organisation, from the audit log. A name of who did it is all it tells
//! of a person.

use crate::{
    portal::RequestPortal,
    store::{AuditEntry, Author, Scoped, Subject},
    time,
    web::WebError,
};
use fourlens_app::portal::{HistoryRow, OrganisationId, PersonId};
use serde_json::Value as Json;
use std::collections::HashMap;

/// Changes on one page.
const MOST: usize = 50;

/// What was changed, the last first.
pub(super) async fn of(
    portal: &RequestPortal,
    scope: &Scoped,
    id: OrganisationId,
) -> Result<Vec<HistoryRow>, WebError> {
    let mut trail = scope
        .trail(&Subject::new("organisation", id.bytes()))
        .await?;
    trail.reverse();
    trail.truncate(MOST);
    let people = trail.iter().filter_map(|entry| match entry.author {
        Author::Person(person) => Some(person),
        Author::System(_) => None,
    });
    // Who changed what is told to those who see the directory, wherever that person works.
    let system = portal.state().store.system("portal");
    let names = system.person_names(people.collect()).await?;
    let rows = trail.iter().map(|entry| row(entry, &names));
    Ok(rows.collect())
}

fn row(entry: &AuditEntry, names: &HashMap<PersonId, String>) -> HistoryRow {
    let by = match &entry.author {
        Author::Person(person) => names
            .get(person)
            .cloned()
            .unwrap_or_else(|| "someone who is no longer known".to_owned()),
        Author::System(word) => format!("the command line ({word})"),
    };
    HistoryRow {
        at: time::in_words(entry.at),
        by,
        what: what(entry),
        changes: changes(&entry.detail),
    }
}

fn what(entry: &AuditEntry) -> String {
    let step = entry.detail["step"].as_str().unwrap_or_default();
    let words = match (entry.action.as_str(), step) {
        ("organisation.add", _) => "Added by hand",
        ("organisation.edit", _) => "Changed by hand",
        ("organisation.register", "add") => "Added from the schools register",
        ("organisation.register", "close") => "Closed, as the schools register says",
        ("organisation.register", "reopen") => "Opened again, as the schools register says",
        ("organisation.register", _) => "Changed, as the schools register says",
        ("organisation.follow", _) => {
            let urn = entry.detail["predecessor"].as_str().unwrap_or_default();
            return format!("Follows the school with the URN {urn}");
        }
        ("organisation.merge", _) => return format!("Became a part of {}", name(entry)),
        ("organisation.merged_with", _) => return format!("{} became a part of it", name(entry)),
        ("organisation.unmerge", _) => {
            return format!("Is no longer a part of {}", name(entry));
        }
        (other, _) => other,
    };
    words.to_owned()
}

/// What the other organisation of a merge was called then.
fn name(entry: &AuditEntry) -> &str {
    entry.detail["name"]
        .as_str()
        .unwrap_or("another organisation")
}

fn changes(detail: &Json) -> Vec<(String, String, String)> {
    let changed = detail["changed"].as_object();
    let said = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    changed
        .into_iter()
        .flatten()
        .map(|(field, pair)| (field.clone(), said(&pair[0]), said(&pair[1])))
        .collect()
}
