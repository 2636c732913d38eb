//! The returns of a campaign: the filter, how many match, and a page of them with links to the
//! other pages.

use super::{address, filter};
use crate::govuk::{Cell, Link, Table};
use crate::pages::audience::called;
use crate::pages::bands::in_words;
use crate::pages::figures::{self, nothing};
use crate::pages::paging;
use crate::pages::parts::{counted, state_tag};
use crate::portal::{CampaignPage, ReturnRow, ReturnState};
use leptos::prelude::*;

/// Filter and list.
pub(super) fn list(page: &CampaignPage) -> AnyView {
    let list = (!page.returns.is_empty()).then(|| {
        view! {
            {table(page).view()}
            {pagination(page)}
        }
    });
    view! {
        <h2 class="govuk-heading-m" id="returns">
            "Returns"
        </h2>
        {filter::form(page)}
        <p class="govuk-body govuk-!-font-weight-bold" role="status">
            {matching(page)}
        </p>
        {list}
    }
    .into_any()
}

/// How many match, and which of them are shown.
fn matching(page: &CampaignPage) -> String {
    let asked = filter::in_words(page);
    let all = counted(page.campaign.asked, "return");
    let last = page.first + (page.returns.len() as u64).saturating_sub(1);
    let shown = match (page.returns.is_empty(), page.pages) {
        (true, _) | (_, 1) => String::new(),
        _ => format!(" Showing {} to {last}.", page.first),
    };
    match (page.found, asked.as_str()) {
        (0, "") => "No return is asked for.".to_owned(),
        (0, _) => format!("None of {all} matches {asked}. Clear the filter to see all."),
        (_, "") => format!("{all}.{shown}"),
        (1, _) => format!("1 of {all} matches: {asked}."),
        (found, _) => format!("{found} of {all} match: {asked}.{shown}"),
    }
}

fn table(page: &CampaignPage) -> Table {
    let critical = format!("Critical questions {}", page.rule.failing);
    let head = [
        called(page.campaign.audience).one,
        "State",
        "Submitted",
        "Sections by band",
        &critical,
    ];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(
        head,
        page.returns.iter().map(|one| row(page, one)).collect(),
    )
}

fn row(page: &CampaignPage, row: &ReturnRow) -> Vec<Cell> {
    let submitted = row.state == ReturnState::Submitted;
    let (bands, critical): (Cell, Cell) = match submitted {
        false => (nothing(), nothing()),
        true if row.critical.is_empty() => (in_words(&row.bands).into(), "None".into()),
        true => (in_words(&row.bands).into(), row.critical.join(", ").into()),
    };
    let organisation = Cell {
        // A service stands below its agency, and further in.
        classes: match row.part_of {
            Some(_) => "app-below".to_owned(),
            None => String::new(),
        },
        ..organisation(page, row).into()
    };
    vec![
        organisation,
        state_tag(row.state).view().into(),
        receipt(row).into(),
        bands,
        critical,
    ]
}

fn organisation(page: &CampaignPage, row: &ReturnRow) -> AnyView {
    let name = match row.state {
        ReturnState::Submitted => Link {
            text: row.organisation.clone().into(),
            hidden_text: "(scores)".to_owned(),
            href: format!("/returns/{}/scores", row.id),
            ..Link::default()
        }
        .view(),
        // Whom to ask for it.
        _ if page.may_keep => Link {
            text: row.organisation.clone().into(),
            hidden_text: "(people to ask)".to_owned(),
            href: format!("/directory/{}/people", row.organisation_id),
            ..Link::default()
        }
        .view(),
        _ => row.organisation.clone().into_any(),
    };
    let urn = row.urn.as_ref().map(|urn| format!("URN {urn}"));
    let part_of = row.part_of.as_ref().map(|name| format!("Part of {name}"));
    let said = [
        part_of,
        Some(row.phase.clone()),
        Some(row.school_type.clone()),
        urn,
    ];
    let said: Vec<String> = said
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    view! {
        {name}
        {small(said.join(", "))}
    }
    .into_any()
}

/// When it was handed in and its reference, or when someone last worked on it.
fn receipt(row: &ReturnRow) -> AnyView {
    match (&row.receipt, &row.changed) {
        (Some((reference, submitted)), _) => view! {
            {submitted.clone()}
            {small(reference.clone())}
        }
        .into_any(),
        (None, Some(changed)) => view! {
            "Not yet"
            {small(format!("Last changed {changed}"))}
        }
        .into_any(),
        (None, None) => "Not yet".into_any(),
    }
}

fn small(words: String) -> AnyView {
    view! { <span class="app-small">{words}</span> }.into_any()
}

fn pagination(page: &CampaignPage) -> AnyView {
    let href = |number: u64| address::of_page(page.campaign.id, &page.filter, number);
    paging::pagination(page.filter.page, page.pages, "Pages of returns", href)
}
