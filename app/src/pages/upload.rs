//! Uploading a definition: a file, or its text. What comes of it is a page of its own.

use super::parts::{heading, once};
use crate::govuk::{BackLink, Button, ErrorSummary, FileUpload, SummaryError, Textarea};
use crate::page::Page;
use crate::portal::{UploadAttempt, Visitor};
use leptos::prelude::*;

/// The page that takes a definition; after one that could not be taken, with why.
pub fn page(visitor: &Visitor, attempt: UploadAttempt) -> Page {
    let problems = attempt.file_problem.is_some() || attempt.text_problem.is_some();
    let page = Page::new("Upload a definition", visitor, move || draw(&attempt));
    Page {
        problems,
        section: Some("/forms"),
        ..page
    }
}

fn draw(attempt: &UploadAttempt) -> AnyView {
    let back = BackLink {
        text: "Forms".into(),
        href: "/forms".to_owned(),
        ..BackLink::default()
    };
    let text = Textarea {
        error: attempt.text_problem.clone().map(Into::into),
        value: attempt.text.clone(),
        ..text("Or paste its text")
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(attempt)}
                {heading("Forms", "Upload a definition")}
                <p class="govuk-body">
                    "A definition says in YAML what a form asks. It is checked at once. Nothing "
                    "is published and nobody is asked until you say so."
                </p>
                <form
                    method="post"
                    action="/forms/upload"
                    enctype="multipart/form-data"
                    novalidate=true
                >
                    {once(attempt.once)}
                    {file(attempt.file_problem.clone()).view()}
                    {text.view()}
                    {button("Upload and check").view()}
                </form>
            </div>
        </div>
    }
    .into_any()
}

/// The control that takes a file.
pub(super) fn file(problem: Option<String>) -> FileUpload {
    FileUpload {
        name: "file".to_owned(),
        label: "Choose a YAML file".into(),
        hint: Some("Up to 8 MB, saved as UTF-8".into()),
        error: problem.map(Into::into),
        attributes: vec![("accept", ".yaml,.yml,.txt,text/yaml,text/plain".to_owned())],
        ..FileUpload::default()
    }
}

/// The control that takes a text.
pub(super) fn text(label: &'static str) -> Textarea {
    Textarea {
        name: "text".to_owned(),
        label: label.into(),
        rows: 12,
        spellcheck: Some(false),
        autocomplete: Some("off".to_owned()),
        classes: "app-source".to_owned(),
        ..Textarea::default()
    }
}

/// The button that sends it.
pub(super) fn button(text: &'static str) -> Button {
    Button {
        text: text.into(),
        prevent_double_click: Some(true),
        ..Button::default()
    }
}

fn summary(attempt: &UploadAttempt) -> Option<AnyView> {
    let told = [
        ("#file", &attempt.file_problem),
        ("#text", &attempt.text_problem),
    ];
    let errors = told.into_iter().filter_map(|(href, problem)| {
        Some(SummaryError {
            text: problem.clone()?.into(),
            href: Some(href.to_owned()),
            ..SummaryError::default()
        })
    });
    let errors: Vec<SummaryError> = errors.collect();
    (!errors.is_empty()).then(|| {
        ErrorSummary {
            errors,
            ..ErrorSummary::default()
        }
        .view()
    })
}
