//! The scores of one return, as those read them who report.

mod profile;

pub(super) use profile::{critical, own_rating, sections, themes};

use super::parts::heading;
use crate::govuk::{BackLink, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{Portal, Refusal, ReturnId, Scores};
use leptos::prelude::*;

/// The scores of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let scores = portal.scores(id).await?;
    let title = format!("Scores of {}", scores.head.organisation);
    let page = Page::new(title, portal.visitor(), move || draw(&scores));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

pub(super) fn draw(scores: &Scores) -> AnyView {
    let back = BackLink {
        text: "All campaigns".into(),
        href: "/campaigns".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {heading(&scores.head.campaign, &format!("Scores of {}", scores.head.organisation))}
                {receipt(scores)}
                {critical(scores)}
                {sections(scores)}
                {own_rating(scores)}
                {themes(scores)}
            </div>
        </div>
    }
    .into_any()
}

/// Which return it is and when it was handed in.
fn receipt(scores: &Scores) -> AnyView {
    let row = |key: &'static str, value: &str| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    SummaryList {
        rows: vec![
            row("Return", &scores.head.form),
            row("Reference", &scores.reference),
            row("Submitted", &scores.submitted),
        ],
        ..SummaryList::default()
    }
    .view()
}
