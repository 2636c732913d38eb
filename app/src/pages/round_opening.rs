//! Opening a round of case audits: which form, what it is called, the letters of its references
//! and its first day.

use super::attempt::notices;
use super::parts::heading;
use crate::govuk::{
    BackLink, Button, DateInput, DatePart, Fieldset, Input, Legend, Select, SelectItem,
};
use crate::page::Page;
use crate::portal::{NewRoundPage, Portal, Refusal, RoundAttempt};
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let shown = portal.new_round(attempt).await?;
    let problems = !shown.attempt.problems.is_empty();
    let title = "Open a round of case audits";
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(shown: &NewRoundPage) -> AnyView {
    let back = BackLink {
        text: "All campaigns".into(),
        href: "/campaigns".to_owned(),
        ..BackLink::default()
    };
    let body = match shown.forms.is_empty() {
        true => view! {
            <p class="govuk-body">
                "No form of case audits is published yet. An administrator publishes one on the page \
                 “Forms”."
            </p>
        }
        .into_any(),
        false => form(shown),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&shown.attempt)}
                {heading("Campaigns", "Open a round of case audits")}
                {body}
            </div>
        </div>
    }
    .into_any()
}

fn form(shown: &NewRoundPage) -> AnyView {
    let attempt = &shown.attempt;
    let typed = |field: &str| attempt.typed(field).map(str::to_owned);
    let title = Input {
        name: "title".to_owned(),
        label: "What do people call it?".into(),
        hint: Some("For example “Neglect: multi-agency case audit”.".into()),
        error: attempt.problem("title").map(Into::into),
        value: typed("title"),
        ..Input::default()
    };
    let theme = Input {
        name: "theme".to_owned(),
        label: "Letters of the theme".into(),
        hint: Some(
            "2 to 6 letters that open the reference of each case, like NEG in NEG-26Q4-03.".into(),
        ),
        error: attempt.problem("theme").map(Into::into),
        value: typed("theme"),
        spellcheck: Some(false),
        classes: "govuk-input--width-5".to_owned(),
        ..Input::default()
    };
    let open = Button {
        text: "Open the round".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <p class="govuk-body">
            "A round takes eight weeks from its first day, unless you change its timetable \
             afterwards. It asks nobody until you add cases."
        </p>
        <form method="post" action="/rounds" novalidate=true>
            <input type="hidden" name="id" value=shown.id.to_string() />
            {which(shown)}
            {title.view()}
            {theme.view()}
            {first_day(attempt)}
            {open.view()}
        </form>
    }
    .into_any()
}

/// The only form there is, or a choice.
fn which(shown: &NewRoundPage) -> AnyView {
    if let [(key, title)] = shown.forms.as_slice() {
        return view! {
            <input type="hidden" name="form" value=key.clone() />
            <p class="govuk-body">"It asks the form “" {title.clone()} "”."</p>
        }
        .into_any();
    }
    let none = SelectItem {
        text: "Select a form".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let item = |(key, title): &(String, String)| SelectItem {
        text: title.clone(),
        value: Some(key.clone()),
        ..SelectItem::default()
    };
    Select {
        name: "form".to_owned(),
        label: "Which form does it ask?".into(),
        error: shown.attempt.problem("form").map(Into::into),
        items: std::iter::once(none)
            .chain(shown.forms.iter().map(item))
            .collect(),
        value: Some(shown.attempt.typed("form").unwrap_or_default().to_owned()),
        ..Select::default()
    }
    .view()
}

fn first_day(attempt: &RoundAttempt) -> AnyView {
    let typed = |part: &str| attempt.typed(&format!("opens-{part}")).map(str::to_owned);
    DateInput {
        id: "opens".to_owned(),
        name_prefix: "opens".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "First day".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        error: attempt.problem("opens").map(Into::into),
        parts: vec![
            DatePart::day(typed("day")),
            DatePart::month(typed("month")),
            DatePart::year(typed("year")),
        ],
        ..DateInput::default()
    }
    .view()
}
