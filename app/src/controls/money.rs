//! An amount of money.

use super::{Control, amount};
use crate::govuk::Input;
use leptos::prelude::*;

/// An input with the pound sign before it.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let input = Input {
        prefix: Some("£".into()),
        classes: "govuk-input--width-10".to_owned(),
        ..amount::input(control)
    };
    amount::read_out(control, "In pounds".to_owned(), input)
}
