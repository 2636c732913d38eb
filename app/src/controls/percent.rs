//! A percentage.

use super::{Control, amount};
use crate::govuk::Input;
use leptos::prelude::*;

/// An input for a number from 0 to 100, with its sign after it.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let input = Input {
        suffix: Some("%".into()),
        classes: "govuk-input--width-3".to_owned(),
        ..amount::input(control)
    };
    amount::read_out(control, "In per cent".to_owned(), input)
}
