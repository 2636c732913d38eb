//! What shows that an answer is true: a link or something seen at a visit, whose it is and when
//! it is next reviewed.

use super::{Control, Place, date, frame};
use crate::govuk::{DateInput, Details, Fieldset, Input, Radio, Radios};
use leptos::prelude::*;

/// How it can be seen, its owner, and its review date. Below a rating it is folded away until
/// there is something in it, because most ratings have none.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let whole = frame::group(control, parts(control));
    match control.place {
        Place::Part => folded(control, whole),
        Place::Section | Place::Cell => whole,
    }
}

fn folded(control: &Control<'_>, whole: AnyView) -> AnyView {
    let asked = control.asked;
    let rating = control.name.split('.').next().unwrap_or_default();
    let label = control.common().label.en();
    let optional = if asked.required { "" } else { " (optional)" };
    let nothing_wrong = asked.problem.is_none() && asked.conflict.is_none();
    Details {
        summary: format!("{label} for {rating}{optional}").into(),
        content: whole.into(),
        open: asked.answer.is_some() || asked.required || !nothing_wrong,
        ..Details::default()
    }
    .view()
}

fn parts(control: &Control<'_>) -> AnyView {
    let owner = Input {
        name: format!("{}-owner", control.name),
        label: "Who keeps it (optional)".into(),
        hint: Some("A job title is enough.".into()),
        value: Some(control.part("owner")),
        autocomplete: Some("off".to_owned()),
        classes: "govuk-input--width-20".to_owned(),
        ..Input::default()
    };
    let answer = control.asked.answer.as_ref();
    let review = DateInput {
        id: format!("{}-review", control.name),
        name_prefix: format!("{}-review", control.name),
        fieldset: Some(Fieldset::from("When it is next reviewed (optional)")),
        parts: date::inputs(answer.and_then(|answer| answer.get("review_on"))).into(),
        ..DateInput::default()
    };
    view! {
        {how(control)}
        {owner.view()}
        {review.view()}
    }
    .into_any()
}

/// The link has its place whatever is picked: an input that a radio button reveals needs an
/// attribute that radio buttons may not have (axe: aria-allowed-attr).
fn how(control: &Control<'_>) -> AnyView {
    let item = |value: &str, text: &'static str| Radio {
        text: text.into(),
        value: value.to_owned(),
        ..Radio::default()
    };
    let how = Radios {
        name: format!("{}-how", control.name),
        fieldset: Some(Fieldset::from("Where it can be seen")),
        items: vec![
            item("link", "At a link"),
            item("seen", "At a visit"),
            item("", "No evidence given"),
        ],
        value: Some(control.part("how")),
        classes: "govuk-radios--small govuk-radios--inline".to_owned(),
        ..Radios::default()
    };
    let link = Input {
        name: format!("{}-link", control.name),
        label: "Link (if it is online)".into(),
        hint: Some("In full, like https://example.org/policy".into()),
        value: Some(control.part("link")),
        kind: "url".to_owned(),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    };
    view! {
        {how.view()}
        {link.view()}
    }
    .into_any()
}
