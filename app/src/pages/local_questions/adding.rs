//! The form that adds a local question.

use crate::govuk::{Button, Fieldset, Input, Legend, Radio, Radios, Textarea};
use crate::portal::LocalQuestions;
use fourlens_forms::local::LOCAL_KINDS;
use leptos::prelude::*;

/// The form, with what was typed last.
pub(super) fn form(shown: &LocalQuestions) -> AnyView {
    let typed = &shown.attempt.typed;
    let label = Textarea {
        name: "label".to_owned(),
        label: "Question".into(),
        error: problem(shown, "label").map(Into::into),
        value: typed.label.clone(),
        rows: 2,
        ..Textarea::default()
    };
    let hint = Input {
        name: "hint".to_owned(),
        label: "Hint (optional)".into(),
        hint: Some("A sentence under the question that helps to answer it.".into()),
        error: problem(shown, "hint").map(Into::into),
        value: Some(typed.hint.clone()),
        ..Input::default()
    };
    let options = Textarea {
        name: "options".to_owned(),
        label: "Options".into(),
        hint: Some("Each on a line of its own. Only for questions with options.".into()),
        error: problem(shown, "options").map(Into::into),
        value: typed.options.clone(),
        rows: 4,
        ..Textarea::default()
    };
    let add = Button {
        text: "Add and publish".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Add a question"</h2>
        <form method="post" action=format!("/forms/{}/local-questions", shown.key) novalidate=true>
            <input type="hidden" name="version" value=shown.version.clone() />
            {label.view()}
            {hint.view()}
            {kinds(shown).view()}
            {options.view()}
            {add.view()}
        </form>
    }
    .into_any()
}

fn kinds(shown: &LocalQuestions) -> Radios {
    let radio = |(kind, words): &(&str, &str)| Radio {
        text: (*words).into(),
        value: (*kind).to_owned(),
        ..Radio::default()
    };
    let legend = Legend {
        text: "How is it answered?".into(),
        classes: "govuk-fieldset__legend--s".to_owned(),
        ..Legend::default()
    };
    Radios {
        name: "kind".to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        error: problem(shown, "kind").map(Into::into),
        items: LOCAL_KINDS.iter().map(radio).collect(),
        value: Some(shown.attempt.typed.kind.clone()),
        classes: "govuk-radios--small".to_owned(),
        ..Radios::default()
    }
}

fn problem(shown: &LocalQuestions, part: &str) -> Option<String> {
    let of_part = shown
        .attempt
        .problems
        .iter()
        .find(|problem| problem.part == part);
    of_part.map(|problem| problem.message.clone())
}
