//! Any of several options.

use super::{Control, control::said, frame};
use crate::govuk::{Checkbox, Checkboxes};
use fourlens_forms::question::{Choices, Offer};
use leptos::prelude::*;
use serde_json::Value as Json;

/// A checkbox for each option.
pub(super) fn control(kind: &Choices, control: &Control<'_>) -> AnyView {
    let selected = control.asked.answer.as_ref().and_then(Json::as_array);
    let selected = selected.into_iter().flatten().filter_map(Json::as_str);
    let checkboxes = Checkboxes {
        name: control.name.clone(),
        items: kind.options.iter().map(checkbox).collect(),
        values: selected.map(str::to_owned).collect(),
        ..Checkboxes::default()
    };
    frame::group(control, checkboxes.view())
}

fn checkbox(option: &Offer) -> Checkbox {
    Checkbox {
        text: said(&option.label),
        value: option.value.clone(),
        hint: option.hint.as_ref().map(said),
        exclusive: option.exclusive,
        divider: option.exclusive.then(|| "or".to_owned()),
        ..Checkbox::default()
    }
}
