//! What a school is given back at once: its profile, strengths, suggested actions, change since
//! last year, and how others do.

mod compared;
mod questions;

#[cfg(test)]
mod tests;

use super::parts::{heading, return_url};
use super::scores::{critical, own_rating, sections, themes};
use crate::govuk::BackLink;
use crate::page::Page;
use crate::portal::{Feedback, Portal, Refusal, ReturnId};
use leptos::prelude::*;

/// The feedback on a return handed in.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let feedback = portal.feedback(id).await?;
    let page = Page::new("Scores and feedback", portal.visitor(), move || {
        draw(&feedback)
    });
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

pub(super) fn draw(feedback: &Feedback) -> AnyView {
    let head = &feedback.scores.head;
    let caption = format!("{}, {}", head.organisation, head.campaign);
    let back = BackLink {
        text: "My returns".into(),
        href: "/home".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {heading(&caption, "Scores and feedback")}
                <p class="govuk-body">
                    {format!(
                        "Reference {}, submitted {}.",
                        feedback.scores.reference,
                        feedback.scores.submitted,
                    )}
                </p>
                {critical(&feedback.scores)}
                {sections(&feedback.scores)}
                {own_rating(&feedback.scores)}
                {questions::strengths(feedback)}
                {questions::suggestions(&feedback.suggestions)}
                {compared::trend(feedback.trend.as_ref())}
                {compared::comparison(&feedback.comparison)}
                {themes(&feedback.scores)}
                {next(feedback)}
            </div>
        </div>
    }
    .into_any()
}

fn next(feedback: &Feedback) -> AnyView {
    let url = return_url(feedback.scores.head.id);
    view! {
        <h2 class="govuk-heading-m">"What happens next"</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>"Talk this page through with your governors or trustees and your senior leaders."</li>
            <li>"Decide which of the suggested actions you take on, who leads each, and by when."</li>
            <li>
                "Your partnership reads the return with everyone else’s. It may write to you, or "
                "visit you to see what you said can be seen."
            </li>
            <li>"In the next annual return this page shows what has changed since this one."</li>
        </ul>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/receipt")>
                "See the receipt"
            </a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("{url}/print")>
                "Print or keep a copy of your answers"
            </a>
        </p>
    }
    .into_any()
}
