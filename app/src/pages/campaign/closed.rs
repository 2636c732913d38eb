//! Schools that have closed since they were asked, and their returns taken back.

use crate::govuk::{Button, InsetText};
use crate::pages::parts::counted;
use crate::portal::{CampaignPage, ClosedReturn};
use leptos::prelude::*;

/// What is told of them; nothing where there are none.
pub(super) fn closed(page: &CampaignPage) -> Option<AnyView> {
    if page.closed_since.is_empty() {
        return None;
    }
    let item = |closed: &ClosedReturn| {
        let words = format!("{}: closed on {}", closed.organisation, closed.closed);
        let begun = closed.begun.then_some(". Its return is begun, so it stays");
        view! {
            <li>
                {words} {begun}
            </li>
        }
    };
    let count = counted(page.closed_since.len() as i64, "return");
    let content = view! {
        <p class="govuk-body">
            {format!("{count} not submitted, of organisations that have closed since:")}
        </p>
        <ul class="govuk-list govuk-list--bullet">
            {page.closed_since.iter().map(item).collect_view()}
        </ul>
        {withdrawing(page)}
    };
    let inset = InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    };
    Some(inset.view())
}

fn withdrawing(page: &CampaignPage) -> Option<AnyView> {
    let waiting = page.closed_since.iter().any(|closed| !closed.begun);
    if !waiting || !page.may_keep {
        return None;
    }
    let button = Button {
        text: "Withdraw the returns not started".into(),
        classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/campaigns/{}/withdraw", page.campaign.id);
    Some(
        view! {
            <form method="post" action=action novalidate=true>
                {button.view()}
            </form>
        }
        .into_any(),
    )
}
