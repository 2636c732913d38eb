//! The returns of a campaign, a page of them, with links to the other pages.

use super::{address, bands::worst_first};
use crate::govuk::{Cell, Link, PageItem, PageLink, PageNumber, Pagination, Table, Tag};
use crate::pages::figures::wide;
use crate::portal::{BandShare, CampaignPage, ReturnRow, ReturnState};
use leptos::prelude::*;

/// The list, or what to do when nothing matches.
pub(super) fn list(page: &CampaignPage) -> AnyView {
    let body = match page.returns.is_empty() {
        true => view! {
            <p class="govuk-body">
                "No return matches. Clear the filter to see all of them."
            </p>
        }
        .into_any(),
        false => view! {
            {wide("returns", table(&page.returns))}
            {pagination(page)}
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m" id="returns">
            "Returns"
        </h2>
        {body}
    }
    .into_any()
}

fn table(returns: &[ReturnRow]) -> Table {
    let head = [
        "School or agency",
        "Phase and type",
        "State",
        "Reference",
        "Sections by band",
        "Critical questions that fail",
    ];
    Table {
        head: head.into_iter().map(Cell::from).collect(),
        rows: returns.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    }
}

fn row(row: &ReturnRow) -> Vec<Cell> {
    let handed_in = row.state == ReturnState::Submitted;
    let critical = match (handed_in, row.critical.is_empty()) {
        (false, _) => String::new(),
        (true, true) => "None".to_owned(),
        (true, false) => row.critical.join(", "),
    };
    vec![
        organisation(row).into(),
        phase_and_type(row).into(),
        state(row.state).into(),
        receipt(row).into(),
        bands(&row.bands).into(),
        critical.into(),
    ]
}

fn organisation(row: &ReturnRow) -> AnyView {
    let name = match row.state {
        ReturnState::Submitted => Link {
            text: row.organisation.clone().into(),
            hidden_text: "(scores)".to_owned(),
            href: format!("/returns/{}/scores", row.id),
            ..Link::default()
        }
        .view(),
        _ => row.organisation.clone().into_any(),
    };
    let urn = row.urn.clone().map(|urn| {
        view! {
            <br />
            <span class="govuk-hint govuk-!-font-size-16">{format!("URN {urn}")}</span>
        }
    });
    view! {
        {name}
        {urn}
    }
    .into_any()
}

fn phase_and_type(row: &ReturnRow) -> String {
    let words = [row.phase.as_str(), row.school_type.as_str()];
    let said: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    said.join(", ")
}

fn state(state: ReturnState) -> AnyView {
    let classes = match state {
        ReturnState::NotStarted => "govuk-tag--grey",
        ReturnState::InProgress => "govuk-tag--light-blue",
        ReturnState::Submitted => "govuk-tag--green",
    };
    Tag {
        text: state.words().into(),
        classes: classes.to_owned(),
        ..Tag::default()
    }
    .view()
}

fn receipt(row: &ReturnRow) -> AnyView {
    let Some((reference, submitted)) = row.receipt.clone() else {
        return ().into_any();
    };
    view! {
        {reference}
        <br />
        <span class="govuk-hint govuk-!-font-size-16">{submitted}</span>
    }
    .into_any()
}

/// Those bands that some section has: "2 Red, 5 Green".
fn bands(bands: &[BandShare]) -> String {
    let some = worst_first(bands)
        .into_iter()
        .filter(|band| band.returns > 0);
    let words: Vec<String> = some
        .map(|band| format!("{} {}", band.returns, band.label))
        .collect();
    words.join(", ")
}

fn pagination(page: &CampaignPage) -> AnyView {
    if page.pages <= 1 {
        return ().into_any();
    }
    let href = |number: u64| address::of_page(page.campaign.id, &page.filter, number);
    let link = |number: u64| PageLink {
        href: href(number),
        ..PageLink::default()
    };
    let current = page.filter.page.clamp(1, page.pages);
    let mut items = Vec::new();
    let mut last = 0;
    for number in 1..=page.pages {
        let near = number.abs_diff(current) <= 1 || number == 1 || number == page.pages;
        if !near {
            continue;
        }
        if number > last + 1 {
            items.push(PageItem::Ellipsis);
        }
        last = number;
        items.push(PageItem::Page(PageNumber {
            number: number.to_string(),
            href: href(number),
            current: number == current,
            ..PageNumber::default()
        }));
    }
    Pagination {
        previous: (current > 1).then(|| link(current - 1)),
        next: (current < page.pages).then(|| link(current + 1)),
        items,
        label: "Pages of returns".to_owned(),
        ..Pagination::default()
    }
    .view()
}
