//! Yes or no.

use super::{Control, frame};
use crate::govuk::{Radio, Radios};
use leptos::prelude::*;

/// Two radio buttons in one line.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let item = |value: &str, text: &'static str| Radio {
        text: text.into(),
        value: value.to_owned(),
        ..Radio::default()
    };
    let radios = Radios {
        name: control.name.clone(),
        items: vec![item("yes", "Yes"), item("no", "No")],
        value: Some(control.typed()),
        classes: "govuk-radios--inline".to_owned(),
        ..Radios::default()
    };
    frame::group(control, radios.view())
}
