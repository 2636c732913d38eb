//! Rows of answers, each row with an id of its own that never changes.

use super::{Asks, Common, Posted, Question};
use crate::{
    expression::{Type, Value},
    text::Text,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Rows of answers. An answer is a list of `{row, answers}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Table {
    /// What is asked in each row, with short ids.
    pub columns: Vec<Question>,
    /// What one row is called: "deputy".
    pub row_name: Text,
    /// The fewest rows.
    #[serde(default)]
    pub min_rows: usize,
    /// The most rows.
    #[serde(default = "most_rows")]
    pub max_rows: usize,
    /// Where rows are offered from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill_from: Option<FillFrom>,
}

/// Where a table's rows are offered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FillFrom {
    /// One row per rating that suggests an action.
    Ratings,
    /// One row per action of the last return, from the table there that is filled from ratings.
    LastActions,
}

impl Table {
    /// The rows of an answer: each with its id and its answers by column.
    pub fn rows(answer: &Json) -> Vec<(&str, &Json)> {
        let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
        rows.iter()
            .filter_map(|row| Some((row.get("row")?.as_str()?, row.get("answers")?)))
            .collect()
    }

    /// What a row is called, as a title: "Deputy".
    pub fn row_word(&self) -> String {
        let mut letters = self.row_name.en().chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    /// What people call the row in this place, from 1: "Deputy 2".
    pub fn row_title(&self, place: usize) -> String {
        format!("{} {place}", self.row_word())
    }
}

impl Asks for Table {
    /// Cells post one by one; a table itself posts nothing.
    fn read(&self, _: &Posted<'_>) -> Option<Json> {
        None
    }

    fn problem(&self, common: &Common, answer: &Json) -> Option<String> {
        let label = common.label.en();
        let Some(list) = answer.as_array() else {
            return Some(format!(
                "Give “{label}” as a list of rows, each with `row` and `answers`"
            ));
        };
        let rows = Self::rows(answer);
        if rows.len() != list.len() {
            return Some(format!(
                "Give each row of “{label}” its `row` and its `answers`"
            ));
        }
        if rows.len() > self.max_rows {
            return Some(format!(
                "Keep no more than {} rows in “{label}”",
                self.max_rows
            ));
        }
        (rows.len() < self.min_rows).then(|| format!("Add at least {} to “{label}”", self.min_rows))
    }

    /// Expressions see how many rows there are.
    fn value(&self, answer: &Json) -> Value {
        Value::Number(Self::rows(answer).len() as f64)
    }

    fn words(&self, answer: &Json) -> String {
        let cell = |answers: &Json, column: &Question| {
            let answer = answers.get(column.id())?;
            Some(format!(
                "{}: {}",
                column.common().label.en(),
                column.asks().words(answer)
            ))
        };
        let row = |(_, answers): (&str, &Json)| {
            self.columns
                .iter()
                .filter_map(|column| cell(answers, column))
                .collect::<Vec<_>>()
                .join("; ")
        };
        Self::rows(answer)
            .into_iter()
            .map(row)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn value_type(&self) -> Option<Type> {
        Some(Type::Number)
    }

    fn missing(&self, common: &Common) -> String {
        format!(
            "Add at least one {} to “{}”",
            self.row_name.en(),
            common.label.en()
        )
    }
}

fn most_rows() -> usize {
    50
}
