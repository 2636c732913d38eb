//! An audit round for its host: what is to be done now, who is missing, and the cohort. Cases go
//! by their references: no page of a round names a child.

mod cohort;
mod steps;

use super::attempt;
use super::parts::{counted, heading};
use crate::charts::{Part, Stack, StackedChart, Tone};
use crate::govuk::{BackLink, NotificationBanner};
use crate::page::Page;
use crate::portal::{CampaignId, CaseShow, ConflictTold, Portal, Refusal, RoundPage};
use leptos::prelude::*;

/// The page of a round; `done` is what was done just now.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: CampaignId,
    show: CaseShow,
    number: usize,
    done: Option<String>,
) -> Result<Page, Refusal> {
    let round = RoundPage {
        done,
        ..portal.round(id, show, number).await?
    };
    let title = round.head.title.clone();
    let page = Page::new(title, portal.visitor(), move || draw(&round));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

pub(super) fn draw(round: &RoundPage) -> AnyView {
    let back = BackLink {
        text: "All campaigns".into(),
        href: "/campaigns".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        {round.done.clone().map(attempt::done)}
        {conflicts(round)}
        {heading(&round.head.form, &round.head.title)}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{standing(round)}</div>
        </div>
        {steps::timetable(round)}
        {cohort::cases(round)}
        {report(round)}
    }
    .into_any()
}

/// The way to what all rounds of the form say together.
fn report(round: &RoundPage) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Report"</h2>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/reports/{}", round.head.form_key)>
                "Grades, agreement and prompts over all rounds"
            </a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/campaigns/{}/days", round.head.id)>
                "Close this round, or open it again"
            </a>
        </p>
    }
    .into_any()
}

/// The conflicts that leave a return without an auditor: what the host has to do first.
fn conflicts(round: &RoundPage) -> AnyView {
    let open: Vec<&ConflictTold> = round.conflicts.iter().filter(|told| told.open).collect();
    if open.is_empty() {
        return ().into_any();
    }
    let item = |told: &&ConflictTold| {
        let words = format!(
            "{} has a conflict of interest in case {} ({}).",
            told.auditor, told.reference, told.organisation
        );
        view! {
            <li>
                {words} " "
                <a class="govuk-notification-banner__link" href=format!("/cases/{}", told.case)>
                    "Name someone else"
                    <span class="govuk-visually-hidden">{format!(" for case {}", told.reference)}</span>
                </a>
            </li>
        }
    };
    let said = view! {
        <p class="govuk-notification-banner__heading">
            {match open.len() {
                1 => "A return has nobody to complete it".to_owned(),
                many => format!("{many} returns have nobody to complete them"),
            }}
        </p>
        <ul class="govuk-list">{open.iter().map(item).collect_view()}</ul>
    };
    NotificationBanner {
        content: said.into_any().into(),
        ..NotificationBanner::default()
    }
    .view()
}

fn standing(round: &RoundPage) -> AnyView {
    let (not_started, in_progress, submitted) = round.counts;
    let all = not_started + in_progress + submitted;
    if round.cohort == 0 {
        return view! {
            <p class="govuk-body-l">"This round has no case yet."</p>
        }
        .into_any();
    }
    let part = |tone, label: &str, count: usize| Part {
        tone,
        label: label.to_owned(),
        count: number(count),
    };
    let chart = StackedChart {
        prefix: "response".to_owned(),
        title: "Returns by state".to_owned(),
        description: format!(
            "{submitted} submitted, {in_progress} in progress, {not_started} not started."
        ),
        stacks: vec![Stack {
            label: counted(number(all), "return"),
            parts: vec![
                part(Tone::Own, "submitted", submitted),
                part(Tone::Peers, "in progress", in_progress),
                part(Tone::Blank, "not started", not_started),
            ],
        }],
    };
    let cases = counted(number(round.cohort), "case");
    view! {
        <p class="govuk-body-l govuk-!-margin-bottom-2">
            {format!("{cases}: {submitted} of {} submitted", counted(number(all), "return"))}
        </p>
        <p class="govuk-body">{lacking(round.without_auditor)}</p>
        {chart.view()}
    }
    .into_any()
}

fn lacking(returns: usize) -> String {
    match returns {
        0 => "Every return has an auditor.".to_owned(),
        1 => "1 return has no auditor.".to_owned(),
        many => format!("{many} returns have no auditor."),
    }
}

/// A count as charts and words take it.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
