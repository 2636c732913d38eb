//! Whom a return about a case identifies: masked, until the reader says why they need to see it.

use crate::govuk::{
    Button, ErrorSummary, Fieldset, Input, InsetText, Legend, Radio, Radios, SummaryError,
};
use crate::pages::parts::return_url;
use crate::portal::{Identity, MASK, PrintPage};
use leptos::prelude::*;

/// Why someone may need to see it: the word in the post, and what is recorded.
pub const WHY: [(&str, &str); 4] = [
    ("records", "To match the case with an agency’s records"),
    ("safety", "The child may not be safe now"),
    ("conflict", "To decide about a conflict of interest"),
    ("moderation", "To prepare the moderation meeting"),
];

/// Why it could not be shown.
pub(super) fn problem(answers: &PrintPage) -> AnyView {
    let Some(problem) = &answers.problem else {
        return ().into_any();
    };
    ErrorSummary {
        errors: vec![SummaryError {
            text: problem.clone().into(),
            href: Some("#why".to_owned()),
            ..SummaryError::default()
        }],
        ..ErrorSummary::default()
    }
    .view()
}

/// What is said of it at the top, and the way to see it.
pub(super) fn part(answers: &PrintPage) -> AnyView {
    match answers.identity {
        Identity::Open => ().into_any(),
        Identity::Shown => shown(answers),
        Identity::Masked => form(answers),
    }
}

/// What stands in the place of an answer.
pub(super) fn masked() -> AnyView {
    let (dots, words) = MASK.split_once(' ').unwrap_or(("", MASK));
    view! {
        <span class="app-masked">
            <span aria-hidden="true">{dots}</span>
            " "
            {words}
        </span>
    }
    .into_any()
}

fn shown(answers: &PrintPage) -> AnyView {
    let href = format!("{}/answers", return_url(answers.head.id));
    let content = view! {
        "Identifying details are shown. The portal has recorded that you see them, and why. It \
         alerts nobody: if a child may be in danger now, call 999, or the local authority’s front \
         door. "
        <a class="govuk-link" href=href>
            "Hide them"
        </a>
    };
    InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    }
    .view()
}

fn form(answers: &PrintPage) -> AnyView {
    let other = Input {
        name: "other".to_owned(),
        label: "If another reason, which?".into(),
        hint: Some("It is kept with the answers, so do not write a name.".into()),
        ..Input::default()
    };
    let known = WHY.iter().map(|(word, words)| Radio {
        text: (*words).into(),
        value: (*word).to_owned(),
        ..Radio::default()
    });
    let own = Radio {
        text: "Another reason".into(),
        value: "other".to_owned(),
        ..Radio::default()
    };
    let radios = Radios {
        name: "why".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Why do you need to see them?".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        error: answers.problem.clone().map(Into::into),
        items: known.chain([own]).collect(),
        classes: "govuk-radios--small".to_owned(),
        ..Radios::default()
    };
    let button = Button {
        text: "Show identifying details".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    let action = format!("{}/identity", return_url(answers.head.id));
    view! {
        <form class="app-identity app-screen-only" method="post" action=action novalidate=true>
            <h2 class="govuk-heading-s">"Identifying details are hidden"</h2>
            <p class="govuk-body">
                "Show them only if you need to. The portal records that you saw them, and why, before \
                 you see them."
            </p>
            <p class="govuk-body">
                "If a child may be in danger now, call 999, or the local authority’s front door. \
                 This portal alerts nobody."
            </p>
            {radios.view()}
            {other.view()}
            {button.view()}
        </form>
    }
    .into_any()
}
