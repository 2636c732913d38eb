//! A copy of a return to print or keep, made for paper first: of a draft, or of what was handed
//! in with its reference and fingerprint.

use super::parts::{answer, counted, heading, is_left_out, return_url, with_parts, without_parts};
use crate::govuk::{BackLink, SummaryList, SummaryRow, WarningText};
use crate::page::Page;
use crate::portal::{AnswerLine, Portal, PrintPage, PrintSection, Refusal, ReturnId};
use leptos::prelude::*;

/// The printable copy of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let print = portal.printable(id).await?;
    let title = format!(
        "Copy of {}, {}",
        print.head.campaign, print.head.organisation
    );
    let page = Page::new(title, portal.visitor(), move || draw(&print));
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

fn draw(print: &PrintPage) -> AnyView {
    let back = BackLink {
        text: "Back to the return".into(),
        href: return_url(print.head.id),
        ..BackLink::default()
    };
    let draft = print.receipt.is_none().then(|| {
        let text = "This is a draft. It has not been submitted.".into();
        WarningText {
            text,
            ..WarningText::default()
        }
        .view()
    });
    view! {
        {back.view()}
        {heading(&print.head.organisation, &format!("Copy of {}", print.head.campaign))}
        <p class="govuk-body app-screen-only">
            "Print this page with your browser’s print command, or save it as a PDF there."
        </p>
        {draft}
        {front(print)}
        {print.sections.iter().map(section).collect_view()}
    }
    .into_any()
}

fn front(print: &PrintPage) -> AnyView {
    let mut rows = vec![("Form", print.head.form.clone())];
    if let Some((reference, submitted)) = &print.receipt {
        rows.push(("Reference", reference.clone()));
        rows.push(("Submitted", submitted.clone()));
    }
    let (by, fingerprint) = print.proof.clone().unzip();
    rows.extend(by.map(|by| ("Submitted by", by)));
    rows.push(("Version of the form", print.version.clone()));
    rows.extend(fingerprint.map(|fingerprint| ("Fingerprint", fingerprint)));
    let row = |(key, value): (&'static str, String)| SummaryRow {
        key: key.into(),
        value: value.into(),
        value_classes: "govuk-!-text-break-word".to_owned(),
        ..SummaryRow::default()
    };
    SummaryList {
        rows: rows.into_iter().map(row).collect(),
        ..SummaryList::default()
    }
    .view()
}

/// A section with its answers, and how many are left out.
pub(super) fn section(section: &PrintSection) -> AnyView {
    let row = |line: &AnswerLine, aside: Option<AnyView>| {
        let value = view! {
            {answer(line, "Not answered")}
            {aside}
        };
        SummaryRow {
            key: line.label.clone().into(),
            value: value.into_any().into(),
            ..SummaryRow::default()
        }
    };
    let mut rows = Vec::new();
    let mut blank = 0;
    for (line, parts) in with_parts(&section.lines) {
        match is_left_out(line) {
            true => blank += 1,
            false => rows.push(row(line, without_parts(line, &parts))),
        }
        let parts = parts.into_iter().filter(|part| !is_left_out(part));
        rows.extend(parts.map(|part| row(part, None)));
    }
    let list = SummaryList {
        rows,
        ..SummaryList::default()
    };
    view! {
        <div class="printable__section">
            <h2 class="govuk-heading-m">{section.title.clone()}</h2>
            {list.view()}
            {not_answered(blank)}
        </div>
    }
    .into_any()
}

fn not_answered(blank: i64) -> AnyView {
    if blank == 0 {
        return ().into_any();
    }
    let words = format!(
        "Not answered here: {}.",
        counted(blank, "optional question")
    );
    view! { <p class="govuk-body-s">{words}</p> }.into_any()
}
