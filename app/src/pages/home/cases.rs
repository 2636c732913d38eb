//! Returns about cases at home: those that the visitor audits, by reference only, and for an
//! agency's lead how far those of the agency are.

use super::left;
use crate::govuk::{Button, Cell, SummaryCard, SummaryList, SummaryRow};
use crate::pages::figures;
use crate::pages::parts::{return_url, state_tag};
use crate::portal::{CaseDue, CaseFollowed, Declaration, ReturnState};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The cases that the visitor audits.
pub(super) fn audited(cases: &[CaseDue]) -> AnyView {
    let body = match cases.is_empty() {
        true => view! {
            <p class="govuk-body">
                "You have no case to audit. When you are named for one, it appears here by its \
                 reference."
            </p>
        }
        .into_any(),
        false => cases.iter().map(one).collect_view().into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"Cases to audit"</h2>
        {body}
    }
    .into_any()
}

fn one(case: &CaseDue) -> AnyView {
    let row = |key: &'static str, value: AnyView| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let (due_on, days) = case.due;
    let to_do = case.state != ReturnState::Submitted && case.declaration != Declaration::Conflict;
    let due = to_do.then(|| {
        let due = view! {
            <strong>{date_in_words(due_on)}</strong>
            {format!(" ({})", left(days))}
        };
        row("Submit by", due.into_any())
    });
    let rows = [
        Some(row("Round", case.round.clone().into_any())),
        Some(row("For", case.organisation.clone().into_any())),
        due,
        Some(row("Status", state_tag(case.state).view())),
    ];
    let list = SummaryList {
        rows: rows.into_iter().flatten().collect(),
        card: Some(SummaryCard {
            title: format!("Case {}", case.reference),
            heading_level: 3,
            classes: "app-due".to_owned(),
            ..SummaryCard::default()
        }),
        ..SummaryList::default()
    };
    let meeting = case.meeting.map(|id| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/cases/{id}/meeting")>
                    {format!("Moderation meeting of case {}", case.reference)}
                </a>
            </p>
        }
    });
    view! {
        {list.view()}
        {meeting}
        {go(case)}
    }
    .into_any()
}

/// What there is to do about it.
fn go(case: &CaseDue) -> AnyView {
    let url = return_url(case.return_id);
    let (text, href) = match (case.declaration, case.state) {
        (Declaration::Conflict, _) => {
            return view! {
                <p class="govuk-body">
                    "You declared a conflict of interest, so this return is closed to you."
                </p>
            }
            .into_any();
        }
        (Declaration::Awaited, _) => ("Say if you have a conflict", format!("{url}/conflict")),
        (_, ReturnState::Submitted) => ("View", url),
        _ if case.closed => ("View", url),
        (_, ReturnState::InProgress) => ("Continue", url),
        (_, ReturnState::NotStarted) => ("Start", url),
    };
    let of = format!(" in case {}", case.reference);
    let words = view! {
        {text}
        <span class="govuk-visually-hidden">{of}</span>
    };
    let classes = match text {
        "View" => "govuk-button--secondary",
        _ => "",
    };
    Button {
        text: words.into_any().into(),
        href: Some(href),
        classes: classes.to_owned(),
        ..Button::default()
    }
    .view()
}

/// The cases that are audited for the visitor's agency; nothing where there are none.
pub(super) fn followed(cases: &[CaseFollowed]) -> AnyView {
    if cases.is_empty() {
        return ().into_any();
    }
    let row = |case: &CaseFollowed| {
        let auditors = match case.auditors.is_empty() {
            true => "Nobody yet".to_owned(),
            false => case.auditors.join(", "),
        };
        let reference = case.reference.clone();
        let reference = view! { <span class="app-reference">{reference}</span> };
        vec![
            reference.into_any().into(),
            case.round.clone().into(),
            case.organisation.clone().into(),
            auditors.into(),
            date_in_words(case.due_on).into(),
            state_tag(case.state).view().into(),
        ]
    };
    let head = ["Case", "Round", "Agency", "Auditor", "Submit by", "Status"];
    let head = head.into_iter().map(Cell::from).collect();
    let table = figures::table(head, cases.iter().map(row).collect());
    view! {
        <h2 class="govuk-heading-m">"Case audits of your agency"</h2>
        <p class="govuk-body">
            "Your auditors complete these returns. You see whether they are in, and not what they say."
        </p>
        {table.view()}
    }
    .into_any()
}
