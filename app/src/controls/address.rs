//! A postal address.

use super::{Control, frame};
use crate::govuk::Input;
use leptos::prelude::*;

/// A line for each part; the browser must not fill in where the person who types lives.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let parts = view! {
        {part(control, "line_1", "Address line 1", "").view()}
        {part(control, "line_2", "Address line 2 (optional)", "").view()}
        {part(control, "town", "Town or city", "govuk-!-width-two-thirds").view()}
        {part(control, "postcode", "Postcode", "govuk-input--width-10").view()}
    };
    frame::group(control, parts.into_any())
}

fn part(control: &Control<'_>, name: &str, label: &'static str, classes: &str) -> Input {
    Input {
        name: format!("{}-{name}", control.name),
        label: label.into(),
        value: Some(control.part(name)),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        classes: classes.to_owned(),
        ..Input::default()
    }
}
