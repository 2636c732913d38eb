//! Files that an answer names, wherever they are shown: each with its size, where it can be had,
//! and why not.

use crate::govuk::{Link, Tag};
use crate::portal::{EvidenceFile, FileState};
use leptos::prelude::*;

/// The list of files; nothing where there is none.
pub fn file_list(files: &[EvidenceFile]) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let item = |one: &EvidenceFile| view! { <li>{file(one)}</li> };
    view! { <ul class="govuk-list evidence-files">{files.iter().map(item).collect_view()}</ul> }
        .into_any()
}

/// One file in a line.
pub fn file(file: &EvidenceFile) -> AnyView {
    let name = match &file.state {
        FileState::Ready { href } => Link {
            text: file.name.clone().into(),
            href: href.clone(),
            ..Link::default()
        }
        .view(),
        FileState::Waiting | FileState::Refused { .. } => file.name.clone().into_any(),
    };
    view! {
        {name}
        {format!(" ({}) ", file.size)}
        {state(&file.state)}
    }
    .into_any()
}

fn state(state: &FileState) -> AnyView {
    let tag = |text: &'static str, colour: &str| {
        Tag {
            text: text.into(),
            classes: format!("govuk-tag--{colour}"),
            ..Tag::default()
        }
        .view()
    };
    match state {
        FileState::Ready { .. } => ().into_any(),
        FileState::Waiting => tag("Being checked for viruses", "yellow"),
        FileState::Refused { found } => view! {
            {tag("Refused", "red")}
            " The virus scanner found "
            {found.clone()}
            " in it, and it was deleted."
        }
        .into_any(),
    }
}
