//! What stands beside a question: its number, whether it is critical or has changed, where the
//! duty is written, longer help, and that an answer comes from the directory.

use super::{Control, Place, control::said};
use crate::govuk::{Details, Link, Tag};
use fourlens_forms::question::GuidanceReference;
use leptos::prelude::*;

/// Whether there is anything to mark a question with.
pub(super) fn are_there(control: &Control<'_>) -> bool {
    matches!(control.place, Place::Section | Place::Member)
        && (control.question.number().is_some()
            || control.question.is_critical()
            || control.common().changed_in.is_some()
            || control.asked.prefilled)
}

/// The line of marks above a question.
pub(super) fn marks(control: &Control<'_>) -> AnyView {
    if !are_there(control) {
        return ().into_any();
    }
    let number = control
        .question
        .number()
        .map(|number| view! { <span>{number.to_owned()}</span> });
    let critical = control.question.is_critical().then(|| {
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
    let prefilled = control.asked.prefilled.then(|| {
        Tag {
            text: "From our records".into(),
            classes: "govuk-tag--grey".to_owned(),
            ..Tag::default()
        }
        .view()
    });
    view! {
        <p class="rating-mark" id=control.marks_id()>
            {number}
            {critical}
            {changed}
            {prefilled}
        </p>
    }
    .into_any()
}

/// What stands between what is asked and where it is answered: longer help, and where the duty
/// is written.
pub(super) fn aside(control: &Control<'_>) -> AnyView {
    let common = control.common();
    let Some(help) = &common.help else {
        return based_on(control);
    };
    let of = format!(" ({})", common.label.en());
    let summary = view! {
        "Help with this question"
        <span class="govuk-visually-hidden">{of}</span>
    };
    let content = view! {
        <p class="govuk-body">{said(help).view()}</p>
        {based_on(control)}
    };
    Details {
        summary: summary.into_any().into(),
        content: content.into_any().into(),
        ..Details::default()
    }
    .view()
}

/// Every reference to guidance in one paragraph.
fn based_on(control: &Control<'_>) -> AnyView {
    let guidance = &control.common().guidance;
    if guidance.is_empty() {
        return ().into_any();
    }
    let references = guidance.iter().enumerate().map(|(place, reference)| {
        let between = (place > 0).then_some("; ");
        view! {
            {between}
            {self::reference(control, reference)}
        }
    });
    view! { <p class="app-guidance">"Based on: " {references.collect_view()} "."</p> }.into_any()
}

fn reference(control: &Control<'_>, reference: &GuidanceReference) -> AnyView {
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
        {title}
        ", "
        {reference.paragraph.clone()}
    }
    .into_any()
}
