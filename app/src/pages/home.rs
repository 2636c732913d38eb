//! What a respondent finds after signing in: what is due, and what was handed in before.

mod cases;
mod meetings;

use super::parts::{counted, return_url, state_tag};
use crate::govuk::{Button, Link, SummaryCard, SummaryList, SummaryRow, Tag};
use crate::page::Page;
use crate::portal::{Due, Home, PastReturn, Portal, Refusal, ReturnState, Role, Visitor};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The home page of a respondent.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal) -> Result<Page, Refusal> {
    let home = portal.home().await?;
    let audits = portal.visitor().is(Role::Auditor);
    let chairs = portal.visitor().is(Role::AuditChair);
    let owes = OWING.iter().any(|role| portal.visitor().is(*role));
    let waits = !audits && !chairs && !owes && home.reports.is_empty();
    let waits = waits && home.followed.is_empty();
    let title = called(portal.visitor());
    let page = Page::new(title, portal.visitor(), move || {
        let cases = (audits || !home.cases.is_empty()).then(|| cases::audited(&home.cases));
        let meetings = chairs.then(|| meetings::chaired(&home));
        let nothing = waits.then(nothing);
        let owed = owes.then(|| owed(&home));
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            {nothing}
            {meetings}
            {meetings::reports(&home.reports)}
            {cases}
            {owed}
            {cases::followed(&home.followed)}
        }
        .into_any()
    });
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

/// Those who make returns, or read along.
const OWING: [Role; 6] = [
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
];

/// What the page is called: not everyone who begins here makes a return.
pub(crate) fn called(visitor: &Visitor) -> &'static str {
    let makes = |role: &Role| OWING.contains(role) || *role == Role::Auditor;
    match visitor.roles.iter().any(makes) {
        true => "My returns",
        false => "My work",
    }
}

/// What is said to those whose role has nothing to show yet.
fn nothing() -> AnyView {
    view! {
        <p class="govuk-body">
            "There is nothing for you here yet. What your role is asked to read or do appears on \
             this page."
        </p>
    }
    .into_any()
}

/// What organisations owe.
fn owed(home: &Home) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"To do"</h2>
        {to_do(&home.due)}
        <h2 class="govuk-heading-m">"Submitted"</h2>
        {submitted(&home.past)}
    }
    .into_any()
}

fn to_do(due: &[Due]) -> AnyView {
    if due.is_empty() {
        return view! {
            <p class="govuk-body">
                "You have nothing to do. When your partnership asks for a return, it appears here."
            </p>
        }
        .into_any();
    }
    due.iter().map(due_return).collect_view().into_any()
}

fn due_return(due: &Due) -> AnyView {
    let row = |key: &'static str, value: String| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let mut rows = vec![
        row("For", due.head.organisation.clone()),
        SummaryRow {
            key: "Submit by".into(),
            value: submit_by(due).into(),
            ..SummaryRow::default()
        },
        SummaryRow {
            key: "Status".into(),
            value: standing(due).view().into(),
            ..SummaryRow::default()
        },
    ];
    rows.extend(due.opens_on.map(|day| row("Opens", date_in_words(day))));
    rows.extend(
        due.progress.map(|(complete, all)| {
            row("Progress", format!("{complete} of {all} sections complete"))
        }),
    );
    rows.extend(
        due.services
            .map(|services| row("Services", services_in_words(services))),
    );
    rows.extend(
        due.minutes
            .map(|minutes| row("Time it takes", duration(minutes))),
    );
    // Most campaigns are called like their form, with a year.
    let title = match due.head.campaign.starts_with(&due.head.form) {
        true => due.head.campaign.clone(),
        false => format!("{}: {}", due.head.form, due.head.campaign),
    };
    let list = SummaryList {
        rows,
        card: Some(SummaryCard {
            title,
            heading_level: 3,
            classes: "app-due".to_owned(),
            ..SummaryCard::default()
        }),
        ..SummaryList::default()
    };
    view! {
        {list.view()}
        {go(due)}
    }
    .into_any()
}

/// Whether everything is answered, and only checking and submitting is left.
fn is_ready(due: &Due) -> bool {
    let all_done = due.progress.is_some_and(|(complete, all)| complete == all);
    due.state == ReturnState::InProgress && all_done
}

fn standing(due: &Due) -> Tag {
    match is_ready(due) {
        true => Tag {
            text: "Ready to submit".into(),
            classes: "govuk-tag--green".to_owned(),
            ..Tag::default()
        },
        false => state_tag(due.state),
    }
}

fn submit_by(due: &Due) -> AnyView {
    let left = format!(" ({})", left(due.days_left));
    view! {
        <strong>{date_in_words(due.closes_on)}</strong>
        {left}
    }
    .into_any()
}

/// How many services have submitted: "3 of 10 submitted".
fn services_in_words((submitted, all): (usize, usize)) -> String {
    format!("{submitted} of {all} submitted")
}

/// The button that leads to the return.
fn go(due: &Due) -> AnyView {
    let verb = match due.state {
        _ if due.opens_on.is_some() => "View",
        ReturnState::Submitted => "View",
        ReturnState::NotStarted => "Start",
        ReturnState::InProgress if is_ready(due) => "Check and submit",
        ReturnState::InProgress => "Continue",
    };
    let href = match verb {
        "Check and submit" => format!("{}/check", return_url(due.head.id)),
        _ => return_url(due.head.id),
    };
    let of = format!(" {} for {}", due.head.form, due.head.organisation);
    let text = view! {
        {verb}
        <span class="govuk-visually-hidden">{of}</span>
    };
    Button {
        text: text.into_any().into(),
        href: Some(href),
        start: verb == "Start",
        ..Button::default()
    }
    .view()
}

fn left(days: i64) -> String {
    match days {
        0 => "today is the last day".to_owned(),
        1.. => format!("{} left", counted(days, "day")),
        _ => format!("{} ago: it is late, and still taken", counted(-days, "day")),
    }
}

/// A time as people plan it: minutes below an hour, whole hours from there.
fn duration(minutes: u32) -> String {
    match minutes {
        0..=59 => format!("About {}", counted(minutes.into(), "minute")),
        _ => format!(
            "About {} in all. You can save and return",
            counted((minutes / 60).into(), "hour")
        ),
    }
}

fn submitted(past: &[PastReturn]) -> AnyView {
    if past.is_empty() {
        return view! {
            <p class="govuk-body">"You have not submitted a return here yet."</p>
        }
        .into_any();
    }
    past.iter().map(past_return).collect_view().into_any()
}

fn past_return(past: &PastReturn) -> AnyView {
    let url = return_url(past.id);
    let link = |text: &'static str, page: &str| Link {
        text: text.into(),
        href: format!("{url}/{page}"),
        ..Link::default()
    };
    let row = |key: &'static str, value: &str| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let card = SummaryCard {
        title: past.campaign.clone(),
        heading_level: 3,
        actions: [
            Some(link("Scores", "feedback")),
            past.services.map(|_| link("Services", "services")),
            Some(link("Receipt", "receipt")),
            Some(link("Copy", "print")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        ..SummaryCard::default()
    };
    let services = past.services.map(services_in_words);
    let mut rows = vec![
        row("For", &past.organisation),
        row("Reference", &past.reference),
        row("Submitted", &past.submitted),
    ];
    rows.extend(services.map(|services| row("Services", &services)));
    SummaryList {
        rows,
        card: Some(card),
        ..SummaryList::default()
    }
    .view()
}
