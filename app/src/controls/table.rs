//! Rows of answers: a card for each row, so that nothing scrolls sideways on a phone, and a
//! summary of them. A table in a row is drawn the same way inside its card.

mod summary;

use super::{Control, Place, frame};
use crate::govuk::Button;
use crate::portal::{LastPlan, Row, ToStart};
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
        {summary::of(kind, control)}
        {cards.collect_view()}
        {nothing_to_start(kind, control)}
        <div class="govuk-button-group">{start(kind, control)} {add(kind, control)}</div>
    };
    frame::group(control, parts.into_any())
}

fn card(kind: &Table, control: &Control<'_>, row: &Row, number: usize) -> AnyView {
    let place = format!("{}:{}", control.name, row.id);
    let title_id = title_id(control, row);
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
                <p class="govuk-summary-card__title" id=title_id.clone() tabindex="-1">
                    {kind.row_title(number)}
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

/// The id of a card's title, for links to it.
fn title_id(control: &Control<'_>, row: &Row) -> String {
    format!("{}:{}-title", control.name, row.id)
}

/// The button that starts a row for each low rating or each last action that has none.
fn start(kind: &Table, control: &Control<'_>) -> AnyView {
    let has_room = control.asked.rows.len() < kind.max_rows;
    let (article, row_name) = (article(kind), kind.row_name.en());
    let text = match control.asked.to_start {
        Some(ToStart::LowRatings(1..)) if has_room => {
            format!("Start {article} {row_name} for each low rating")
        }
        Some(ToStart::LastActions(LastPlan::Without(1..))) if has_room => {
            "Start a row for each action of your last return".to_owned()
        }
        _ => return ().into_any(),
    };
    Button {
        text: text.into(),
        name: Some("_fill".to_owned()),
        value: Some(control.name.clone()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    }
    .view()
}

/// Why there is no such button, where that is not plain from the rows.
fn nothing_to_start(kind: &Table, control: &Control<'_>) -> AnyView {
    let has_rows = !control.asked.rows.is_empty();
    let words = match control.asked.to_start {
        Some(ToStart::LowRatings(0)) if !has_rows => {
            "No rating so far suggests an action.".to_owned()
        }
        Some(ToStart::LastActions(LastPlan::NoReturn)) => {
            format!(
                "You have no earlier return here to take {}s from.",
                kind.row_name.en()
            )
        }
        Some(ToStart::LastActions(LastPlan::Empty)) => {
            "The action plan of your last return had no action in it.".to_owned()
        }
        _ => return ().into_any(),
    };
    view! { <p class="govuk-body">{words}</p> }.into_any()
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
    let text = match rows {
        0 => format!("Add {} {row_name}", article(kind)),
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

fn article(kind: &Table) -> &'static str {
    match kind.row_name.en().starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    }
}
