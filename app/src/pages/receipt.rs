//! The receipt of a return handed in: its reference, what happens next, and what to keep.

use super::parts::return_url;
use crate::govuk::{Panel, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{Portal, ReceiptPage, Refusal, ReturnId};
use leptos::prelude::*;

/// The receipt of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let receipt = portal.receipt(id).await?;
    let page = Page::new("Return submitted", portal.visitor(), move || draw(&receipt));
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

fn draw(receipt: &ReceiptPage) -> AnyView {
    let reference = view! {
        "Your reference"
        <br />
        <strong>{receipt.reference.clone()}</strong>
    };
    let panel = Panel {
        title: "Return submitted".into(),
        content: reference.into_any().into(),
        ..Panel::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {panel.view()}
                {details(receipt)}
                {next(receipt)}
            </div>
        </div>
    }
    .into_any()
}

fn details(receipt: &ReceiptPage) -> AnyView {
    let row = |key: &'static str, value: &str| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let fingerprint =
        view! { <code class="govuk-!-text-break-word">{receipt.fingerprint.clone()}</code> };
    SummaryList {
        rows: vec![
            row("Return", &receipt.head.form),
            row("For", &receipt.head.organisation),
            row("Campaign", &receipt.head.campaign),
            row("Submitted", &receipt.submitted),
            row("By", &receipt.by),
            SummaryRow {
                key: "Fingerprint".into(),
                value: fingerprint.into_any().into(),
                ..SummaryRow::default()
            },
        ],
        ..SummaryList::default()
    }
    .view()
}

fn next(receipt: &ReceiptPage) -> AnyView {
    let url = return_url(receipt.head.id);
    view! {
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">
            "Your partnership’s quality assurance team can now read the return, and may write to "
            "you about it. Quote the reference when you write to them."
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/feedback")>
                "See your scores, strengths and suggested actions"
            </a>
        </p>
        <h2 class="govuk-heading-m">"Keep a copy"</h2>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/print")>"Open the printable copy"</a>
            ", then print it, or choose “Save as PDF” where your browser asks for a printer. "
            "The fingerprint proves later that a copy shows exactly what was submitted."
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href="/home">"Back to my returns"</a>
        </p>
    }
    .into_any()
}
