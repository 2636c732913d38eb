//! What a school or an agency is given back at once, what to do first: actions to consider, its strongest and
//! weakest questions, its profile, change since last year, and how others do.

mod actions;

#[cfg(test)]
mod tests;

use super::audience::called;
use super::parts::{contents, heading, return_url};
use super::scores::{gauge_contents, gauges, own_rating, ranked, sections, summary, themes};
use super::{compared, moderation};
use crate::govuk::BackLink;
use crate::page::Page;
use crate::portal::{Feedback, ModeratedRating, Portal, Refusal, ReturnId};
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
    let others = called(head.audience).others;
    let said = format!(
        "Reference {}, submitted {}.",
        feedback.scores.reference, feedback.scores.submitted
    );
    view! {
        {back.view()}
        <div class="app-with-contents">
            <div class="app-with-contents__head">
                {heading(&caption, "Scores and feedback")}
                <p class="govuk-body">{said}</p>
                {summary(&feedback.scores)}
            </div>
            {contents(&parts(feedback))}
            <div class="app-with-contents__body">
                {actions::suggestions(&feedback.suggestions)}
                {ranked(&feedback.scores)}
                {sections(&feedback.scores)}
                {gauges(&feedback.scores)}
                {own_rating(&feedback.scores)}
                {moderated(&feedback.moderated)}
                {compared::trend(feedback.scores.trend.as_ref())}
                {compared::comparison(others, &feedback.comparison)}
                {themes(&feedback.scores)}
                {next(feedback)}
            </div>
        </div>
    }
    .into_any()
}

/// The parts of the page by their ids.
fn parts(feedback: &Feedback) -> Vec<(String, String)> {
    let scores = &feedback.scores;
    let part = |words: &str, id: &str| (words.to_owned(), id.to_owned());
    let actions = format!("Actions to consider ({})", feedback.suggestions.len());
    let mut parts = vec![
        part(&actions, "actions"),
        part("Strongest", "strongest"),
        part("Weakest", "weakest"),
        part("Sections", "sections"),
    ];
    parts.extend(gauge_contents(scores));
    let own = scores.own_rating.is_some();
    parts.extend(own.then(|| part("Your own rating", "own-rating")));
    let moderated = !feedback.moderated.is_empty();
    parts.extend(moderated.then(|| part("Moderated ratings", "moderated")));
    parts.push(part("Change since the last return", "change"));
    parts.push(part(called(scores.head.audience).others, "others"));
    let themes = !scores.themes.is_empty();
    parts.extend(themes.then(|| part("Themes", "themes")));
    parts.push(part("What happens next", "next"));
    parts
}

/// What the reviewer rated otherwise, with reasons.
fn moderated(ratings: &[ModeratedRating]) -> AnyView {
    if ratings.is_empty() {
        return ().into_any();
    }
    view! {
        <h2 class="govuk-heading-m" id="moderated">
            "Ratings the reviewer gave otherwise"
        </h2>
        <p class="govuk-body">
            "Your own ratings stay as you submitted them; the scores on this page are made of them."
        </p>
        {moderation::list(ratings)}
    }
    .into_any()
}

fn next(feedback: &Feedback) -> AnyView {
    let head = &feedback.scores.head;
    let (url, called) = (return_url(head.id), called(head.audience));
    view! {
        <h2 class="govuk-heading-m" id="next">
            "What happens next"
        </h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>{format!("Talk this page through with {}.", called.leaders)}</li>
            <li>"Decide which of the suggested actions you take on, who leads each, and by when."</li>
            <li>
                "Your partnership’s quality assurance team can now read the return, with your "
                {format!("{}’s name. ", called.own)} "It may write to you, or visit you to see what you said can be seen."
            </li>
            <li>"In your next return this page shows what has changed since this one."</li>
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
