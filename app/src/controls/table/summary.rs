//! The rows of a table at a glance, above their cards: the first columns of each, with a link to
//! its card.

use crate::controls::Control;
use crate::govuk::{Cell, Content, Link, Table as Drawn};
use crate::portal::{AskedQuestion, Row};
use fourlens_forms::question::{Question, Table};
use leptos::prelude::*;

/// Rows from which on a glance helps.
const ENOUGH: usize = 2;
/// Columns that are shown.
const COLUMNS: usize = 3;
/// Letters of a cell that are shown.
const LETTERS: usize = 80;

/// The summary; nothing where it would not help.
pub(super) fn of(kind: &Table, control: &Control<'_>) -> AnyView {
    let rows = &control.asked.rows;
    if rows.len() < ENOUGH {
        return ().into_any();
    }
    let shown = || {
        let columns = kind.columns.iter().enumerate();
        let answered = columns.filter(|(_, column)| column.takes_answer());
        answered.take(COLUMNS)
    };
    let label = control.common().label.en();
    let head = shown().map(|(_, column)| Cell::from(column.common().label.en()));
    let row = |(row, number): (&Row, usize)| {
        let link = Link {
            text: kind.row_title(number).into(),
            href: format!("#{}", super::title_id(control, row)),
            ..Link::default()
        };
        let cells = shown().map(|(at, column)| Cell::from(glance(column, &row.cells[at])));
        let first = Cell {
            text: Content::from(link.view()),
            ..Cell::default()
        };
        std::iter::once(first).chain(cells).collect()
    };
    Drawn {
        caption: format!("Summary of “{label}”").into(),
        caption_classes: "govuk-table__caption--s".to_owned(),
        head: std::iter::once(Cell::from(kind.row_word()))
            .chain(head)
            .collect(),
        rows: rows.iter().zip(1..).map(row).collect(),
        first_cell_is_header: true,
        stacked: true,
        classes: "app-glance".to_owned(),
        ..Drawn::default()
    }
    .view()
}

/// A cell in a few words.
fn glance(column: &Question, cell: &AskedQuestion) -> String {
    if let Question::Table(inner) = column {
        return match cell.rows.len() {
            0 => "None".to_owned(),
            rows => format!("{rows} × {}", inner.kind.row_name.en()),
        };
    }
    let words = cell
        .answer
        .as_ref()
        .map(|answer| column.asks().words(answer));
    let words = words.unwrap_or_default().replace('\n', ", ");
    match words.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None if words.is_empty() => "Not answered".to_owned(),
        None => words,
    }
}
