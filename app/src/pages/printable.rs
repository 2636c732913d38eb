//! A copy of a return to print or keep, made for paper first: of a draft, or of what was handed
//! in with its reference and fingerprint.

use super::parts::{heading, lines, return_url};
use crate::govuk::{BackLink, SummaryList, SummaryRow, WarningText};
use crate::page::Page;
use crate::portal::{AnswerLine, Portal, PrintPage, PrintSection, ReceiptPage, Refusal, ReturnId};
use leptos::prelude::*;

/// The printable copy of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let print = portal.printable(id).await?;
    let receipt = match &print.receipt {
        Some(_) => fingerprinted(portal.receipt(id).await)?,
        None => None,
    };
    let title = format!(
        "Printable copy: {}, {}",
        print.head.form, print.head.organisation
    );
    let page = Page::new(title, portal.visitor(), move || {
        draw(&print, receipt.as_ref())
    });
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

/// The receipt, for those who may see it; the copy is whole without.
fn fingerprinted(receipt: Result<ReceiptPage, Refusal>) -> Result<Option<ReceiptPage>, Refusal> {
    match receipt {
        Err(Refusal::NotFound) => Ok(None),
        receipt => receipt.map(Some),
    }
}

fn draw(print: &PrintPage, receipt: Option<&ReceiptPage>) -> AnyView {
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
        {heading(&print.head.organisation, &print.head.form)}
        <p class="govuk-body app-screen-only">
            "Print this page with your browser’s print command, or save it as a PDF there."
        </p>
        {draft}
        {front(print, receipt)}
        {print.sections.iter().map(section).collect_view()}
    }
    .into_any()
}

fn front(print: &PrintPage, receipt: Option<&ReceiptPage>) -> AnyView {
    let mut rows = vec![("Campaign", print.head.campaign.clone())];
    if let Some((reference, submitted)) = &print.receipt {
        rows.push(("Reference", reference.clone()));
        rows.push(("Submitted", submitted.clone()));
    }
    rows.extend(receipt.map(|receipt| ("Submitted by", receipt.by.clone())));
    rows.push(("Version of the form", print.version.clone()));
    rows.extend(receipt.map(|receipt| ("Fingerprint", receipt.fingerprint.clone())));
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

fn section(section: &PrintSection) -> AnyView {
    let row = |line: &AnswerLine| SummaryRow {
        key: line.label.clone().into(),
        value: lines(line.answer.as_deref().unwrap_or("Not answered")).into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: section.lines.iter().map(row).collect(),
        ..SummaryList::default()
    };
    view! {
        <div class="printable__section">
            <h2 class="govuk-heading-m">{section.title.clone()}</h2>
            {list.view()}
        </div>
    }
    .into_any()
}
