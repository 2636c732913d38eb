//! The block list of a case: who may not see it, since when and why; and those lifted.

use super::attempt::notices;
use super::figures;
use super::parts::heading;
use crate::govuk::{
    BackLink, Button, Cell, Input, Label, Select, SelectItem, Textarea, WarningText,
};
use crate::page::Page;
use crate::portal::{BlockRow, BlocksPage, CaseId, PersonId, Portal, Refusal, RoundAttempt};
use leptos::prelude::*;

/// The page of a case's blocks; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: CaseId, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let blocks = portal.blocks(id, attempt).await?;
    let title = format!("Block list of case {}", blocks.case.1);
    let problems = !blocks.attempt.problems.is_empty();
    let page = Page::new(title, portal.visitor(), move || draw(&blocks));
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(blocks: &BlocksPage) -> AnyView {
    let (id, reference) = &blocks.case;
    let back = BackLink {
        text: format!("Back to case {reference}").into(),
        href: format!("/cases/{id}"),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        {notices(&blocks.attempt)}
        {heading(&format!("Case {reference}"), "Block list")}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <p class="govuk-body">
                    "Someone on this list sees nothing of the case, whatever their role: it is left \
                     out of lists and counts, and its pages answer as pages that do not exist. They \
                     are not told. Use it for anyone who knows the child or the family."
                </p>
            </div>
        </div>
        {standing(blocks)}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{add(blocks)}</div>
        </div>
        {lifted(blocks)}
    }
    .into_any()
}

fn standing(blocks: &BlocksPage) -> AnyView {
    let standing = blocks.blocks.iter().filter(|block| block.lifted.is_none());
    let rows: Vec<Vec<Cell>> = standing
        .map(|block| {
            let (at, by) = &block.since;
            vec![
                block.name.clone().into(),
                format!("{at}, by {by}").into(),
                block.reason.clone().into(),
                lift(blocks, block).into(),
            ]
        })
        .collect();
    let body = match rows.is_empty() {
        true => view! { <p class="govuk-body">"Nobody is on the list."</p> }.into_any(),
        false => {
            let head = ["Person", "Since", "Why", "Lift the block"];
            figures::table(head.into_iter().map(Cell::from).collect(), rows).view()
        }
    };
    view! {
        <h2 class="govuk-heading-m">"On the list"</h2>
        {body}
    }
    .into_any()
}

fn lift(blocks: &BlocksPage, block: &BlockRow) -> AnyView {
    let field = format!("reason-{}", block.person);
    let label = view! {
        "Why they may see it again"
        <span class="govuk-visually-hidden">{format!(": {}", block.name)}</span>
    };
    let why = Input {
        name: field.clone(),
        label: Label {
            text: label.into_any().into(),
            ..Label::default()
        },
        error: blocks.attempt.problem(&field).map(Into::into),
        value: blocks.attempt.typed(&field).map(str::to_owned),
        ..Input::default()
    };
    let text = view! {
        "Lift block"
        <span class="govuk-visually-hidden">{format!(" of {}", block.name)}</span>
    };
    let button = Button {
        text: text.into_any().into(),
        classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
        ..Button::default()
    };
    view! {
        <form method="post" action=format!("/cases/{}/blocks/lift", blocks.case.0) novalidate=true>
            <input type="hidden" name="person" value=block.person.to_string() />
            {why.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn add(blocks: &BlocksPage) -> AnyView {
    let item = |(id, name): &(PersonId, String)| SelectItem {
        text: name.clone(),
        value: Some(id.to_string()),
        ..SelectItem::default()
    };
    let none = SelectItem {
        text: "Select a person".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let attempt = &blocks.attempt;
    let person = Select {
        name: "person".to_owned(),
        label: "Who may not see this case?".into(),
        error: attempt.problem("person").map(Into::into),
        items: std::iter::once(none)
            .chain(blocks.people.iter().map(item))
            .collect(),
        value: Some(attempt.typed("person").unwrap_or_default().to_owned()),
        ..Select::default()
    };
    let reason = Textarea {
        name: "reason".to_owned(),
        label: "Why?".into(),
        hint: Some("Sealed with the case. Only those who host the round read it.".into()),
        error: attempt.problem("reason").map(Into::into),
        value: attempt.typed("reason").unwrap_or_default().to_owned(),
        rows: 3,
        ..Textarea::default()
    };
    let warning = WarningText {
        text: "If you select yourself, you cannot open this page again to undo it.".into(),
        ..WarningText::default()
    };
    let button = Button {
        text: "Block this person".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Add someone"</h2>
        <form method="post" action=format!("/cases/{}/blocks", blocks.case.0) novalidate=true>
            {person.view()}
            {reason.view()}
            {warning.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn lifted(blocks: &BlocksPage) -> AnyView {
    let rows: Vec<Vec<Cell>> = blocks
        .blocks
        .iter()
        .filter_map(|block| {
            let (at, by, why) = block.lifted.as_ref()?;
            let (since, blocker) = &block.since;
            Some(vec![
                block.name.clone().into(),
                format!("{since}, by {blocker}: {}", block.reason).into(),
                format!("{at}, by {by}: {why}").into(),
            ])
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let head = ["Person", "Blocked", "Lifted"];
    view! {
        <h2 class="govuk-heading-m">"Lifted"</h2>
        {figures::table(head.into_iter().map(Cell::from).collect(), rows).view()}
    }
    .into_any()
}
