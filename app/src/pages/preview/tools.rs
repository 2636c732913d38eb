//! What stands around a preview: that it is one, as whom and what it shows, and the answers that
//! it carries along.

use crate::govuk::{Button, NotificationBanner, Select, SelectItem};
use crate::pages::languages::name;
use crate::portal::{CHECK, COPY, PreviewPage, PreviewSection, PreviewShown, Previewed, ROLES};
use leptos::prelude::*;

/// Where a preview posts to.
pub(super) fn url(shown: &PreviewPage) -> String {
    match &shown.of {
        Previewed::Draft(id) => format!("/forms/drafts/{id}/preview"),
        Previewed::Form(key) => format!("/forms/{key}/preview"),
    }
}

/// That nothing is saved.
pub(super) fn banner(shown: &PreviewPage) -> AnyView {
    let words = format!(
        "The organisation “{}” is made up. What you enter stays on this page, and is gone when you \
         leave it.",
        shown.head.organisation
    );
    let content = view! { <p class="govuk-body">{words}</p> };
    NotificationBanner {
        title: "Preview: nothing is saved".into(),
        content: content.into_any().into(),
        ..NotificationBanner::default()
    }
    .view()
}

/// What every post brings back: the answers so far, what was shown and to whom.
pub(super) fn carried(shown: &PreviewPage) -> AnyView {
    let at = match &shown.shown {
        PreviewShown::Section(page) => page.form.sections()[page.section].id.clone(),
        _ => String::new(),
    };
    view! {
        <input type="hidden" name="_answers" value=shown.answers.clone() />
        <input type="hidden" name="_at" value=at />
        <input type="hidden" name="_as" value=shown.role.key() />
    }
    .into_any()
}

/// As whom, and which part; chosen here and shown by the button.
pub(super) fn choices(shown: &PreviewPage) -> AnyView {
    let role = Select {
        name: "_role".to_owned(),
        label: "Seen by".into(),
        items: ROLES
            .into_iter()
            .map(|role| item(role.title().to_owned(), role.key()))
            .collect(),
        value: Some(shown.role.key().to_owned()),
        ..Select::default()
    };
    let part = Select {
        name: "_view".to_owned(),
        label: "Part of the form".into(),
        items: parts(&shown.sections),
        value: Some(now(shown)),
        ..Select::default()
    };
    let languages = shown.head.languages.iter();
    let language = Select {
        name: "_language".to_owned(),
        label: "Language".into(),
        items: languages.map(|code| item(name(code), code)).collect(),
        value: Some(shown.head.language.clone()),
        ..Select::default()
    };
    let several = shown.head.languages.len() > 1;
    let show = Button {
        text: "Show".into(),
        name: Some("_go".to_owned()),
        value: Some("show".to_owned()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <div class="app-preview" role="group" aria-label="What the preview shows">
            {role.view()}
            {part.view()}
            {several.then(|| language.view())}
            {show.view()}
        </div>
    }
    .into_any()
}

fn parts(sections: &[PreviewSection]) -> Vec<SelectItem> {
    let section = |section: &PreviewSection| {
        let text = match section.asked {
            true => section.title.clone(),
            false => format!("{} (not asked so far)", section.title),
        };
        item(text, &section.id)
    };
    let after = [("Check your answers", CHECK), ("Copy to print", COPY)];
    let after = after.map(|(text, value)| item(text.to_owned(), value));
    sections.iter().map(section).chain(after).collect()
}

/// Which part is shown now.
fn now(shown: &PreviewPage) -> String {
    match &shown.shown {
        PreviewShown::Section(page) => page.form.sections()[page.section].id.clone(),
        PreviewShown::Check(_) => CHECK.to_owned(),
        _ => COPY.to_owned(),
    }
}

fn item(text: String, value: &str) -> SelectItem {
    SelectItem {
        text,
        value: Some(value.to_owned()),
        ..SelectItem::default()
    }
}
