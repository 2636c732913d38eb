//! Rows started from answers: an action for each rating that suggests one and has no row yet, or
//! a row for each action that the organisation planned in its last return.

use super::{Control, Loaded, files, loaded::handed_in, rows};
use crate::{
    plugins::PluginHost,
    state::State,
    store::{Change, Scoped},
    web::WebError,
};
use fourlens_contract::SuggestedAction;
use fourlens_forms::{
    form::Form,
    question::{FillFrom, Question, Table},
};
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
    let change = |question: String, value: Json| first(question, row, value);
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

/// The first value under a control.
fn first(question: String, row: &str, value: Json) -> Change {
    Change {
        question,
        row: row.to_string(),
        seen_version: 0,
        value: Some(value),
    }
}

/// What an organisation planned in its last return of the same form: the rows of the table there
/// that is filled from ratings.
pub struct LastActions {
    columns: Vec<Question>,
    rows: Json,
}

impl LastActions {
    /// What was planned in the return before this one; none when nothing was handed in before.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub async fn before(
        state: &State,
        scope: &Scoped,
        loaded: &Loaded,
    ) -> Result<Option<LastActions>, WebError> {
        let Some(receipt) = scope.previous(loaded.view.id).await? else {
            return Ok(None);
        };
        let form = state.form(receipt.form_version).await?;
        let (answers, _) = handed_in(scope, receipt.submission, None).await?;
        let plan = plan(&form).map(|(id, table)| LastActions {
            columns: table.columns.clone(),
            rows: answers.get(id).cloned().unwrap_or_default(),
        });
        Ok(Some(plan.unwrap_or(LastActions {
            columns: Vec::new(),
            rows: Json::Null,
        })))
    }

    /// How many actions there were.
    pub fn count(&self) -> usize {
        Table::rows(&self.rows).len()
    }

    /// The actions for which the table has no row; a row keeps the id that its action had.
    pub fn unstarted<'s>(&'s self, loaded: &Loaded, table: &Control) -> Vec<(&'s str, &'s Json)> {
        let started = loaded.rows_of(table);
        let planned = Table::rows(&self.rows).into_iter();
        planned
            .filter(|(row, _)| !started.iter().any(|id| id == row))
            .collect()
    }

    /// The changes that start a row for each of them, as far as the table has room: cells of
    /// columns with the same id and kind are taken over.
    pub(super) fn rows(&self, loaded: &Loaded, table: &Control, kind: &Table) -> Vec<Change> {
        let room = kind.max_rows.saturating_sub(loaded.rows_of(table).len());
        let last = rows::last_place(table, &loaded.stored);
        let new = self.unstarted(loaded, table).into_iter().take(room);
        let kept = |column: &&Question| {
            let same = |of: &Question| of.id() == column.id() && of.kind() == column.kind();
            self.columns.iter().any(same)
        };
        let kept: Vec<&Question> = kind.columns.iter().filter(kept).collect();
        let row = |((id, answers), place): ((&str, &Json), i64)| {
            let within = table.row_below(id);
            let cell = |column: &&Question| {
                // Files stay with the return they were handed in with.
                let value = files::posted(column, answers.get(column.id())?);
                let question = format!("{}.{}", table.question, column.id());
                Some(first(question, &within, value))
            };
            let mut changes: Vec<Change> = kept.iter().filter_map(cell).collect();
            changes.push(first(table.question.clone(), &within, place.into()));
            changes
        };
        new.zip(last + 1..).flat_map(row).collect()
    }
}

/// The table in which a form asks for a plan, with its id.
fn plan(form: &Form) -> Option<(&str, &Table)> {
    form.entries()
        .iter()
        .find_map(|entry| match &entry.question {
            Question::Table(table) if table.kind.fill_from == Some(FillFrom::Ratings) => {
                Some((table.common.id.as_str(), &table.kind))
            }
            _ => None,
        })
}
