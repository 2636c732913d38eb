//! Records of processing: who saw a case or a return, when and why, and everything else that was
//! done with it. No answer stands here.

pub mod copy;

use super::figures;
use super::parts::counted;
use super::round::number;
use crate::govuk::{Button, Cell, Details, Input, Label, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{Portal, RecordFound, RecordRow, RecordsPage, Refusal};
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, reference: &str) -> Result<Page, Refusal> {
    let records = portal.records(reference).await?;
    let page = Page::new("Who saw what", portal.visitor(), move || draw(&records));
    Ok(Page {
        section: Some("/records"),
        ..page
    })
}

pub(super) fn draw(records: &RecordsPage) -> AnyView {
    let input = Input {
        name: "reference".to_owned(),
        label: Label {
            text: "Reference of a case or of a return".into(),
            classes: "govuk-label--s".to_owned(),
            ..Label::default()
        },
        hint: Some("For example NEG-26Q4-03, or the reference on a receipt".into()),
        value: Some(records.asked.clone()),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".to_owned(),
        ..Input::default()
    };
    let search = Button {
        text: "Search".into(),
        ..Button::default()
    };
    let found = match &records.found {
        Some(found) => shown(found),
        None if records.asked.is_empty() => ().into_any(),
        None => view! {
            <p class="govuk-body" role="status">
                {format!(
                    "Nothing has the reference {}. Check each letter and digit.",
                    records.asked
                )}
            </p>
        }
        .into_any(),
    };
    view! {
        <h1 class="govuk-heading-l">"Who saw what"</h1>
        <p class="govuk-body">
            "The portal records each time someone reads what was handed in, with the reason where \
             one is asked. It records that you look here too."
        </p>
        <form method="get" action="/records" novalidate=true>
            {input.view()}
            {search.view()}
        </form>
        {found}
    }
    .into_any()
}

fn shown(found: &RecordFound) -> AnyView {
    let row = |key: &'static str, value: String| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: vec![
            row("Campaign", found.campaign.clone()),
            row("Organisations", found.organisations.join(", ")),
        ],
        ..SummaryList::default()
    };
    let saw: Vec<&RecordRow> = found.rows.iter().filter(|row| row.saw).collect();
    let views = match saw.is_empty() {
        true => view! { <p class="govuk-body">"Nobody but those who answered has seen it."</p> }
            .into_any(),
        false => table(&saw),
    };
    let all: Vec<&RecordRow> = found.rows.iter().collect();
    let everything = Details {
        summary: format!(
            "Everything on record ({})",
            counted(number(all.len()), "act")
        )
        .into(),
        content: table(&all).into(),
        ..Details::default()
    };
    view! {
        <h2 class="govuk-heading-m">{found.reference.clone()}</h2>
        {list.view()}
        <h3 class="govuk-heading-s">"Who saw it"</h3>
        {views}
        {everything.view()}
        <h3 class="govuk-heading-s">"For the person it is about"</h3>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/records/copy?reference={}", found.reference)>
                "Take out a copy of everything"
            </a>
            ", with names. You confirm who you are first."
        </p>
    }
    .into_any()
}

fn table(rows: &[&RecordRow]) -> AnyView {
    let row = |row: &&RecordRow| {
        let why = match &row.why {
            Some(why) => Cell::from(why.clone()),
            None => figures::nothing(),
        };
        vec![
            row.at.clone().into(),
            row.by.clone().into(),
            row.what.clone().into(),
            row.about.clone().into(),
            why,
        ]
    };
    let head = ["When", "Who", "What", "Of what", "Why"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, rows.iter().map(row).collect()).view()
}
