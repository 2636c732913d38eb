//! The campaigns that someone chases and reads.

use super::figures;
use super::parts::counted;
use crate::charts::percent;
use crate::govuk::{Button, Cell, Link};
use crate::page::Page;
use crate::portal::{CampaignRow, Portal, Refusal};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The list of campaigns.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal) -> Result<Page, Refusal> {
    let campaigns = portal.campaigns().await?;
    let page = Page::new("Campaigns", portal.visitor(), move || draw(&campaigns));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

/// How many have returned, in words: "84 of 120 returns submitted (70%)".
pub(super) fn response(campaign: &CampaignRow) -> String {
    let asked = counted(campaign.asked, "return");
    match percent(campaign.submitted, campaign.asked) {
        Some(share) => format!("{} of {asked} submitted ({share}%)", campaign.submitted),
        None => "No returns asked for".to_owned(),
    }
}

pub(super) fn draw(campaigns: &[CampaignRow]) -> AnyView {
    let body = match campaigns.is_empty() {
        true => view! {
            <p class="govuk-body">
                "There are no campaigns yet. When your partnership opens a form to schools or "
                "agencies, the campaign appears here."
            </p>
        }
        .into_any(),
        false => table(campaigns),
    };
    let open = Button {
        text: "Open a campaign".into(),
        href: Some("/campaigns/new".to_owned()),
        ..Button::default()
    };
    view! {
        <h1 class="govuk-heading-l">"Campaigns"</h1>
        {body}
        {open.view()}
    }
    .into_any()
}

fn table(campaigns: &[CampaignRow]) -> AnyView {
    let row = |campaign: &CampaignRow| {
        let link = Link {
            text: campaign.title.clone().into(),
            href: format!("/campaigns/{}", campaign.id),
            ..Link::default()
        };
        let state = match (campaign.closed, campaign.opens_later) {
            (true, _) => "Closed",
            (false, true) => "Opens later",
            (false, false) => "Open",
        };
        vec![
            link.view().into(),
            campaign.form.clone().into(),
            state.into(),
            date_in_words(campaign.opens_on).into(),
            date_in_words(campaign.closes_on).into(),
            response(campaign).into(),
        ]
    };
    let head = ["Campaign", "Form", "State", "Opens", "Closes", "Response"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, campaigns.iter().map(row).collect()).view()
}
