//! Moderation meetings and reports at home, for whoever chairs audits.

use crate::govuk::Link;
use crate::pages::figures::{self, numeric};
use crate::portal::{Home, MeetingDue};
use leptos::prelude::*;

/// The cases whose grades are shown.
pub(super) fn chaired(home: &Home) -> AnyView {
    let meetings = match home.meetings.is_empty() {
        true => view! {
            <p class="govuk-body">
                "No case has its grades shown yet. When a round’s host shows the grades of a case, \
                 it appears here by its reference."
            </p>
        }
        .into_any(),
        false => table(&home.meetings),
    };
    view! {
        <h2 class="govuk-heading-m">"Moderation meetings"</h2>
        {meetings}
    }
    .into_any()
}

/// The reports that someone reads; nothing where there are none.
pub(super) fn reports(reports: &[(String, String)]) -> AnyView {
    if reports.is_empty() {
        return ().into_any();
    }
    let item = |(key, title): &(String, String)| {
        view! {
            <li>
                <a class="govuk-link" href=format!("/reports/{key}")>
                    {title.clone()}
                </a>
            </li>
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Reports"</h2>
        <ul class="govuk-list">{reports.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}

fn table(meetings: &[MeetingDue]) -> AnyView {
    let row = |meeting: &MeetingDue| {
        let link = Link {
            text: format!("Case {}", meeting.reference).into(),
            href: format!("/cases/{}/meeting", meeting.case),
            ..Link::default()
        };
        vec![
            link.view().into(),
            meeting.round.clone().into(),
            numeric(meeting.agencies.to_string()),
            meeting.shown.clone().into(),
        ]
    };
    let head = vec![
        "Case".into(),
        "Round".into(),
        numeric("Agencies"),
        "Grades shown".into(),
    ];
    figures::table(head, meetings.iter().map(row).collect()).view()
}
