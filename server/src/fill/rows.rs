//! The rows of a table in a draft: each row has a marker that holds its place, so that an empty
//! row exists and rows keep their order.

use super::{Control, StoredAnswer};
use crate::store::Change;
use fourlens_forms::question::Table;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// The ids of a table's rows in their order. A cell whose row was taken away by someone else
/// still shows its row: what was typed is never dropped unseen.
pub(super) fn ids(table: &str, stored: &HashMap<Control, StoredAnswer>) -> Vec<String> {
    let mut places: BTreeMap<&str, i64> = BTreeMap::new();
    for (control, answer) in stored.iter().filter(|(control, _)| !control.row.is_empty()) {
        let is_marker = control.question == table;
        let is_cell = control
            .table_and_column()
            .is_some_and(|(of, _)| of == table);
        if is_marker {
            places.insert(&control.row, answer.value.as_i64().unwrap_or(i64::MAX));
        } else if is_cell {
            places.entry(&control.row).or_insert(i64::MAX);
        }
    }
    let mut rows: Vec<(i64, &str)> = places
        .into_iter()
        .map(|(row, place)| (place, row))
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, row)| row.to_string()).collect()
}

/// The change that adds a row at the end.
pub(super) fn add(table: &str, row: String, stored: &HashMap<Control, StoredAnswer>) -> Change {
    let places = stored
        .iter()
        .filter(|(control, _)| control.question == table && !control.row.is_empty());
    let last = places
        .filter_map(|(_, answer)| answer.value.as_i64())
        .max()
        .unwrap_or(0);
    Change {
        question: table.to_string(),
        row,
        seen_version: 0,
        value: Some(Json::from(last + 1)),
    }
}

/// The changes that take a row away with everything in it.
pub(super) fn remove(
    table: &str,
    row: &str,
    kind: &Table,
    stored: &HashMap<Control, StoredAnswer>,
) -> Vec<Change> {
    let marker = Control {
        question: table.to_string(),
        row: row.to_string(),
    };
    let cells = kind
        .columns
        .iter()
        .map(|column| Control::cell(table, row, column.id()));
    let gone = cells.chain([marker]).filter_map(|control| {
        let version = stored.get(&control)?.version;
        Some(Change {
            question: control.question,
            row: control.row,
            seen_version: version,
            value: None,
        })
    });
    gone.collect()
}
