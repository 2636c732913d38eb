//! A round's timetable, to be changed: the last day of each step.

use super::attempt::notices;
use super::parts::heading;
use crate::govuk::{BackLink, Button, DateInput, DatePart, Fieldset, Legend};
use crate::page::Page;
use crate::portal::{CampaignId, Portal, Refusal, RoundAttempt, RoundStep, TimetablePage};
use chrono::{Datelike, NaiveDate};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The page of a timetable; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: CampaignId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let timetable = portal.timetable(id, attempt).await?;
    let problems = !timetable.attempt.problems.is_empty();
    let page = Page::new("Change the timetable", portal.visitor(), move || {
        draw(&timetable)
    });
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(timetable: &TimetablePage) -> AnyView {
    let head = &timetable.head;
    let back = BackLink {
        text: format!("Back to {}", head.title).into(),
        href: format!("/campaigns/{}/cases", head.id),
        ..BackLink::default()
    };
    let days = timetable.steps.iter();
    let days = days.map(|(step, day)| last_day(timetable, *step, *day));
    let save = Button {
        text: "Save timetable".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&timetable.attempt)}
                {heading(&head.title, "Change the timetable")}
                <p class="govuk-body" id="moved" tabindex="-1">
                    "Enter the last day of each step, in the order they are done. The round ends \
                     with the last of them."
                </p>
                <form
                    method="post"
                    action=format!("/campaigns/{}/timetable", head.id)
                    novalidate=true
                >
                    <input type="hidden" name="seen" value=timetable.seen() />
                    {days.collect_view()}
                    {save.view()}
                </form>
            </div>
        </div>
    }
    .into_any()
}

fn last_day(timetable: &TimetablePage, step: RoundStep, held: NaiveDate) -> AnyView {
    let attempt = &timetable.attempt;
    let typed = |part: &str, held: u32| {
        let typed = attempt.typed(&format!("{}-{part}", step.key()));
        Some(typed.map_or_else(|| held.to_string(), str::to_owned))
    };
    let year = u32::try_from(held.year()).unwrap_or_default();
    let parts = vec![
        DatePart::day(typed("day", held.day())),
        DatePart::month(typed("month", held.month())),
        DatePart::year(typed("year", year)),
    ];
    let moved = attempt.problem("moved").is_some();
    let hint = match moved {
        true => format!("{} It is {} now.", step.words(), date_in_words(held)),
        false => step.words().to_owned(),
    };
    DateInput {
        id: step.key().to_owned(),
        name_prefix: step.key().to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: step.title().into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some(hint.into()),
        error: attempt.problem(step.key()).map(Into::into),
        parts,
        ..DateInput::default()
    }
    .view()
}
