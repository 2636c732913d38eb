//! Words between questions.

use super::{Control, marks};
use fourlens_forms::question::Note;
use leptos::prelude::*;

/// The words, a paragraph for each block of lines.
pub(super) fn control(kind: &Note, control: &Control<'_>) -> AnyView {
    let paragraphs = kind
        .text
        .en()
        .split("\n\n")
        .map(str::trim)
        .filter(|words| !words.is_empty());
    let label = control.common().label.en();
    let title =
        (!label.is_empty()).then(|| view! { <h2 class="govuk-heading-m">{label.to_owned()}</h2> });
    view! {
        {title}
        {paragraphs.map(|words| view! { <p class="govuk-body">{words.to_owned()}</p> }).collect_view()}
        {marks::aside(control)}
    }
    .into_any()
}
