//! The last day of a campaign, and closing it: until someone does, late returns are taken.

use super::attempt::notices;
use super::parts::{counted, heading};
use crate::govuk::{
    BackLink, Button, DateInput, DatePart, ErrorMessage, Fieldset, InsetText, Legend, WarningText,
};
use crate::page::Page;
use crate::portal::{CampaignDays, CampaignId, Portal, Refusal, RoundAttempt};
use chrono::Datelike;
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: CampaignId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let days = portal.campaign_days(id, attempt).await?;
    let problems = !days.attempt.problems.is_empty();
    let page = Page::new("Last day and closing", portal.visitor(), move || {
        draw(&days)
    });
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(days: &CampaignDays) -> AnyView {
    let back = BackLink {
        text: format!("Back to {}", days.title).into(),
        href: address(days, if days.is_round { "cases" } else { "" }),
        ..BackLink::default()
    };
    let parts = match &days.closed {
        Some(closed) => open_again(days, closed),
        None => view! {
            {last_day(days)}
            {close(days)}
        }
        .into_any(),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&days.attempt)}
                {heading(&days.title, "Last day and closing")}
                {parts}
            </div>
        </div>
    }
    .into_any()
}

fn address(days: &CampaignDays, part: &str) -> String {
    match part {
        "" => format!("/campaigns/{}", days.id),
        part => format!("/campaigns/{}/{part}", days.id),
    }
}

fn last_day(days: &CampaignDays) -> AnyView {
    if days.is_round {
        return view! {
            <p class="govuk-body">
                {format!("Its last day is {}. It follows from the ", date_in_words(days.closes_on))}
                <a class="govuk-link" href=address(days, "timetable")>
                    "timetable"
                </a>
                "."
            </p>
        }
        .into_any();
    }
    let typed = |part: &str, held: u32| {
        let typed = days.attempt.typed(&format!("closes-{part}"));
        Some(typed.map_or_else(|| held.to_string(), str::to_owned))
    };
    let year = u32::try_from(days.closes_on.year()).unwrap_or_default();
    let hint = format!(
        "It is {} now. Everyone asked sees the day in the portal; no email is sent.",
        date_in_words(days.closes_on)
    );
    let input = DateInput {
        id: "closes".to_owned(),
        name_prefix: "closes".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Submit by".into(),
                classes: "govuk-fieldset__legend--m".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some(hint.into()),
        error: days.attempt.problem("closes").map(Into::into),
        parts: vec![
            DatePart::day(typed("day", days.closes_on.day())),
            DatePart::month(typed("month", days.closes_on.month())),
            DatePart::year(typed("year", year)),
        ],
        ..DateInput::default()
    };
    let save = Button {
        text: "Change the last day".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action=address(days, "last-day") novalidate=true>
            <input type="hidden" name="seen" value=days.closes_on.to_string() />
            {input.view()}
            {save.view()}
        </form>
    }
    .into_any()
}

fn close(days: &CampaignDays) -> AnyView {
    let (not_started, in_progress, submitted) = days.counts;
    let all = not_started + in_progress + submitted;
    let stands = match all - submitted {
        0 => "Every return is submitted.".to_owned(),
        _ => format!(
            "{submitted} of {} submitted. Still to come: {in_progress} in progress and {not_started} not started.",
            counted(all, "return")
        ),
    };
    let drafts = days.drafts_days.map(|after| {
        format!(
            " What was begun and not submitted is destroyed {} later.",
            counted(i64::from(after), "day")
        )
    });
    let warning = WarningText {
        text: "Once it is closed nobody can save or submit anything in it.".into(),
        ..WarningText::default()
    };
    let error = days.attempt.problem("close").map(|message| {
        ErrorMessage {
            text: message.to_owned().into(),
            ..ErrorMessage::default()
        }
        .view("close-error")
    });
    let button = Button {
        text: "Close this campaign".into(),
        classes: "govuk-button--warning".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m" id="close" tabindex="-1">
            "Close it"
        </h2>
        <p class="govuk-body">{stands}</p>
        <p class="govuk-body">
            "Late returns are taken until you close it." {drafts}
            " Schools and agencies are compared with each other only in closed campaigns."
        </p>
        {error}
        {warning.view()}
        <form method="post" action=address(days, "close") novalidate=true>
            <input type="hidden" name="submitted" value=submitted.to_string() />
            {button.view()}
        </form>
    }
    .into_any()
}

fn open_again(days: &CampaignDays, closed: &str) -> AnyView {
    let words = format!("It was closed on {closed}. Nobody can save or submit anything in it.");
    let inset = InsetText {
        content: words.into(),
        ..InsetText::default()
    };
    let button = Button {
        text: "Open it again".into(),
        classes: "govuk-button--secondary".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        {inset.view()}
        <p class="govuk-body">
            "If it was closed by mistake, or a return is still needed, open it again. What was \
             begun and not destroyed yet goes on where it was."
        </p>
        <form method="post" action=address(days, "open-again") novalidate=true>
            {button.view()}
        </form>
    }
    .into_any()
}
