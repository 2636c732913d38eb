//! Rows started from answers: an action for each rating that suggests one and has no row yet.

use super::{Control, Loaded, rows};
use crate::{plugins::PluginHost, store::Change};
use fourlens_contract::SuggestedAction;
use serde_json::Value as Json;

/// The actions that the answers suggest and that no row of the table is about.
pub fn unplanned(plugins: &PluginHost, loaded: &Loaded, table: &Control) -> Vec<SuggestedAction> {
    let cell = |row: &String| Control::cell(&table.question, &table.row_below(row), "question");
    let about = |row: &String| loaded.stored_at(&cell(row)).1;
    let known: Vec<Json> = loaded.rows_of(table).iter().map(about).collect();
    let is_new = |action: &SuggestedAction| !known.contains(&Json::from(action.question.as_str()));
    let suggested = plugins.suggestions(&loaded.journey()).into_iter();
    suggested.filter(is_new).collect()
}

/// The changes that start a row for each of them, as far as the table has room.
pub(super) fn rows(
    plugins: &PluginHost,
    loaded: &Loaded,
    table: &Control,
    most: usize,
    fresh_row: impl Fn() -> String,
) -> Vec<Change> {
    let room = most.saturating_sub(loaded.rows_of(table).len());
    let last = rows::last_place(table, &loaded.stored);
    let new = unplanned(plugins, loaded, table).into_iter().take(room);
    new.zip(last + 1..)
        .flat_map(|(action, place)| row(&table.question, &fresh_row(), action, place))
        .collect()
}

fn row(table: &str, row: &str, action: SuggestedAction, place: i64) -> [Change; 3] {
    let change = |question: String, value: Json| Change {
        question,
        row: row.to_string(),
        seen_version: 0,
        value: Some(value),
    };
    [
        change(format!("{table}.question"), action.question.into()),
        // What should become true reads, on its own, as if it were so already.
        change(
            format!("{table}.action"),
            format!("Work towards this: {}", action.action).into(),
        ),
        change(table.to_string(), place.into()),
    ]
}
