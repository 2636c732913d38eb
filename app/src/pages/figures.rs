//! Tables of figures and of words. None scrolls sideways: on a narrow page each row stands as a
//! list of its cells.

use crate::govuk::{Cell, Details, Table};
use leptos::prelude::*;

/// A table with these columns; the first cell of each row says what the row is.
pub(super) fn table(head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        head,
        rows,
        first_cell_is_header: true,
        stacked: true,
        ..Table::default()
    }
}

/// The numbers of a chart once more as a table, behind a summary: in sight they would only
/// repeat the words of the chart.
pub(super) fn same_numbers(of: &str, table: Table) -> AnyView {
    let summary = view! {
        "The same numbers as a table"
        <span class="govuk-visually-hidden">{format!(": {of}")}</span>
    };
    Details {
        summary: summary.into_any().into(),
        content: table.view().into(),
        ..Details::default()
    }
    .view()
}

/// A cell without a word: a dash to see, words to hear; no line at all where rows stand as lists.
pub(super) fn nothing() -> Cell {
    let dash = view! {
        <span aria-hidden="true">"–"</span>
        <span class="govuk-visually-hidden">"None yet"</span>
    };
    Cell {
        classes: "app-stacked__nothing".to_owned(),
        ..dash.into_any().into()
    }
}

/// A cell with a figure.
pub(super) fn numeric(words: impl Into<String>) -> Cell {
    Cell {
        numeric: true,
        ..words.into().into()
    }
}
