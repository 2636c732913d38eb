//! A number, with its unit after it.

use super::{Control, amount, frame};
use crate::govuk::Input;
use fourlens_forms::question::Number;
use leptos::prelude::*;

/// An input that is as wide as most numbers are.
pub(super) fn control(kind: &Number, control: &Control<'_>) -> AnyView {
    let unit = kind.unit.as_ref().map(|unit| unit.en().to_owned());
    let input = Input {
        inputmode: Some(if kind.whole { "numeric" } else { "decimal" }.to_owned()),
        suffix: unit.clone().map(Into::into),
        classes: "govuk-input--width-5".to_owned(),
        ..amount::input(control)
    };
    match unit {
        Some(unit) => amount::read_out(control, format!("In {unit}"), input),
        None => frame::line(control, input.view()),
    }
}
