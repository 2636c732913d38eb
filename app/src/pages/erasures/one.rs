//! One erasure: what it would destroy, for another person to decide; afterwards what it destroyed.

use crate::govuk::{BackLink, Button, InsetText, SummaryList, SummaryRow, WarningText};
use crate::page::Page;
use crate::pages::attempt::notices;
use crate::pages::parts::heading;
use crate::portal::{ErasureId, ErasurePage, Portal, Refusal, RoundAttempt};
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ErasureId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.erasure(id, attempt).await?;
    let title = format!("Erasing {}", shown.row.called);
    let problems = !shown.attempt.problems.is_empty();
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/erasures"),
        ..page
    })
}

fn draw(shown: &ErasurePage) -> AnyView {
    let back = BackLink {
        text: "Erasing".into(),
        href: "/erasures".to_owned(),
        ..BackLink::default()
    };
    let row = |(key, value): &(String, String)| SummaryRow {
        key: key.clone().into(),
        value: value.clone().into(),
        ..SummaryRow::default()
    };
    let about = |key: &'static str, value: &str| (key.to_owned(), value.to_owned());
    let mut rows = vec![
        about("How much", &shown.row.extent),
        about("Why", &shown.row.because),
        about("Proposed", &shown.row.proposed),
    ];
    rows.extend(
        shown
            .row
            .decided
            .iter()
            .map(|decided| about("Decided", decided)),
    );
    let list = SummaryList {
        rows: rows.iter().map(row).collect(),
        ..SummaryList::default()
    };
    let lines = SummaryList {
        rows: shown.lines.iter().map(row).collect(),
        ..SummaryList::default()
    };
    let title = match shown.row.decided {
        Some(_) => "What was destroyed",
        None => "What would be destroyed",
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds" id="decide">
                {notices(&shown.attempt)}
                {heading("Erasing", &shown.row.called)}
                {list.view()}
                <h2 class="govuk-heading-m">{title}</h2>
                {lines.view()}
                {decide(shown)}
            </div>
        </div>
    }
    .into_any()
}

fn decide(shown: &ErasurePage) -> AnyView {
    let inset = |words: String| {
        InsetText {
            content: words.into(),
            ..InsetText::default()
        }
        .view()
    };
    if shown.row.decided.is_some() {
        return ().into_any();
    }
    if !shown.held.is_empty() {
        return inset(format!(
            "A legal hold stands on {}, so nothing of it is destroyed until that is lifted.",
            shown.held.join(", ")
        ));
    }
    if shown.own {
        return inset("You proposed this, so another person decides.".to_owned());
    }
    let url = format!("/erasures/{}", shown.row.id);
    let button = |text: &'static str, classes: &str| Button {
        text: text.into(),
        classes: classes.to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let warning = WarningText {
        text: "What is destroyed cannot be brought back, not from a backup either.".into(),
        ..WarningText::default()
    };
    view! {
        {warning.view()}
        <div class="govuk-button-group">
            <form method="post" action=format!("{url}/approve")>
                {button("Approve and erase", "govuk-button--warning").view()}
            </form>
            <form method="post" action=format!("{url}/refuse")>
                {button("Refuse", "govuk-button--secondary").view()}
            </form>
        </div>
    }
    .into_any()
}
