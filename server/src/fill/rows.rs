//! The rows of a table in a draft: each row has a marker that holds its place, so that an empty
//! row exists and rows keep their order. A table is known by its control: the question's own, or
//! that of the cell it fills in another table's row.

use super::{Control, StoredAnswer};
use crate::store::Change;
use fourlens_forms::question::{Question, Table};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, HashMap};

/// What a draft holds, by control; markers of rows included.
pub(super) type Stored = HashMap<Control, StoredAnswer>;

/// The ids of a table's rows in their order. A cell whose row was taken away by someone else
/// still shows its row: what was typed is never dropped unseen.
pub(super) fn ids(table: &Control, stored: &Stored) -> Vec<String> {
    let mut places: BTreeMap<&str, i64> = BTreeMap::new();
    for (control, answer) in stored {
        let Some(row) = row_in(table, control) else {
            continue;
        };
        if is_marker(table, control) {
            places.insert(row, answer.value.as_i64().unwrap_or(i64::MAX));
        } else {
            places.entry(row).or_insert(i64::MAX);
        }
    }
    let mut rows: Vec<(i64, &str)> = places
        .into_iter()
        .map(|(row, place)| (place, row))
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, row)| row.to_string()).collect()
}

/// The row of `table` that a control lies in, however deep.
fn row_in<'c>(table: &Control, control: &'c Control) -> Option<&'c str> {
    let below = control.question.strip_prefix(table.question.as_str())?;
    if !below.is_empty() && !below.starts_with('.') {
        return None;
    }
    let inside = match table.row.as_str() {
        "" => control.row.as_str(),
        outer => control.row.strip_prefix(outer)?.strip_prefix('/')?,
    };
    inside.split('/').next().filter(|row| !row.is_empty())
}

fn is_marker(table: &Control, control: &Control) -> bool {
    control.question == table.question
}

/// The change that adds a row at the end.
pub(super) fn add(table: &Control, row: &str, stored: &Stored) -> Change {
    Change {
        question: table.question.clone(),
        row: table.row_below(row),
        seen_version: 0,
        value: Some(Json::from(last_place(table, stored) + 1)),
    }
}

/// The place of the last row; 0 without one.
pub(super) fn last_place(table: &Control, stored: &Stored) -> i64 {
    let markers = stored
        .iter()
        .filter(|(control, _)| is_marker(table, control) && row_in(table, control).is_some());
    let places = markers.filter_map(|(_, marker)| marker.value.as_i64());
    places.max().unwrap_or(0)
}

/// The changes that take a row away with everything in it.
pub(super) fn remove(table: &Control, row: &str, stored: &Stored) -> Vec<Change> {
    let gone = stored
        .iter()
        .filter(|(control, _)| row_in(table, control) == Some(row));
    let mut gone: Vec<Change> = gone
        .map(|(control, answer)| Change {
            question: control.question.clone(),
            row: control.row.clone(),
            seen_version: answer.version,
            value: None,
        })
        .collect();
    gone.sort_unstable_by(|a, b| (&a.question, &a.row).cmp(&(&b.question, &b.row)));
    gone
}

/// A table's answer: its rows with their cells, tables in them included.
pub(super) fn answer(table: &Control, kind: &Table, stored: &Stored) -> Json {
    let row = |id: String| {
        let within = table.row_below(&id);
        let mut answers = Map::new();
        for column in &kind.columns {
            let control = Control::cell(&table.question, &within, column.id());
            let cell = match column {
                Question::Table(inner) => Some(answer(&control, &inner.kind, stored)),
                _ => stored.get(&control).map(|cell| cell.value.clone()),
            };
            answers.extend(cell.map(|cell| (column.id().to_string(), cell)));
        }
        json!({ "row": id, "answers": answers })
    };
    Json::Array(ids(table, stored).into_iter().map(row).collect())
}

/// The changes that put a table's answer into an empty draft.
pub fn changes(table: &Control, kind: &Table, answer: &Json) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut put = |control: Control, value: Json| {
        changes.push(Change {
            question: control.question,
            row: control.row,
            seen_version: 0,
            value: Some(value),
        });
    };
    let mut inner = Vec::new();
    for ((row, answers), place) in Table::rows(answer).into_iter().zip(1..) {
        let within = table.row_below(row);
        let marker = Control {
            question: table.question.clone(),
            row: within.clone(),
        };
        put(marker, Json::from(place));
        for column in &kind.columns {
            let Some(cell) = answers.get(column.id()) else {
                continue;
            };
            let control = Control::cell(&table.question, &within, column.id());
            match column {
                Question::Table(of) => inner.extend(self::changes(&control, &of.kind, cell)),
                _ => put(control, cell.clone()),
            }
        }
    }
    changes.extend(inner);
    changes
}
