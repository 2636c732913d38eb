//! The strongest and weakest questions of a return, and what to consider doing.

use crate::govuk::{Cell, Table};
use crate::pages::figures::wide;
use crate::portal::{Feedback, Strength, Suggestion};
use leptos::prelude::*;

/// The strongest and the weakest questions.
pub(super) fn strengths(feedback: &Feedback) -> AnyView {
    view! {
        {ranked("Strongest", "strongest", &feedback.strongest)}
        {ranked("Weakest", "weakest", &feedback.weakest)}
    }
    .into_any()
}

fn ranked(title: &'static str, id: &'static str, questions: &[Strength]) -> AnyView {
    if questions.is_empty() {
        return ().into_any();
    }
    let row = |strength: &Strength| {
        let critical = if strength.critical { " (critical)" } else { "" };
        let question = format!("{}: {}{critical}", strength.question, strength.label);
        let question = Cell {
            classes: "govuk-!-font-weight-regular".to_owned(),
            ..question.into()
        };
        vec![question, strength.rating.clone().into()]
    };
    let table = Table {
        head: ["Question", "Your rating"]
            .into_iter()
            .map(Cell::from)
            .collect(),
        rows: questions.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    };
    view! {
        <h2 class="govuk-heading-m" id=id>
            {title}
        </h2>
        {wide(id, table)}
    }
    .into_any()
}

/// Actions to consider, the most urgent first.
pub(super) fn suggestions(suggestions: &[Suggestion]) -> AnyView {
    let body = match suggestions.is_empty() {
        true => view! {
            <p class="govuk-body">"No rating is so low that it suggests an action."</p>
        }
        .into_any(),
        false => {
            let items = suggestions.iter().map(suggestion);
            view! { <ol class="govuk-list govuk-list--number">{items.collect_view()}</ol> }
                .into_any()
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Actions to consider"</h2>
        {body}
    }
    .into_any()
}

fn suggestion(suggestion: &Suggestion) -> AnyView {
    let why = format!("{}: {}", suggestion.question, suggestion.because);
    view! {
        <li>
            {suggestion.action.clone()} <br />
            <span class="govuk-hint govuk-!-font-size-16">{why}</span>
        </li>
    }
    .into_any()
}
