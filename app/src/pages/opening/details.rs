//! A campaign's title, its days and whom it asks, to be typed.

use crate::govuk::{
    Button, Checkbox, Checkboxes, DateInput, DatePart, ErrorMessage, ErrorSummary, Fieldset, Input,
    Label, Legend, Radio, Radios, SummaryError,
};
use crate::pages::parts::{counted, heading};
use crate::portal::{OpeningDetails, TypedDay};
use leptos::prelude::*;

/// The page to type in.
pub(super) fn page(shown: &OpeningDetails) -> AnyView {
    let title = Input {
        name: "title".to_owned(),
        label: Label {
            text: "What people call it".into(),
            classes: "govuk-label--s".to_owned(),
            ..Label::default()
        },
        hint: Some("For example, School return 2026/27".into()),
        error: error(shown, "title"),
        value: Some(shown.typed.title.clone()),
        ..Input::default()
    };
    let go = Button {
        text: "Continue".into(),
        ..Button::default()
    };
    let typed = &shown.typed;
    view! {
        {summary(shown)}
        {heading(&shown.form, "Open a campaign")}
        <p class="govuk-body">
            {format!(
                "It asks version {}, the latest. Nothing is opened before you confirm it on the \
                 next page.",
                shown.number,
            )}
        </p>
        <form method="post" action="/campaigns/new" novalidate=true>
            <input type="hidden" name="form" value=typed.form.clone() />
            {title.view()}
            {day(shown, "opens", "First day", "From this day on answers can be given", &typed.opens)}
            {day(shown, "closes", "Last day", "The day by which returns are due", &typed.closes)}
            {day(
                shown,
                "as_of",
                "The day that answers are true for (optional)",
                "The first day, if you leave it blank",
                &typed.as_of,
            )}
            {who(shown)}
            {go.view()}
        </form>
    }
    .into_any()
}

fn day(
    shown: &OpeningDetails,
    name: &str,
    words: &'static str,
    hint: &'static str,
    typed: &TypedDay,
) -> AnyView {
    let legend = Legend {
        text: words.into(),
        classes: "govuk-fieldset__legend--s".to_owned(),
        ..Legend::default()
    };
    DateInput {
        id: name.to_owned(),
        name_prefix: name.to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        hint: Some(hint.into()),
        error: error(shown, name),
        parts: vec![
            DatePart::day(Some(typed.day.clone())),
            DatePart::month(Some(typed.month.clone())),
            DatePart::year(Some(typed.year.clone())),
        ],
        ..DateInput::default()
    }
    .view()
}

/// Which schools; nothing where the form asks others.
fn who(shown: &OpeningDetails) -> AnyView {
    if shown.phases.is_empty() {
        return ().into_any();
    }
    let phase = |(value, words, schools): &(String, String, u64)| Checkbox {
        text: words.clone().into(),
        value: value.clone(),
        hint: Some(counted(i64::try_from(*schools).unwrap_or(i64::MAX), "school").into()),
        ..Checkbox::default()
    };
    let phases = Checkboxes {
        name: "phase".to_owned(),
        fieldset: Some(Fieldset::from("Phases")),
        items: shown.phases.iter().map(phase).collect(),
        values: shown.typed.phases.clone(),
        classes: "govuk-checkboxes--small".to_owned(),
        ..Checkboxes::default()
    };
    let radio = |value: &str, text: &'static str| Radio {
        text: text.into(),
        value: value.to_owned(),
        ..Radio::default()
    };
    let legend = Legend {
        text: "Which schools are asked?".into(),
        classes: "govuk-fieldset__legend--s".to_owned(),
        ..Legend::default()
    };
    let radios = Radios {
        name: "who".to_owned(),
        id_prefix: "phases".to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        error: error(shown, "phases"),
        items: vec![
            radio("all", "Every open school and college"),
            radio("phases", "Only those of the phases selected below"),
        ],
        value: Some(shown.typed.who.clone()),
        ..Radios::default()
    };
    view! {
        {radios.view()}
        <div class="app-below">{phases.view()}</div>
    }
    .into_any()
}

fn summary(shown: &OpeningDetails) -> Option<AnyView> {
    let error = |problem: &crate::portal::OpeningProblem| {
        let part = match problem.part {
            day @ ("opens" | "closes" | "as_of") => format!("{day}-day"),
            part => part.to_owned(),
        };
        SummaryError {
            text: problem.message.clone().into(),
            href: Some(format!("#{part}")),
            ..SummaryError::default()
        }
    };
    (!shown.problems.is_empty()).then(|| {
        ErrorSummary {
            errors: shown.problems.iter().map(error).collect(),
            ..ErrorSummary::default()
        }
        .view()
    })
}

fn error(shown: &OpeningDetails, part: &str) -> Option<ErrorMessage> {
    let problem = shown.problems.iter().find(|problem| problem.part == part);
    problem.map(|problem| problem.message.clone().into())
}
