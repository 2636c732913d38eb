//! One organisation of the directory: what is known of it, what stands above and below, before
//! and after, who works there, and what was changed.

use super::attempt::done;
use super::directory::table;
use super::figures;
use super::parts::{counted, heading};
use crate::govuk::{BackLink, Button, Cell, InsetText, Link, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{
    ContactRow, DirectoryRow, HistoryRow, OrganisationId, OrganisationPage, Portal, Refusal,
};
use leptos::prelude::*;

/// The page; `done` is what was just done.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: OrganisationId,
    done: Option<String>,
) -> Result<Page, Refusal> {
    let shown = portal.organisation(id, done).await?;
    let title = shown.row.name.clone();
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        section: Some("/directory"),
        ..page
    })
}

fn draw(shown: &OrganisationPage) -> AnyView {
    let back = BackLink {
        text: "Directory".into(),
        href: "/directory".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        {shown.done.clone().map(done)}
        {heading(&shown.row.kind, &shown.row.name)}
        {standing(shown)}
        {doing(shown)}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{facts(shown)}</div>
        </div>
        {people(shown)}
        {line("Before it", &shown.before)}
        {line("After it", &shown.after)}
        {below(shown)}
        {history(&shown.history)}
    }
    .into_any()
}

/// That it is no longer, or not yet.
fn standing(shown: &OrganisationPage) -> Option<AnyView> {
    let inset = |content: AnyView| {
        InsetText {
            content: content.into(),
            ..InsetText::default()
        }
        .view()
    };
    if let Some((id, name)) = &shown.merged_into {
        let words = format!("{}. It became a part of ", shown.row.standing);
        return Some(inset(
            view! {
                {words}
                <a class="govuk-link" href=format!("/directory/{id}")>
                    {name.clone()}
                </a>
                "."
            }
            .into_any(),
        ));
    }
    (shown.row.standing != "Open").then(|| inset(format!("{}.", shown.row.standing).into_any()))
}

/// What the visitor may do.
fn doing(shown: &OrganisationPage) -> AnyView {
    let id = shown.row.id;
    let change = shown.keeps.then(|| {
        Button {
            text: "Change".into(),
            href: Some(format!("/directory/{id}/edit")),
            classes: "govuk-button--secondary".to_owned(),
            ..Button::default()
        }
        .view()
    });
    let merge = shown.can_merge.then(|| {
        let words = match shown.merged_into {
            Some(_) => "Undo the merge",
            None => "Merge with another organisation",
        };
        view! {
            <a class="govuk-link" href=format!("/directory/{id}/merge")>
                {words}
            </a>
        }
    });
    if change.is_none() && merge.is_none() {
        return ().into_any();
    }
    view! { <div class="govuk-button-group">{change} {merge}</div> }.into_any()
}

fn facts(shown: &OrganisationPage) -> AnyView {
    let row = |(key, value): &(String, String)| SummaryRow {
        key: key.clone().into(),
        value: value.clone().into(),
        ..SummaryRow::default()
    };
    let mut rows: Vec<SummaryRow> = shown.facts.iter().map(row).collect();
    if let Some((id, name)) = &shown.parent {
        let link = Link {
            text: name.clone().into(),
            href: format!("/directory/{id}"),
            ..Link::default()
        };
        let part_of = SummaryRow {
            key: "Part of".into(),
            value: link.view().into(),
            ..SummaryRow::default()
        };
        rows.insert(1.min(rows.len()), part_of);
    }
    SummaryList {
        rows,
        ..SummaryList::default()
    }
    .view()
}

fn people(shown: &OrganisationPage) -> AnyView {
    let list = match shown.contacts.is_empty() {
        true => view! { <p class="govuk-body">"Nobody has a role here."</p> }.into_any(),
        false => {
            let head = ["Person", "Role", "Email address"].map(Cell::from).into();
            figures::table(head, shown.contacts.iter().map(contact).collect()).view()
        }
    };
    let words = match shown.keeps {
        true => "Who joined, who left",
        false => "Who is here, who left",
    };
    view! {
        <h2 class="govuk-heading-m">"People"</h2>
        {list}
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/directory/{}/people", shown.row.id)>
                {words}
            </a>
        </p>
    }
    .into_any()
}

fn contact(contact: &ContactRow) -> Vec<Cell> {
    let note = contact.note.clone();
    let note = note.map(|note| view! { <span class="app-small">{note}</span> });
    let name = view! {
        {contact.name.clone()}
        {note}
    };
    vec![
        name.into_any().into(),
        contact.role.1.clone().into(),
        contact.email.clone().into(),
    ]
}

/// What it followed, or what followed it; nothing where there is none.
fn line(title: &'static str, rows: &[DirectoryRow]) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{title}</h2>
            {table(rows).view()}
        }
        .into_any()
    })
}

fn below(shown: &OrganisationPage) -> Option<AnyView> {
    if shown.below.is_empty() {
        return None;
    }
    let all = counted(shown.all_below.cast_signed(), "organisation");
    let more = (shown.all_below > shown.below.len() as u64).then(|| {
        let words = format!(
            "The first {} of {all} by name. Find the others in the directory.",
            shown.below.len()
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    Some(
        view! {
            <h2 class="govuk-heading-m">{format!("Part of it: {all}")}</h2>
            {more}
            {table(&shown.below).view()}
        }
        .into_any(),
    )
}

fn history(rows: &[HistoryRow]) -> AnyView {
    let list = match rows.is_empty() {
        true => view! { <p class="govuk-body">"Nothing was changed since it was set up."</p> }
            .into_any(),
        false => {
            let head = ["When", "What", "By"].map(Cell::from).into();
            figures::table(head, rows.iter().map(change).collect()).view()
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Changes"</h2>
        {list}
    }
    .into_any()
}

fn change(row: &HistoryRow) -> Vec<Cell> {
    let item = |(field, from, to): &(String, String, String)| {
        let words = match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("{field}: {to}"),
            (_, true) => format!("{field}: no longer {from}"),
            _ => format!("{field}: {from} → {to}"),
        };
        view! { <li>{words}</li> }
    };
    let changes = (!row.changes.is_empty()).then(|| {
        view! {
            <ul class="govuk-list app-small">
                {row.changes.iter().map(item).collect_view()}
            </ul>
        }
    });
    let what = view! {
        {row.what.clone()}
        {changes}
    };
    vec![
        row.at.clone().into(),
        what.into_any().into(),
        row.by.clone().into(),
    ]
}
