//! What to consider doing, the most urgent first.

use crate::govuk::{Details, Tag};
use crate::pages::parts::counted;
use crate::portal::Suggestion;
use leptos::prelude::*;

/// Actions in sight; the others open when asked for.
const IN_SIGHT: usize = 10;

/// Actions to consider, the most urgent first.
pub(super) fn suggestions(suggestions: &[Suggestion]) -> AnyView {
    let body = match suggestions.is_empty() {
        true => view! {
            <p class="govuk-body">"No rating is so low that it suggests an action."</p>
        }
        .into_any(),
        false => listed(suggestions),
    };
    view! {
        <h2 class="govuk-heading-m" id="actions">
            "Actions to consider"
        </h2>
        {body}
    }
    .into_any()
}

fn listed(suggestions: &[Suggestion]) -> AnyView {
    let (first, rest) = suggestions.split_at(suggestions.len().min(IN_SIGHT));
    let more = (!rest.is_empty()).then(|| {
        let number = i64::try_from(rest.len()).unwrap_or(i64::MAX);
        Details {
            summary: format!("{} to consider", counted(number, "more action")).into(),
            content: items(rest, first.len() + 1).into(),
            ..Details::default()
        }
        .view()
    });
    view! {
        <p class="govuk-body">
            "Critical questions and the lowest ratings come first. Choose what you take on, who \
             leads it and by when."
        </p>
        {items(first, 1)}
        {more}
    }
    .into_any()
}

fn items(suggestions: &[Suggestion], start: usize) -> AnyView {
    let items = suggestions.iter().map(suggestion).collect_view();
    view! {
        <ol class="govuk-list govuk-list--number govuk-list--spaced" start=start.to_string()>
            {items}
        </ol>
    }
    .into_any()
}

fn suggestion(suggestion: &Suggestion) -> AnyView {
    let critical = suggestion.critical.then(|| {
        let tag = Tag {
            text: "Critical".into(),
            classes: "govuk-tag--red".to_owned(),
            ..Tag::default()
        };
        view! {
            " "
            {tag.view()}
        }
    });
    let action = match suggestion.towards.as_str() {
        "" => suggestion.action.clone(),
        towards => format!(
            "To be “{towards}” you would be able to say: “{}”",
            suggestion.action
        ),
    };
    view! {
        <li>
            <b>{format!("{}. {}", suggestion.question, suggestion.label)}</b>
            {critical}
            <br />
            {suggestion.because.clone()}
            <br />
            {action}
        </li>
    }
    .into_any()
}
