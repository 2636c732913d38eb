//! The open campaigns of a form: which version each asks, and the way to ask the latest.

use super::saying;
use crate::govuk::Button;
use crate::pages::parts::counted;
use crate::portal::{LocalCampaign, LocalQuestions};
use leptos::prelude::*;

/// The open campaigns, one after the other.
pub(super) fn campaigns(shown: &LocalQuestions) -> AnyView {
    let body = match shown.campaigns.is_empty() {
        true => view! {
            <p class="govuk-body">
                "No campaign is open. The next one that is opened asks the latest version."
            </p>
        }
        .into_any(),
        false => shown
            .campaigns
            .iter()
            .map(|campaign| one(shown, campaign))
            .collect_view()
            .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">"Open campaigns"</h2>
        {body}
    }
    .into_any()
}

fn one(shown: &LocalQuestions, campaign: &LocalCampaign) -> AnyView {
    let far = format!(
        "{} in progress, {} submitted.",
        counted(campaign.in_progress, "return"),
        campaign.submitted,
    );
    let state = if campaign.number == shown.number {
        view! { <p class="govuk-body">{format!("It asks the latest version. {far}")}</p> }
            .into_any()
    } else if let Some(because) = campaign.cannot.clone() {
        let asks = format!("It asks version {}. {far} {because}", campaign.number);
        view! { <p class="govuk-body">{asks}</p> }.into_any()
    } else {
        offer(shown, campaign, &far)
    };
    view! {
        <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{campaign.title.clone()}</h3>
        {state}
    }
    .into_any()
}

fn offer(shown: &LocalQuestions, campaign: &LocalCampaign, far: &str) -> AnyView {
    let ask = Button {
        text: saying("Ask the latest version", format!("in {}", campaign.title)),
        classes: "govuk-button--secondary".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <p class="govuk-body">
            {format!(
                "It asks version {}. {far} Drafts keep their answers and show the new questions; \
                 returns that are submitted stay as they are.",
                campaign.number,
            )}
        </p>
        <form method="post" action=format!("/campaigns/{}/version", campaign.id)>
            <input type="hidden" name="version" value=shown.version.clone() />
            {ask.view()}
        </form>
    }
    .into_any()
}
