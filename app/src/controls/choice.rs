//! One of several options.

use super::{Control, control::said, frame};
use crate::govuk::{Radio, Radios};
use fourlens_forms::question::{Choice, Offer};
use leptos::prelude::*;

/// A radio button for each option.
pub(super) fn control(kind: &Choice, control: &Control<'_>) -> AnyView {
    let radios = Radios {
        name: control.name.clone(),
        items: kind.options.iter().map(radio).collect(),
        value: Some(control.typed()),
        ..Radios::default()
    };
    frame::group(control, radios.view())
}

fn radio(option: &Offer) -> Radio {
    Radio {
        text: said(&option.label),
        value: option.value.clone(),
        hint: option.hint.as_ref().map(said),
        ..Radio::default()
    }
}
