//! Rows of answers: a card for each row, so that nothing scrolls sideways on a phone.

use super::{Control, Place, frame};
use crate::govuk::Button;
use crate::portal::Row;
use fourlens_forms::question::Table;
use leptos::prelude::*;

/// The rows, each with a button that removes it, and a button that adds one.
pub(super) fn control(kind: &Table, control: &Control<'_>) -> AnyView {
    let rows = &control.asked.rows;
    let cards = rows
        .iter()
        .enumerate()
        .map(|(index, row)| card(kind, control, row, index + 1));
    let parts = view! {
        {cards.collect_view()}
        {add(kind, control)}
    };
    frame::group(control, parts.into_any())
}

fn card(kind: &Table, control: &Control<'_>, row: &Row, number: usize) -> AnyView {
    let place = format!("{}[{}]", control.name, row.id);
    let title_id = format!("{place}-title");
    let row_name = kind.row_name.en();
    let cells = kind
        .columns
        .iter()
        .zip(&row.cells)
        .map(|(question, asked)| {
            let name = format!("{place}.{}", question.id());
            super::cell(&Control {
                form: control.form,
                question,
                asked,
                name,
                place: Place::Cell,
            })
        });
    view! {
        <div class="govuk-summary-card" role="group" aria-labelledby=title_id>
            <div class="govuk-summary-card__title-wrapper">
                <p class="govuk-summary-card__title" id=title_id.clone()>
                    {format!("{} {number}", capitalised(row_name))}
                </p>
                <div class="govuk-summary-card__actions">
                    <button
                        type="submit"
                        class="app-link-button"
                        name="_remove"
                        value=place.clone()
                    >
                        "Remove"
                        <span class="govuk-visually-hidden">{format!(" {row_name} {number}")}</span>
                    </button>
                </div>
            </div>
            <div class="govuk-summary-card__content">{cells.collect_view()}</div>
        </div>
    }
    .into_any()
}

/// The button that adds a row. It has the table's id, for links to the table.
fn add(kind: &Table, control: &Control<'_>) -> AnyView {
    let rows = control.asked.rows.len();
    let row_name = kind.row_name.en();
    if rows >= kind.max_rows {
        let full = format!("There is room for {} rows and no more.", kind.max_rows);
        return view! {
            <p class="govuk-body" id=control.name.clone() tabindex="-1">{full}</p>
        }
        .into_any();
    }
    let article = match row_name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    };
    let text = match rows {
        0 => format!("Add {article} {row_name}"),
        _ => format!("Add another {row_name}"),
    };
    Button {
        text: text.into(),
        id: Some(control.name.clone()),
        name: Some("_add".to_owned()),
        value: Some(control.name.clone()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    }
    .view()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
