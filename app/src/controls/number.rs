//! A number, with its unit after it.

use super::{Control, frame};
use crate::govuk::Input;
use fourlens_forms::question::Number;
use leptos::prelude::*;

/// An input that brings up digits on a phone. The unit is read out too.
pub(super) fn control(kind: &Number, control: &Control<'_>) -> AnyView {
    let unit = kind.unit.as_ref().map(|unit| unit.en().to_owned());
    let unit_id = format!("{}-unit", control.name);
    let read_out = unit.clone().map(|unit| {
        view! {
            <span class="govuk-visually-hidden" id=unit_id.clone()>
                {format!("In {unit}")}
            </span>
        }
    });
    let described_by = match unit {
        Some(_) => format!("{} {unit_id}", control.described_by())
            .trim()
            .to_owned(),
        None => control.described_by(),
    };
    let input = Input {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        value: Some(control.typed()),
        inputmode: Some(if kind.whole { "numeric" } else { "decimal" }.to_owned()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        suffix: unit.map(Into::into),
        described_by,
        classes: "govuk-input--width-5".to_owned(),
        ..Input::default()
    };
    frame::line(control, view! { {read_out} {input.view()} }.into_any())
}
