//! An amount of money.

use super::{Control, frame};
use crate::govuk::Input;
use leptos::prelude::*;

/// An input with the pound sign before it.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let unit_id = format!("{}-unit", control.name);
    let described_by = format!("{} {unit_id}", control.described_by())
        .trim()
        .to_owned();
    let input = Input {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        value: Some(control.typed()),
        inputmode: Some("decimal".to_owned()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        prefix: Some("£".into()),
        described_by,
        classes: "govuk-input--width-10".to_owned(),
        ..Input::default()
    };
    let read_out = view! {
        <span class="govuk-visually-hidden" id=unit_id>
            "In pounds"
        </span>
    };
    frame::line(control, view! { {read_out} {input.view()} }.into_any())
}
