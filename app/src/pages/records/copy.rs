//! A copy of everything kept under a reference, for the person it is about: to be read before it is
//! handed over, because it may name others.

use crate::govuk::{BackLink, SummaryList, SummaryRow, WarningText};
use crate::page::Page;
use crate::pages::answers;
use crate::pages::parts::{heading, lines};
use crate::portal::{Portal, PrintPage, Refusal, SubjectCopy};
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, reference: &str) -> Result<Page, Refusal> {
    let copy = portal.subject_copy(reference).await?;
    let title = format!("Copy of everything: {}", copy.reference);
    let page = Page::new(title, portal.visitor(), move || draw(&copy));
    Ok(Page {
        section: Some("/records"),
        ..page
    })
}

fn draw(copy: &SubjectCopy) -> AnyView {
    let back = BackLink {
        text: "Who saw what".into(),
        href: format!("/records?reference={}", copy.reference),
        ..BackLink::default()
    };
    let warning = WarningText {
        text: "Read it before you hand it over. Tables of people, and whatever was written in \
               sentences, may name others; take those parts out."
            .into(),
        ..WarningText::default()
    };
    let none = copy.returns.is_empty().then(|| {
        view! { <p class="govuk-body">"Nothing is answered yet."</p> }
    });
    view! {
        {back.view()}
        {heading(&copy.campaign, &format!("Copy of everything: {}", copy.reference))}
        {warning.view()}
        <p class="govuk-body app-screen-only">
            "The portal has recorded that you took this out. Print the page, or save it as a file \
             with your browser’s print command."
        </p>
        {none}
        {copy.returns.iter().enumerate().map(of_return).collect_view()}
        {agreed(copy)}
    }
    .into_any()
}

fn of_return((place, of): (usize, &PrintPage)) -> AnyView {
    let standing = match &of.receipt {
        Some((reference, submitted)) => format!("Reference {reference}, submitted {submitted}."),
        None => "Begun and not submitted.".to_owned(),
    };
    let section = |(at, section)| answers::section(section, &format!("part-{place}-{at}"));
    view! {
        <h2 class="govuk-heading-l">{of.head.organisation.clone()}</h2>
        <p class="govuk-body">{standing}</p>
        {of.sections.iter().enumerate().map(section).collect_view()}
    }
    .into_any()
}

fn agreed(copy: &SubjectCopy) -> AnyView {
    if copy.agreed.is_empty() {
        return ().into_any();
    }
    let row = |(what, words): &(String, String)| SummaryRow {
        key: what.clone().into(),
        value: lines(words).into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: copy.agreed.iter().map(row).collect(),
        ..SummaryList::default()
    };
    view! {
        <h2 class="govuk-heading-l">"What the moderation meeting agreed"</h2>
        {list.view()}
    }
    .into_any()
}
