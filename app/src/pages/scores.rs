//! The scores of one return, as those read them who report.

mod gauges;
mod profile;
mod questions;
mod summary;

pub(super) use gauges::{contents as gauge_contents, gauges};
pub(super) use profile::{own_rating, sections, themes};
pub(super) use questions::ranked;
pub(super) use summary::summary;

use super::compared;
use super::parts::{contents, heading, return_url};
use crate::govuk::{BackLink, Button, SummaryList, SummaryRow};
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
        text: format!("Back to {}", scores.head.campaign).into(),
        href: format!("/campaigns/{}#returns", scores.campaign),
        ..BackLink::default()
    };
    let read = Button {
        text: "Read the answers".into(),
        href: Some(format!("{}/answers", return_url(scores.head.id))),
        ..Button::default()
    };
    let moderate = Button {
        text: "Moderate the ratings".into(),
        href: Some(format!("{}/moderation", return_url(scores.head.id))),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        {back.view()}
        <div class="app-with-contents">
            <div class="app-with-contents__head">
                {heading(&scores.head.campaign, &format!("Scores of {}", scores.head.organisation))}
                {receipt(scores)}
                <div class="govuk-button-group">{read.view()} {moderate.view()}</div>
                {summary(scores)}
            </div>
            {contents(&parts(scores))}
            <div class="app-with-contents__body">
                {ranked(scores)}
                {sections(scores)}
                {gauges(scores)}
                {compared::trend(scores.trend.as_ref())}
                {themes(scores)}
            </div>
        </div>
    }
    .into_any()
}

/// The parts of the page by their ids.
fn parts(scores: &Scores) -> Vec<(String, String)> {
    let part = |(words, id): (&str, &str)| (words.to_owned(), id.to_owned());
    let mut parts: Vec<(String, String)> = [
        ("Strongest", "strongest"),
        ("Weakest", "weakest"),
        ("Sections", "sections"),
    ]
    .map(part)
    .into();
    parts.extend(gauge_contents(scores));
    parts.push(part(("Change since the last return", "change")));
    parts.extend((!scores.themes.is_empty()).then(|| part(("Themes", "themes"))));
    parts
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
