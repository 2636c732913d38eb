//! One line of text.

use super::{Control, frame};
use crate::govuk::Input;
use fourlens_forms::question::TextLine;
use leptos::prelude::*;

/// An input as wide as what it takes.
pub(super) fn control(kind: &TextLine, control: &Control<'_>) -> AnyView {
    let width = match kind.max_length {
        Some(0..=12) => "govuk-input--width-10",
        Some(13..=25) => "govuk-input--width-20",
        _ => "",
    };
    let input = Input {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        value: Some(control.typed()),
        described_by: control.described_by(),
        autocomplete: Some("off".to_owned()),
        classes: width.to_owned(),
        ..Input::default()
    };
    frame::line(control, input.view())
}
