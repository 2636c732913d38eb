//! The heading of questions declared once and asked together.

use super::{Control, control::said, marks};
use leptos::prelude::*;

/// What the questions below are about; the section's page draws each of them after it.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let hint = control
        .hint()
        .map(|hint| hint.view(&format!("{}-hint", control.name)));
    view! {
        <h2 class="govuk-heading-m" id=format!("{}-title", control.name)>
            {said(&control.common().label).view()}
        </h2>
        {hint}
        {marks::aside(control)}
    }
    .into_any()
}
