//! A value worked out from other answers.

use super::Control;
use crate::govuk::InsetText;
use leptos::prelude::*;

/// What it is and what it comes to, set apart: there is nothing to type.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let value = match control.typed() {
        none if none.is_empty() => "Not known yet".to_owned(),
        value => value,
    };
    let content = view! {
        <p class="govuk-body govuk-!-font-weight-bold">{control.common().label.en().to_owned()}</p>
        <p class="govuk-body" data-computed=control.name.clone()>{value}</p>
    };
    InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    }
    .view()
}
