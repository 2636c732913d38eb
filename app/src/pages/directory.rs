//! The directory: which organisations there are, looked for by name, number, kind and phase.

mod list;

pub(super) use list::table;

use super::paging;
use super::parts::counted;
use crate::govuk::{Button, Input, Select, SelectItem};
use crate::page::Page;
use crate::portal::{DirectoryAsked, DirectoryPage, Portal, Refusal};
use leptos::prelude::*;

/// The page; `asked` says which organisations are wanted.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, asked: DirectoryAsked) -> Result<Page, Refusal> {
    let shown = portal.directory(asked).await?;
    let page = Page::new("Directory", portal.visitor(), move || draw(&shown));
    Ok(Page {
        section: Some("/directory"),
        ..page
    })
}

fn draw(shown: &DirectoryPage) -> AnyView {
    let list = (!shown.rows.is_empty()).then(|| {
        let href = |number: u64| address(&shown.asked, number);
        view! {
            {table(&shown.rows).view()}
            {paging::pagination(shown.asked.page, shown.pages, "Pages of the directory", href)}
        }
    });
    view! {
        <h1 class="govuk-heading-l">"Directory"</h1>
        {doing(shown)}
        {form(shown)}
        <p class="govuk-body govuk-!-font-weight-bold" id="found" role="status">
            {matching(shown)}
        </p>
        {list}
    }
    .into_any()
}

/// What the visitor may do with the whole.
fn doing(shown: &DirectoryPage) -> AnyView {
    if !shown.keeps {
        return ().into_any();
    }
    let import = Button {
        text: "Import schools".into(),
        href: Some("/directory/import".to_owned()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <div class="govuk-button-group">
            {import.view()} <a class="govuk-link" href="/directory/new">
                "Add an organisation by hand"
            </a>
        </div>
    }
    .into_any()
}

fn form(shown: &DirectoryPage) -> AnyView {
    let asked = &shown.asked;
    let words = Input {
        name: "words".to_owned(),
        label: "Name or number".into(),
        value: Some(asked.words.clone()),
        spellcheck: Some(false),
        ..Input::default()
    };
    let standings = [("open", "Open"), ("closed", "Closed or not open yet")]
        .map(|(value, text)| (value.to_owned(), text.to_owned()));
    let apply = Button {
        text: "Find".into(),
        ..Button::default()
    };
    let phases = (!shown.phases.is_empty()).then(|| {
        column(select(
            "phase",
            "Phase",
            "All phases",
            &shown.phases,
            &asked.phase,
        ))
    });
    view! {
        <form method="get" action="/directory#found" role="search" aria-label="Find organisations">
            <div class="govuk-grid-row">
                {column(words.view())}
                {column(select("kind", "Kind", "All kinds", &shown.kinds, &asked.kind))} {phases}
                {column(select("standing", "State", "Open and closed", &standings, &asked.standing))}
            </div>
            <div class="govuk-button-group">
                {apply.view()} <a class="govuk-link" href="/directory">
                    "Show all"
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn column(control: AnyView) -> AnyView {
    view! { <div class="govuk-grid-column-one-quarter-from-desktop">{control}</div> }.into_any()
}

fn select(
    name: &str,
    label: &'static str,
    all: &str,
    offered: &[(String, String)],
    value: &str,
) -> AnyView {
    let item = |value: &str, text: &str| SelectItem {
        text: text.to_owned(),
        value: Some(value.to_owned()),
        ..SelectItem::default()
    };
    let offered = offered.iter().map(|(value, text)| item(value, text));
    Select {
        name: name.to_owned(),
        label: label.into(),
        items: std::iter::once(item("", all)).chain(offered).collect(),
        value: Some(value.to_owned()),
        classes: "govuk-!-width-full".to_owned(),
        ..Select::default()
    }
    .view()
}

/// How many match, and which of them are shown.
fn matching(shown: &DirectoryPage) -> String {
    let asked = &shown.asked;
    let any = [&asked.words, &asked.kind, &asked.phase, &asked.standing];
    let is_filtered = any.iter().any(|value| !value.trim().is_empty());
    let all = counted(shown.all.cast_signed(), "organisation");
    let last = shown.first + (shown.rows.len() as u64).saturating_sub(1);
    let range = match shown.pages {
        1 => String::new(),
        _ => format!(" Showing {} to {last}.", shown.first),
    };
    match (shown.found, is_filtered) {
        (0, true) => format!("None of {all} matches. Look for fewer letters, or show all."),
        (0, false) => "There is no organisation yet.".to_owned(),
        (_, false) => format!("{all}.{range}"),
        (1, true) => format!("1 of {all} matches."),
        (found, true) => format!("{found} of {all} match.{range}"),
    }
}

/// Where a page of the list is.
fn address(asked: &DirectoryAsked, page: u64) -> String {
    let parts = [
        ("words", asked.words.as_str()),
        ("kind", &asked.kind),
        ("phase", &asked.phase),
        ("standing", &asked.standing),
    ];
    let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let query = said.map(|(name, value)| format!("{name}={}", paging::encoded(value)));
    let query: Vec<String> = query.chain([format!("page={page}")]).collect();
    format!("/directory?{}#found", query.join("&"))
}
