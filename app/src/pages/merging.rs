//! One organisation becomes a part of another: the other is looked for, what would move is shown,
//! then it is done; and it can be undone.

use super::attempt::notices;
use super::directory::table;
use super::figures;
use super::parts::heading;
use crate::govuk::{BackLink, Button, Cell, Input, Link, WarningText};
use crate::page::Page;
use crate::portal::{
    DirectoryRow, MergeChosen, MergePage, MergeRow, OrganisationId, Portal, Refusal, RoundAttempt,
};
use leptos::prelude::*;

/// The page; `into` is the other, once it is chosen.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: OrganisationId,
    words: &str,
    into: Option<OrganisationId>,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.merging(id, words, into, attempt).await?;
    let problems = !shown.attempt.problems.is_empty();
    let title = format!("Merge {}", shown.row.name);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/directory"),
        ..page
    })
}

fn draw(shown: &MergePage) -> AnyView {
    let back = BackLink {
        text: shown.row.name.clone().into(),
        href: format!("/directory/{}", shown.row.id),
        ..BackLink::default()
    };
    let is_merged = shown.row.standing.starts_with("Merged");
    let body = match (&shown.chosen, is_merged) {
        (_, true) => None,
        (Some(chosen), false) => Some(preview(shown, chosen)),
        (None, false) => Some(choosing(shown)),
    };
    view! {
        {back.view()}
        {notices(&shown.attempt)}
        {heading(&shown.row.name, "Merge with another organisation")}
        {body}
        {merges(shown)}
    }
    .into_any()
}

fn choosing(shown: &MergePage) -> AnyView {
    let words = Input {
        name: "words".to_owned(),
        label: "Which organisation does it become a part of?".into(),
        hint: Some("Letters of its name, or its URN.".into()),
        value: Some(shown.words.clone()),
        spellcheck: Some(false),
        ..Input::default()
    };
    let find = Button {
        text: "Find".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    let found = match (shown.words.trim(), shown.found.is_empty()) {
        ("", _) => ().into_any(),
        (_, true) => view! {
            <p class="govuk-body" role="status">
                {format!("No other {} has that.", shown.row.kind.to_lowercase())}
            </p>
        }
        .into_any(),
        (_, false) => found(shown),
    };
    let action = format!("/directory/{}/merge", shown.row.id);
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds" id="merge" tabindex="-1">
                <p class="govuk-body">
                    "Merge two entries of the directory when they are the same organisation, or \
                     when one has become a part of the other. Its returns, people and services \
                     move, and it is closed. You can undo it."
                </p>
                <form method="get" action=action role="search">
                    {words.view()}
                    {find.view()}
                </form>
            </div>
        </div>
        {found}
    }
    .into_any()
}

fn found(shown: &MergePage) -> AnyView {
    let row = |row: &DirectoryRow| {
        let choose = Link {
            text: "Choose".into(),
            hidden_text: row.name.clone(),
            href: format!("/directory/{}/merge?into={}", shown.row.id, row.id),
            ..Link::default()
        };
        let about = [
            row.urn.clone().map(|urn| format!("URN {urn}")),
            row.part_of.clone(),
        ];
        let about: Vec<String> = about.into_iter().flatten().collect();
        let name = view! {
            {row.name.clone()}
            <span class="app-small">{about.join(", ")}</span>
        };
        vec![
            name.into_any().into(),
            row.standing.clone().into(),
            choose.view().into(),
        ]
    };
    let head = ["Organisation", "State", "Choose"].map(Cell::from).into();
    figures::table(head, shown.found.iter().map(row).collect()).view()
}

fn preview(shown: &MergePage, chosen: &MergeChosen) -> AnyView {
    let warning = WarningText {
        text: format!(
            "{} becomes a part of {} and is closed today.",
            shown.row.name, chosen.row.name
        )
        .into(),
        ..WarningText::default()
    };
    let merge = Button {
        text: "Merge".into(),
        classes: "govuk-button--warning".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let hidden = |name: &'static str, value: String| {
        view! { <input type="hidden" name=name value=value /> }
    };
    let action = format!("/directory/{}/merge", shown.row.id);
    let again = action.clone();
    view! {
        {table(&[shown.row.clone(), chosen.row.clone()]).view()}
        {warning.view()}
        {moving(chosen)}
        <form method="post" action=action novalidate=true id="merge" tabindex="-1">
            {hidden("merge", chosen.id.to_string())}
            {hidden("into", chosen.row.id.to_string())}
            {hidden("from_version", chosen.versions.0.to_string())}
            {hidden("into_version", chosen.versions.1.to_string())}
            <div class="govuk-button-group">
                {merge.view()} <a class="govuk-link" href=again>
                    "Choose another"
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// What would move, and what would not.
fn moving(chosen: &MergeChosen) -> AnyView {
    let lines = |lines: &[String]| {
        let item = |line: &String| view! { <li>{line.clone()}</li> };
        view! { <ul class="govuk-list govuk-list--bullet">{lines.iter().map(item).collect_view()}</ul> }
    };
    let part = |title: String, words: Vec<String>| {
        (!words.is_empty()).then(|| {
            view! {
                <h3 class="govuk-heading-s">{title}</h3>
                {lines(&words)}
            }
        })
    };
    let pairs = |pairs: &[(String, String)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(one, other)| format!("{one}: {other}"))
            .collect::<Vec<_>>()
    };
    let cases = (chosen.case_returns > 0).then(|| {
        let words = format!("Returns about cases: {}", chosen.case_returns);
        view! { <p class="govuk-body">{words}</p> }
    });
    let nothing = chosen.returns.is_empty()
        && chosen.case_returns == 0
        && chosen.people.is_empty()
        && chosen.below.is_empty();
    let nothing =
        nothing.then(|| view! { <p class="govuk-body">"Nothing: it is only closed."</p> });
    view! {
        <h2 class="govuk-heading-m">"What moves"</h2>
        {nothing}
        {part("Returns".to_owned(), pairs(&chosen.returns))}
        {cases}
        {part("People".to_owned(), pairs(&chosen.people))}
        {part("Part of it".to_owned(), chosen.below.clone())}
        {part(
            "Stays where it is, because both owe it".to_owned(),
            chosen.staying.clone(),
        )}
    }
    .into_any()
}

fn merges(shown: &MergePage) -> Option<AnyView> {
    if shown.merges.is_empty() {
        return None;
    }
    let row = |merge: &MergeRow| {
        let (from, into) = &merge.names;
        vec![
            format!("{from} became a part of {into}").into(),
            merge.at.clone().into(),
            merge.moved.clone().into(),
            undo(shown, merge).into(),
        ]
    };
    let head = ["Merge", "When", "What moved", "Undo"].map(Cell::from);
    Some(
        view! {
            <h2 class="govuk-heading-m" id="merges" tabindex="-1">
                "Merges so far"
            </h2>
            {figures::table(head.into(), shown.merges.iter().map(row).collect()).view()}
        }
        .into_any(),
    )
}

fn undo(shown: &MergePage, merge: &MergeRow) -> AnyView {
    if let Some(at) = &merge.undone {
        return format!("Undone on {at}").into_any();
    }
    if !merge.may_undo {
        return "Ask someone who keeps both organisations".into_any();
    }
    let text = view! {
        "Undo"
        <span class="govuk-visually-hidden">
            {format!(" the merge of {} and {}", merge.names.0, merge.names.1)}
        </span>
    };
    let button = Button {
        text: text.into_any().into(),
        classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/directory/{}/merge/undo", shown.row.id);
    view! {
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="merge" value=merge.id.to_string() />
            {button.view()}
        </form>
    }
    .into_any()
}
