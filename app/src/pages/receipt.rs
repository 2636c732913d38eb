//! The receipt of a submitted return: its reference, what happens next, and what to keep.

use super::{audience::called, parts::return_url};
use crate::govuk::{Button, Details, Panel, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{Partnership, Portal, ReceiptPage, Refusal, ReturnId};
use leptos::prelude::*;

/// The receipt of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let receipt = portal.receipt(id).await?;
    let partnership = portal.visitor().partnership.clone();
    let page = Page::new("Return submitted", portal.visitor(), move || {
        draw(&receipt, &partnership)
    });
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

fn draw(receipt: &ReceiptPage, partnership: &Partnership) -> AnyView {
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
                {next(receipt, partnership)}
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
    SummaryList {
        rows: vec![
            row("Return", &receipt.head.form),
            row("For", &receipt.head.organisation),
            row("Campaign", &receipt.head.campaign),
            row("Submitted", &receipt.submitted),
            row("Submitted by", &receipt.by),
        ],
        ..SummaryList::default()
    }
    .view()
}

fn next(receipt: &ReceiptPage, partnership: &Partnership) -> AnyView {
    let (url, own) = (
        return_url(receipt.head.id),
        called(receipt.head.audience).own,
    );
    if receipt.head.case.is_some() {
        return next_about_case(receipt, &url);
    }
    let scores = Button {
        text: "See your scores and suggested actions".into(),
        href: Some(format!("{url}/feedback")),
        ..Button::default()
    };
    view! {
        {scores.view()}
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">
            "Your partnership’s quality assurance team can now read your return and its scores, with "
            {format!("the name of your {own}. They may write to you about it.")}
        </p>
        <p class="govuk-body">
            {format!("Quote the reference when you write to {}.", partnership.reached())}
        </p>
        <h2 class="govuk-heading-m">"Keep a copy"</h2>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/print")>"Open the printable copy"</a>
            ", then print it, or choose “Save as PDF” where your browser asks for a printer."
        </p>
        {fingerprint(&receipt.fingerprint)}
        <p class="govuk-body">
            <a class="govuk-link" href="/home">"Back to my returns"</a>
        </p>
    }
    .into_any()
}

/// The same for a return about a case: nothing of it is scored at once.
fn next_about_case(receipt: &ReceiptPage, url: &str) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <p class="govuk-body">
            "Nobody but the auditors of your agency can read your answers yet. When the grades of \
             this case are locked and shown, the quality assurance manager, the chair of the \
             audits and the other auditors of the case can read them, and the agencies compare \
             what each of them found. What identifies the child stays hidden until someone \
             records why they need to see it."
        </p>
        <h2 class="govuk-heading-m">"Keep a copy"</h2>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/print")>"Open the printable copy"</a>
            ". It names the child: do not leave it on a printer, and do not email it."
        </p>
        {fingerprint(&receipt.fingerprint)}
        <p class="govuk-body">
            <a class="govuk-link" href="/home">"Back to my returns"</a>
        </p>
    }
    .into_any()
}

fn fingerprint(fingerprint: &str) -> AnyView {
    let content = view! {
        <p class="govuk-body">
            "It is worked out from everything you submitted, and stands on the printable copy too. "
            "If both are the same, the copy shows exactly what was submitted. Your fingerprint is:"
        </p>
        <code class="govuk-!-text-break-word">{fingerprint.to_owned()}</code>
    };
    Details {
        summary: "What is the fingerprint of this return?".into(),
        content: content.into_any().into(),
        ..Details::default()
    }
    .view()
}
