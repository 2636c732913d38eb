//! What stands beside a question: its number, whether it is critical or has changed, where the
//! duty is written, longer help, and where a prefilled answer comes from.

use super::{Control, Place};
use crate::govuk::{Details, Link, Tag};
use fourlens_forms::question::{GuidanceReference, Question};
use leptos::prelude::*;

/// Whether there is anything to mark a question with.
pub(super) fn are_there(control: &Control<'_>) -> bool {
    control.place == Place::Section
        && (is_number(control.question.id())
            || is_critical(control.question)
            || control.common().changed_in.is_some())
}

/// The line of marks above a question.
pub(super) fn marks(control: &Control<'_>) -> AnyView {
    if !are_there(control) {
        return ().into_any();
    }
    let id = control.question.id();
    let number = is_number(id).then(|| view! { <span>{id.to_owned()}</span> });
    let critical = is_critical(control.question).then(|| {
        Tag {
            text: "Critical".into(),
            classes: "govuk-tag--red".to_owned(),
            ..Tag::default()
        }
        .view()
    });
    let changed = control.common().changed_in.as_ref().map(|edition| {
        let text = format!("Changed in the {edition} edition").into();
        Tag {
            text,
            classes: "govuk-tag--yellow".to_owned(),
            ..Tag::default()
        }
        .view()
    });
    view! {
        <p class="rating-mark" id=control.marks_id()>
            {number}
            {critical}
            {changed}
        </p>
    }
    .into_any()
}

/// What stands between what is asked and where it is answered.
pub(super) fn aside(control: &Control<'_>) -> AnyView {
    let common = control.common();
    let prefilled = control.asked.prefilled.then(|| {
        view! {
            <p class="govuk-body-s" id=control.prefilled_id()>
                "From the directory: check that it is right"
            </p>
        }
    });
    let guidance = (!common.guidance.is_empty()).then(|| {
        let references = common
            .guidance
            .iter()
            .map(|reference| reference_line(control, reference));
        references.collect_view()
    });
    let help = common.help.as_ref().map(|help| {
        let of = format!(" ({})", common.label.en());
        let summary = view! {
            "Help with this question"
            <span class="govuk-visually-hidden">{of}</span>
        };
        Details {
            summary: summary.into_any().into(),
            content: help.en().into(),
            ..Details::default()
        }
        .view()
    });
    view! {
        {prefilled}
        {guidance}
        {help}
    }
    .into_any()
}

fn reference_line(control: &Control<'_>, reference: &GuidanceReference) -> AnyView {
    let documents = &control.form.package().documents;
    let document = documents
        .iter()
        .find(|document| document.id == reference.document);
    let title = document.map_or_else(
        || reference.document.clone(),
        |document| format!("{} {}", document.title.en(), document.edition),
    );
    let title = match document.and_then(|document| document.url.clone()) {
        Some(href) => Link {
            text: title.into(),
            href,
            ..Link::default()
        }
        .view(),
        None => title.into_any(),
    };
    view! {
        <p class="rating-mark">
            <span>{title} ", " {reference.paragraph.clone()}</span>
        </p>
    }
    .into_any()
}

fn is_critical(question: &Question) -> bool {
    matches!(question, Question::Rating(asked) if asked.kind.critical)
}

/// Whether people call the question by its id, as in C1 and S3.1, and not in `A.modules`.
fn is_number(id: &str) -> bool {
    let digits = id.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    digits.len() < id.len()
        && digits.starts_with(|digit: char| digit.is_ascii_digit())
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.')
}
