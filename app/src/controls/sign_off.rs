//! Someone's word for the whole: of the person who is signed in, or of someone who met
//! elsewhere, as the one who submits declares it. The second is never called a signature.

use super::{Control, date, declaration, frame};
use crate::govuk::{DateInput, Fieldset, Input, InsetText};
use leptos::prelude::*;
use serde_json::Value as Json;

/// One checkbox for the person who is signed in; the server adds who and when.
pub(super) fn signed_in(control: &Control<'_>) -> AnyView {
    let confirmed = control
        .asked
        .answer
        .as_ref()
        .and_then(|answer| answer.get("confirmed"));
    let checked = confirmed == Some(&Json::Bool(true));
    let words = "I have read this return and I agree to it. \
                 My name and the time are added when I submit it.";
    frame::group(
        control,
        declaration::confirmation(&control.name, words, checked),
    )
}

/// Name, meeting and minute, declared on someone's behalf.
pub(super) fn declared(control: &Control<'_>) -> AnyView {
    let note = InsetText {
        content: "You declare this for someone else. The return will say that whoever submits it declared it.".into(),
        ..InsetText::default()
    };
    let input = |part: &str, label: &'static str, width: &str| Input {
        name: format!("{}-{part}", control.name),
        label: label.into(),
        value: Some(control.part(part)),
        autocomplete: Some("off".to_owned()),
        classes: width.to_owned(),
        ..Input::default()
    };
    let answer = control.asked.answer.as_ref();
    let met_on = DateInput {
        id: format!("{}-met", control.name),
        name_prefix: format!("{}-met", control.name),
        fieldset: Some(Fieldset::from("Date of the meeting")),
        parts: date::inputs(answer.and_then(|answer| answer.get("met_on"))).into(),
        ..DateInput::default()
    };
    let parts = view! {
        {note.view()}
        {input("name", "Name of the person", "").view()}
        {met_on.view()}
        {input("minute", "Minute reference, for example 7b", "govuk-input--width-10").view()}
    };
    frame::group(control, parts.into_any())
}
