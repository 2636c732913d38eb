//! What shows that an answer is true: files, a link or something seen at a visit, whose it is and
//! when it is next reviewed. Files are added and taken away on a page of their own.

use super::{Control, Place, date, files::file_list, frame};
use crate::govuk::{Button, DateInput, Details, Fieldset, Input, Radio, Radios};
use leptos::prelude::*;

/// How it can be seen, its owner, and its review date. Below a rating it is folded away until
/// there is something in it, because most ratings have none.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let whole = frame::group(control, parts(control));
    match control.place {
        Place::Part => folded(control, whole),
        Place::Section | Place::Member | Place::Cell => whole,
    }
}

fn folded(control: &Control<'_>, whole: AnyView) -> AnyView {
    let asked = control.asked;
    let rating = rating_of(control);
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

/// What people call the rating by that a part goes with. Its id may have dots of its own.
fn rating_of<'a>(part: &'a Control<'_>) -> &'a str {
    let of = part.name.rsplit_once('.');
    let id = of.map_or(part.name.as_str(), |(rating, _)| rating);
    part.form.called(id)
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
            item("file", "In a file"),
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
        // Not of the type `url`, whose value may not be what is no address, as HTML has it.
        inputmode: Some("url".to_owned()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    };
    view! {
        {how.view()}
        {files(control)}
        {link.view()}
    }
    .into_any()
}

/// The files there are, and the button that saves the section and leads to where they change.
fn files(control: &Control<'_>) -> AnyView {
    let words = match control.asked.files.is_empty() {
        true => "Add files",
        false => "Add or remove files",
    };
    let to_what = match control.place {
        Place::Section | Place::Member | Place::Cell => control.common().label.en().to_owned(),
        Place::Part => rating_of(control).to_owned(),
    };
    let text = view! {
        {words}
        <span class="govuk-visually-hidden">{format!(" for {to_what}")}</span>
    };
    let button = Button {
        text: text.into_any().into(),
        name: Some("_files".to_owned()),
        value: Some(control.name.clone()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        {file_list(&control.asked.files)}
        {button.view()}
    }
    .into_any()
}
