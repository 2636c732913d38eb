//! The cases of a round: which are shown, and of each whom it asks, who audits and what is in.

use super::number;
use crate::govuk::{Button, Cell, PageItem, PageLink, PageNumber, Pagination, Tag};
use crate::pages::case::declared;
use crate::pages::figures;
use crate::pages::parts::{counted, state_tag};
use crate::portal::{AgencyReturn, CASE_SHOWS, CaseRow, CaseShow, RoundPage};
use leptos::prelude::*;

/// The cohort, a page of it, and the way to add a case.
pub(super) fn cases(round: &RoundPage) -> AnyView {
    let add = (!round.closed).then(|| {
        Button {
            text: "Add a case".into(),
            href: Some(format!("/campaigns/{}/cases/new", round.head.id)),
            ..Button::default()
        }
        .view()
    });
    let list = match (round.cohort, round.cases.is_empty()) {
        (0, _) => view! {
            <p class="govuk-body">
                "Add a case for each child in the cohort. A case is known by a reference, so that "
                "nobody’s name stands on these pages."
            </p>
        }
        .into_any(),
        (_, true) => view! { <p class="govuk-body">"No case is in this list now."</p> }.into_any(),
        (_, false) => view! {
            {table(round)}
            {pagination(round)}
        }
        .into_any(),
    };
    let shows = (round.cohort > 0).then(|| shows(round));
    view! {
        <h2 class="govuk-heading-m" id="cases">
            "Cases"
        </h2>
        {add}
        {shows}
        {list}
    }
    .into_any()
}

/// What can be shown, each with how many there are.
fn shows(round: &RoundPage) -> AnyView {
    let item = |(show, word, words): (CaseShow, &'static str, &'static str)| {
        let count = round.found.iter().find(|(of, _)| *of == show);
        let text = format!("{words} ({})", count.map_or(0, |(_, count)| *count));
        if show == round.show {
            return view! {
                <li>
                    <strong aria-current="true">{text}</strong>
                </li>
            }
            .into_any();
        }
        let href = address(round, word, 1);
        view! {
            <li>
                <a class="govuk-link govuk-link--no-visited-state" href=href>
                    {text}
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav aria-label="Which cases are shown">
            <ul class="govuk-list app-in-line">{CASE_SHOWS.map(item).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn address(round: &RoundPage, show: &str, page: usize) -> String {
    let id = round.head.id;
    format!("/campaigns/{id}/cases?show={show}&page={page}#cases")
}

fn table(round: &RoundPage) -> AnyView {
    let head = ["Case", "Agencies and auditors", "Returns in"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, round.cases.iter().map(row).collect()).view()
}

fn row(case: &CaseRow) -> Vec<Cell> {
    let withdrawn = case.withdrawn.then(|| {
        Tag {
            text: "Withdrawn".into(),
            classes: "govuk-tag--grey".to_owned(),
            ..Tag::default()
        }
        .view()
    });
    let name = view! {
        <a class="govuk-link app-reference" href=format!("/cases/{}", case.id)>
            {case.reference.clone()}
        </a>
        " "
        {withdrawn}
    };
    let agencies = match case.agencies.is_empty() {
        true => "No agency is asked".into_any(),
        false => {
            let items = case.agencies.iter().map(agency).collect_view();
            view! { <ul class="govuk-list app-cohort">{items}</ul> }.into_any()
        }
    };
    let is_in = format!("{} of {}", case.submitted(), case.agencies.len());
    let agencies = Cell {
        classes: "app-cohort__cell".to_owned(),
        ..agencies.into()
    };
    vec![name.into_any().into(), agencies, is_in.into()]
}

fn agency(agency: &AgencyReturn) -> AnyView {
    let auditors: Vec<String> = agency.auditors.iter().map(declared).collect();
    let auditors = match auditors.is_empty() {
        true => "No auditor named".to_owned(),
        false => auditors.join("; "),
    };
    let lacks = agency.lacks_auditor().then_some("app-cohort__lacks");
    view! {
        <li class="app-cohort__agency">
            <span class="app-cohort__name">{agency.name.clone()}</span>
            {state_tag(agency.state).view()}
            <span class=lacks.map_or("app-small".to_owned(), |lacks| format!("app-small {lacks}"))>
                {auditors}
            </span>
        </li>
    }
    .into_any()
}

fn pagination(round: &RoundPage) -> AnyView {
    let (current, pages) = round.page;
    if pages <= 1 {
        return ().into_any();
    }
    let word = CASE_SHOWS.iter().find(|(show, ..)| *show == round.show);
    let word = word.map_or("all", |(_, word, _)| word);
    let href = |page: usize| address(round, word, page);
    let link = |page: usize| PageLink {
        href: href(page),
        ..PageLink::default()
    };
    let item = |page: usize| {
        PageItem::Page(PageNumber {
            number: page.to_string(),
            href: href(page),
            current: page == current,
            ..PageNumber::default()
        })
    };
    let shown = counted(number(round.cases.len()), "case");
    let pagination = Pagination {
        previous: (current > 1).then(|| link(current - 1)),
        next: (current < pages).then(|| link(current + 1)),
        items: (1..=pages).map(item).collect(),
        label: "Pages of cases".to_owned(),
        ..Pagination::default()
    };
    view! {
        <p class="govuk-body-s">{format!("{shown} on this page, {current} of {pages}.")}</p>
        {pagination.view()}
    }
    .into_any()
}
