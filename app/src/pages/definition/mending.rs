//! The ways to replace a definition that is not published yet, and to throw it away.

use super::url;
use crate::govuk::{Button, Details, Textarea};
use crate::pages::upload;
use crate::portal::{DefinitionPage, Proof};
use leptos::prelude::*;

/// By a file, on this page, or not at all.
pub(super) fn ways(shown: &DefinitionPage) -> AnyView {
    let title = match shown.proof {
        Proof::Problems { .. } => "Upload it again",
        Proof::Sound(_) => "Replace it",
    };
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        {by_file(shown)}
        {here(shown)}
        {throw_away(shown)}
    }
    .into_any()
}

fn by_file(shown: &DefinitionPage) -> AnyView {
    // Beside the button that publishes, this one is not the next thing to do.
    let classes = match shown.proof {
        Proof::Problems { .. } => "",
        Proof::Sound(_) => "govuk-button--secondary",
    };
    let button = Button {
        classes: classes.to_owned(),
        ..upload::button("Upload and check")
    };
    view! {
        <form method="post" action=url(shown) enctype="multipart/form-data" novalidate=true>
            {seen(shown)}
            {upload::file(None).view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// The text itself, where it is short enough.
fn here(shown: &DefinitionPage) -> Option<AnyView> {
    let text = shown.text.clone()?;
    let area = Textarea {
        value: text,
        rows: 20,
        ..upload::text("The text of the definition")
    };
    let form = view! {
        <form method="post" action=url(shown) enctype="multipart/form-data" novalidate=true>
            {seen(shown)}
            {area.view()}
            {upload::button("Save and check").view()}
        </form>
    };
    let details = Details {
        summary: "Change the text on this page".into(),
        content: form.into_any().into(),
        ..Details::default()
    };
    Some(details.view())
}

fn throw_away(shown: &DefinitionPage) -> AnyView {
    let button = Button {
        text: "Throw it away".into(),
        classes: "govuk-button--warning".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let form = view! {
        <p class="govuk-body">
            "Its text is then gone from the portal. Versions that are published stay."
        </p>
        <form method="post" action=format!("{}/discard", url(shown)) novalidate=true>
            {seen(shown)}
            {button.view()}
        </form>
    };
    Details {
        summary: "Throw this definition away".into(),
        content: form.into_any().into(),
        ..Details::default()
    }
    .view()
}

fn seen(shown: &DefinitionPage) -> AnyView {
    view! { <input type="hidden" name="seen" value=shown.version.to_string() /> }.into_any()
}
