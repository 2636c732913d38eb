//! A time of day.

use super::{Control, frame};
use crate::govuk::Input;
use leptos::prelude::*;

/// An input that takes a time as people write it.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let hint = control.hint();
    let input = Input {
        name: control.name.clone(),
        hint: hint.or_else(|| Some("For example, 2:30pm".into())),
        error: control.error(),
        value: Some(control.typed()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        described_by: control.described_by(),
        classes: "govuk-input--width-5".to_owned(),
        ..Input::default()
    };
    frame::line(control, input.view())
}
