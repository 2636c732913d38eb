//! A named person and how to reach them at work.

use super::{Control, frame};
use crate::govuk::Input;
use leptos::prelude::*;

/// Three inputs; the browser must not fill in the person who types.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let parts = view! {
        {part(control, "name", "Name", "text").view()}
        {part(control, "email", "Work email address (optional)", "email").view()}
        {part(control, "phone", "Work phone number (optional)", "tel").view()}
    };
    frame::group(control, parts.into_any())
}

fn part(control: &Control<'_>, name: &str, label: &'static str, kind: &str) -> Input {
    Input {
        name: format!("{}-{name}", control.name),
        label: label.into(),
        value: Some(control.part(name)),
        kind: kind.to_owned(),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        classes: if name == "phone" {
            "govuk-input--width-20"
        } else {
            ""
        }
        .to_owned(),
        ..Input::default()
    }
}
