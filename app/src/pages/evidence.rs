//! The files of one evidence question: those there are, more from one's own machine or from
//! another question of the same return, and what can be added.

use super::parts::{heading, question_url};
use crate::controls;
use crate::govuk::{
    BackLink, BannerKind, Button, Checkbox, Checkboxes, Content, ErrorMessage, ErrorSummary,
    Fieldset, FileUpload, NotificationBanner, SummaryError,
};
use crate::page::Page;
use crate::portal::{EvidenceAttempt, EvidenceFile, EvidencePage, Portal, Refusal, ReturnId};
use leptos::prelude::*;

/// The id of the file input, for links to it.
const INPUT: &str = "file";

/// The page of a question's files; after a post that did not work, with what came of it.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    control: &str,
    attempt: EvidenceAttempt,
) -> Result<Page, Refusal> {
    let evidence = portal.evidence(id, control, attempt).await?;
    let problems = !evidence.attempt.problems.is_empty();
    let page = Page::new("Evidence files", portal.visitor(), move || draw(&evidence));
    Ok(Page {
        problems,
        section: Some("/home"),
        ..page
    })
}

pub(super) fn draw(evidence: &EvidencePage) -> AnyView {
    let section = question_url(evidence.head.id, &evidence.section, &evidence.question);
    let back = BackLink {
        text: format!("Back to {}", evidence.section_title).into(),
        href: section.clone(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&evidence.attempt)}
                {heading(&evidence.title, "Evidence files")}
                {there(evidence)}
                {add(evidence)}
                {others(evidence)}
                <p class="govuk-body">
                    <a class="govuk-link govuk-!-font-weight-bold" href=section>
                        "Back to the question"
                    </a>
                </p>
            </div>
        </div>
    }
    .into_any()
}

/// Where a form of this page posts to.
fn action(evidence: &EvidencePage, what: &str) -> String {
    format!(
        "/returns/{}/evidence/{}{what}",
        evidence.head.id, evidence.control
    )
}

fn notices(attempt: &EvidenceAttempt) -> AnyView {
    let done = attempt.done.clone().map(|done| {
        NotificationBanner {
            content: done.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
        .view()
    });
    let error = |problem: &String| SummaryError {
        text: problem.clone().into(),
        href: Some(format!("#{INPUT}")),
        ..SummaryError::default()
    };
    let summary = (!attempt.problems.is_empty()).then(|| {
        ErrorSummary {
            errors: attempt.problems.iter().map(error).collect(),
            ..ErrorSummary::default()
        }
        .view()
    });
    view! {
        {done}
        {summary}
    }
    .into_any()
}

/// The files that the answer names, each with a button that removes it.
fn there(evidence: &EvidencePage) -> AnyView {
    if evidence.files.is_empty() {
        return view! { <p class="govuk-body">"No file has been added here yet."</p> }.into_any();
    }
    let item = |file: &EvidenceFile| {
        let remove = Button {
            text: saying("Remove", &file.name),
            classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
            prevent_double_click: Some(true),
            ..Button::default()
        };
        view! {
            <li class="evidence-list__item">
                <span class="evidence-list__file">{controls::file(file)}</span>
                <form method="post" action=action(evidence, "/remove")>
                    <input type="hidden" name="file" value=file.id.to_string() />
                    {remove.view()}
                </form>
            </li>
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Files added"</h2>
        <ul class="govuk-list evidence-list">
            {evidence.files.iter().map(item).collect_view()}
        </ul>
    }
    .into_any()
}

fn add(evidence: &EvidencePage) -> AnyView {
    let hint = format!(
        "PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV, PNG or JPG, up to {} each and {} \
         in this return. Not with macros or a password.",
        evidence.per_file, evidence.per_return,
    );
    let problems = &evidence.attempt.problems;
    let upload = FileUpload {
        name: "file".to_owned(),
        id: INPUT.to_owned(),
        label: "Select one or more files".into(),
        hint: Some(hint.into()),
        error: (!problems.is_empty()).then(|| ErrorMessage::from(problems.join(". "))),
        multiple: true,
        attributes: vec![("accept", evidence.endings.join(","))],
        ..FileUpload::default()
    };
    let button = Button {
        text: "Add files".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Add files"</h2>
        <p class="govuk-body">
            "Whoever may read the answers of this return can download its files."
        </p>
        <form
            method="post"
            action=action(evidence, "")
            enctype="multipart/form-data"
            novalidate=true
        >
            <input type="hidden" name="key" value=evidence.key.clone() />
            {upload.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// Files of other questions, to be named here too.
fn others(evidence: &EvidencePage) -> AnyView {
    if evidence.others.is_empty() {
        return ().into_any();
    }
    let item = |other: &crate::portal::OtherFile| Checkbox {
        text: format!("{} ({})", other.file.name, other.file.size).into(),
        value: other.file.id.to_string(),
        hint: Some(other.used_by.clone().into()),
        ..Checkbox::default()
    };
    let boxes = Checkboxes {
        name: "file".to_owned(),
        id_prefix: "other".to_owned(),
        fieldset: Some(Fieldset::from("Which of these show it too?")),
        items: evidence.others.iter().map(item).collect(),
        classes: "govuk-checkboxes--small".to_owned(),
        ..Checkboxes::default()
    };
    let button = Button {
        text: "Use these files here too".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Files you already added elsewhere in this return"</h2>
        <form method="post" action=action(evidence, "/use") novalidate=true>
            {boxes.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// A button's words, with those that only a screen reader says: to what it does it.
fn saying(words: &'static str, to_what: &str) -> Content {
    view! {
        {words}
        <span class="govuk-visually-hidden">{format!(" {to_what}")}</span>
    }
    .into_any()
    .into()
}
