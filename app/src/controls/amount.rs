//! What number, percent and money have in common: digits in a line, and a unit that is read out.

use super::{Control, frame};
use crate::govuk::Input;
use leptos::prelude::*;

/// An input for digits, to be given its unit and width. It brings up digits on a phone.
pub(super) fn input(control: &Control<'_>) -> Input {
    Input {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        value: Some(control.typed()),
        inputmode: Some("decimal".to_owned()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        described_by: control.described_by(),
        ..Input::default()
    }
}

/// The control, whose unit is read out as `spoken`: "In pounds".
pub(super) fn read_out(control: &Control<'_>, spoken: String, input: Input) -> AnyView {
    let id = format!("{}-unit", control.name);
    let input = Input {
        described_by: format!("{} {id}", input.described_by).trim().to_owned(),
        ..input
    };
    let unit = view! {
        <span class="govuk-visually-hidden" id=id>
            {spoken}
        </span>
    };
    frame::line(control, view! { {unit} {input.view()} }.into_any())
}
