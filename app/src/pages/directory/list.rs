//! Organisations as the rows of a table, each leading to its page.

use crate::govuk::{Cell, Table, Tag};
use crate::pages::figures::{self, nothing};
use crate::portal::DirectoryRow;
use leptos::prelude::*;

/// Organisations with what they are, what they belong to and whether they are open.
pub(in crate::pages) fn table(rows: &[DirectoryRow]) -> Table {
    let head = ["Organisation", "Kind", "Part of", "URN", "State"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, rows.iter().map(row).collect())
}

fn row(row: &DirectoryRow) -> Vec<Cell> {
    let or_nothing = |value: &Option<String>| match value {
        Some(value) => value.clone().into(),
        None => nothing(),
    };
    vec![
        name(row).into(),
        row.kind.clone().into(),
        or_nothing(&row.part_of),
        or_nothing(&row.urn),
        state(row).into(),
    ]
}

fn name(row: &DirectoryRow) -> AnyView {
    let about = (!row.about.is_empty())
        .then(|| view! { <span class="app-small">{row.about.clone()}</span> });
    view! {
        <a class="govuk-link" href=format!("/directory/{}", row.id)>
            {row.name.clone()}
        </a>
        {about}
    }
    .into_any()
}

/// Whether it is open, as a tag; since when it is not, in words beside it.
pub(in crate::pages) fn state(row: &DirectoryRow) -> AnyView {
    let (text, classes) = match row.open {
        true => ("Open", "govuk-tag--green"),
        false => ("Not open", "govuk-tag--grey"),
    };
    let tag = Tag {
        text: text.into(),
        classes: classes.to_owned(),
        ..Tag::default()
    };
    let more = (row.standing != "Open").then(
        || view! { <span class="app-small govuk-!-padding-top-1">{row.standing.clone()}</span> },
    );
    view! {
        {tag.view()}
        {more}
    }
    .into_any()
}
