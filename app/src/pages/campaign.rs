//! A campaign: first who has returned and who has not, then the profile of those who have. There is no number for the
//! whole: sections are never added up, nor averaged.

mod address;
mod closed;
mod filter;
mod profile;
mod returns;

#[cfg(test)]
mod tests;

use super::campaigns::response;
use super::parts::{counted, heading};
use crate::charts::{Part, Stack, StackedChart, Tone};
use crate::govuk::BackLink;
use crate::page::Page;
use crate::portal::{CampaignFilter, CampaignId, CampaignPage, Portal, Refusal, ReturnState};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The page of a campaign; `filter` says which returns are wanted.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: CampaignId,
    filter: CampaignFilter,
) -> Result<Page, Refusal> {
    let campaign = portal.campaign(id, &filter).await?;
    let title = campaign.campaign.title.clone();
    let page = Page::new(title, portal.visitor(), move || draw(&campaign));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

pub(super) fn draw(page: &CampaignPage) -> AnyView {
    let back = BackLink {
        text: "All campaigns".into(),
        href: "/campaigns".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        {heading(&page.campaign.form, &page.campaign.title)}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{response_part(page)}</div>
        </div>
        {returns::list(page)}
        {profile::profile(page)}
    }
    .into_any()
}

fn response_part(page: &CampaignPage) -> AnyView {
    let (not_started, in_progress, submitted) = page.counts;
    let part = |tone, label: &str, count| Part {
        tone,
        label: label.to_owned(),
        count,
    };
    let chart = StackedChart {
        prefix: "response".to_owned(),
        title: "Returns by state".to_owned(),
        description: format!(
            "{submitted} submitted, {in_progress} in progress, {not_started} not started."
        ),
        stacks: vec![Stack {
            label: counted(page.campaign.asked, "return"),
            parts: vec![
                part(Tone::Own, "submitted", submitted),
                part(Tone::Peers, "in progress", in_progress),
                part(Tone::Blank, "not started", not_started),
            ],
        }],
    };
    view! {
        <p class="govuk-body-l govuk-!-margin-bottom-2">{response(&page.campaign)}</p>
        <p class="govuk-body">{time_left(page)}</p>
        {chart.view()}
        {closed::closed(page)}
        {links(page)}
    }
    .into_any()
}

fn time_left(page: &CampaignPage) -> String {
    let closes = date_in_words(page.campaign.closes_on);
    match (page.campaign.closed, page.days_left) {
        (true, _) => format!("Closed. Its last day was {closes}"),
        (_, ..0) => format!("Its last day was {closes}. Late returns are taken until it is closed"),
        (_, 0) => format!("Today, {closes}, is the last day"),
        (_, days) => format!("{} left: it closes on {closes}", counted(days, "day")),
    }
}

/// The returns of each state, and the file.
fn links(page: &CampaignPage) -> AnyView {
    let (not_started, in_progress, submitted) = page.counts;
    let id = page.campaign.id;
    let states = [
        (ReturnState::NotStarted, not_started),
        (ReturnState::InProgress, in_progress),
        (ReturnState::Submitted, submitted),
    ];
    let item = |(state, count): (ReturnState, i64)| {
        let href = address::of_state(id, state);
        let words = format!("{count} {}", state.words().to_lowercase());
        view! {
            <li>
                <a class="govuk-link" href=href>
                    {words}
                </a>
            </li>
        }
    };
    view! {
        <ul class="govuk-list app-in-line" aria-label="Returns by state">
            {states.map(item).collect_view()}
        </ul>
        {page.may_keep.then(|| keep(id))}
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/campaigns/{id}/scores.csv") download="">
                "Download the scores of every submitted return (CSV)"
            </a>
        </p>
    }
    .into_any()
}

/// The way to its last day and its close.
fn keep(id: CampaignId) -> AnyView {
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/campaigns/{id}/days")>
                "Change the last day, or close this campaign"
            </a>
        </p>
    }
    .into_any()
}
