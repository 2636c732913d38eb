//! A table.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A table.
#[derive(Default)]
pub struct Table {
    /// What it shows; none is drawn where it is empty.
    pub caption: Content,
    /// More classes of the caption, such as `govuk-table__caption--m`.
    pub caption_classes: String,
    /// What each column is; no head is drawn where it is empty.
    pub head: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row says what the row is.
    pub first_cell_is_header: bool,
    /// Whether rows stand one below the other as lists of their cells on a narrow page (class
    /// `app-stacked`); cells then say their column.
    pub stacked: bool,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// A cell of a table; `"2027".into()` makes a plain one.
#[derive(Default)]
pub struct Cell {
    /// What is in it.
    pub text: Content,
    /// Whether it is a figure, to be compared with those above and below.
    pub numeric: bool,
    /// Over how many columns it reaches.
    pub colspan: Option<u32>,
    /// Over how many rows it reaches.
    pub rowspan: Option<u32>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Table {
    /// Draws the table.
    pub fn view(self) -> AnyView {
        let stacked = self.stacked;
        let columns: Vec<String> = self.head.iter().map(|cell| cell.text.words()).collect();
        let caption = (!self.caption.is_empty()).then(|| {
            let class = class("govuk-table__caption", &[], &self.caption_classes);
            view! { <caption class=class>{self.caption.view()}</caption> }
        });
        let head = (!self.head.is_empty()).then(|| {
            let cells = self.head.into_iter();
            let cells = cells.map(|cell| cell.header("col"));
            view! {
                <thead class="govuk-table__head">
                    <tr class="govuk-table__row">
                        {cells.collect_view()}
                    </tr>
                </thead>
            }
        });
        let first_header = self.first_cell_is_header;
        let row = |cells: Vec<Cell>| {
            let cell = |(place, cell): (usize, Cell)| match place {
                0 if first_header => Cell {
                    numeric: false,
                    ..cell
                }
                .header("row"),
                _ if stacked => cell.stacked(columns.get(place).cloned()),
                _ => cell.plain(),
            };
            let cells = cells.into_iter().enumerate().map(cell).collect_view();
            view! {
                <tr class="govuk-table__row">
                    {cells}
                </tr>
            }
        };
        let class = class("govuk-table", &[(stacked, "app-stacked")], &self.classes);
        view! {
            <table class={class} {..spread(self.attributes)}>
                {caption}
                {head}
                <tbody class="govuk-table__body">
                    {self.rows.into_iter().map(row).collect_view()}
                </tbody>
            </table>
        }
        .into_any()
    }
}

impl Cell {
    fn header(self, scope: &'static str) -> AnyView {
        let numeric = (self.numeric, "govuk-table__header--numeric");
        view! {
            <th
                scope=scope
                class=class("govuk-table__header", &[numeric], &self.classes)
                colspan=self.colspan.map(|span| span.to_string())
                rowspan=self.rowspan.map(|span| span.to_string())
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </th>
        }
        .into_any()
    }

    /// A cell that says its column where rows stand one below the other.
    fn stacked(mut self, column: Option<String>) -> AnyView {
        self.attributes
            .extend(column.map(|column| ("data-label", column)));
        let text = self.text.view();
        let value = view! { <div class="app-stacked__value">{text}</div> };
        Cell {
            text: value.into_any().into(),
            ..self
        }
        .plain()
    }

    fn plain(self) -> AnyView {
        let numeric = (self.numeric, "govuk-table__cell--numeric");
        view! {
            <td
                class=class("govuk-table__cell", &[numeric], &self.classes)
                colspan=self.colspan.map(|span| span.to_string())
                rowspan=self.rowspan.map(|span| span.to_string())
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </td>
        }
        .into_any()
    }
}

impl<T: Into<Content>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
