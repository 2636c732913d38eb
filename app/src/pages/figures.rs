//! Tables of figures: they scroll in a frame of their own on a narrow page, which a keyboard can
//! reach too.

use crate::govuk::{Cell, Table};
use leptos::prelude::*;

/// The table in its frame, called by the element with the id `called`.
pub(super) fn wide(called: &'static str, table: Table) -> AnyView {
    view! {
        <div class="comparison" tabindex="0" role="region" aria-labelledby=called>
            {table.view()}
        </div>
    }
    .into_any()
}

/// A cell with a figure.
pub(super) fn numeric(words: impl Into<String>) -> Cell {
    Cell {
        numeric: true,
        ..words.into().into()
    }
}
