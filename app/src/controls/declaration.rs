//! A statement to agree to.

use super::{Control, frame};
use crate::govuk::{Checkbox, Checkboxes};
use fourlens_forms::question::Declaration;
use leptos::prelude::*;
use serde_json::Value as Json;

/// One checkbox with the statement.
pub(super) fn control(kind: &Declaration, control: &Control<'_>) -> AnyView {
    let agreed = control.asked.answer == Some(Json::Bool(true));
    frame::group(
        control,
        confirmation(&control.name, kind.statement.en(), agreed),
    )
}

/// One checkbox that posts `yes`.
pub(super) fn confirmation(name: &str, words: &str, checked: bool) -> AnyView {
    Checkboxes {
        name: name.to_owned(),
        items: vec![Checkbox {
            text: words.into(),
            value: "yes".to_owned(),
            ..Checkbox::default()
        }],
        values: checked.then(|| "yes".to_owned()).into_iter().collect(),
        ..Checkboxes::default()
    }
    .view()
}
