//! What an auditor is asked before they see anything of a case: whether they have a conflict of
//! interest. They can come back to it when they find one out.

use super::attempt::notices;
use super::parts::{heading, return_url};
use crate::govuk::{BackLink, Button, Fieldset, InsetText, Legend, Radio, Radios, Textarea};
use crate::page::Page;
use crate::portal::{ConflictPage, Declaration, Portal, Refusal, ReturnId, RoundAttempt};
use leptos::prelude::*;

/// The page of the question; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let asked = portal.conflict(id, attempt).await?;
    let problems = !asked.attempt.problems.is_empty();
    let page = Page::new("Conflict of interest", portal.visitor(), move || {
        draw(&asked)
    });
    Ok(Page {
        problems,
        section: Some("/home"),
        ..page
    })
}

fn draw(asked: &ConflictPage) -> AnyView {
    let back = BackLink {
        text: "Back to my returns".into(),
        href: "/home".to_owned(),
        ..BackLink::default()
    };
    let caption = format!("{}, case {}", asked.round, asked.reference);
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&asked.attempt)}
                {heading(&caption, "Conflict of interest")}
                {body(asked)}
            </div>
        </div>
    }
    .into_any()
}

fn body(asked: &ConflictPage) -> AnyView {
    let so_far = match asked.declaration {
        Declaration::Conflict => {
            return view! {
                <p class="govuk-body">
                    "You have declared a conflict of interest, so the return about this case is \
                     closed to you. The quality assurance manager is told and can name someone \
                     else. You have nothing more to do."
                </p>
            }
            .into_any();
        }
        Declaration::Awaited => None,
        Declaration::NoConflict => Some(
            InsetText {
                content: view! {
                    "You declared that you have no conflict. If you have found one out since, say so \
                     here: the return is then closed to you at once. "
                    <a class="govuk-link" href=return_url(asked.return_id)>
                        "Go on with the return"
                    </a>
                }
                .into_any()
                .into(),
                ..InsetText::default()
            }
            .view(),
        ),
    };
    view! {
        {so_far}
        {what(asked)}
        {form(asked)}
    }
    .into_any()
}

fn what(asked: &ConflictPage) -> AnyView {
    view! {
        <p class="govuk-body">
            {format!(
                "You are named to audit this case for {}. Your agency was told outside the portal \
                 which child it is.",
                asked.organisation,
            )}
        </p>
        <p class="govuk-body">"You have a conflict of interest if you:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"know the child or anyone in the family, as kin, friend or neighbour"</li>
            <li>"work or have worked with them, or manage someone who does"</li>
            <li>"took part in a decision about them, or in a complaint"</li>
            <li>"cannot judge the work fairly for any other reason"</li>
        </ul>
        <p class="govuk-body">"If you are not sure, say yes. Nobody is blamed for a conflict."</p>
    }
    .into_any()
}

fn form(asked: &ConflictPage) -> AnyView {
    let attempt = &asked.attempt;
    let reason = Textarea {
        name: "reason".to_owned(),
        label: "If yes, what is the conflict? (optional)".into(),
        hint: Some(
            "Only the quality assurance manager reads it. You do not need to name anyone.".into(),
        ),
        error: attempt.problem("reason").map(Into::into),
        value: attempt.typed("reason").unwrap_or_default().to_owned(),
        rows: 3,
        ..Textarea::default()
    };
    let radios = Radios {
        name: "conflict".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Do you have a conflict of interest in this case?".into(),
                classes: "govuk-fieldset__legend--m".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        error: attempt.problem("conflict").map(Into::into),
        items: vec![
            Radio {
                text: "No, I have none".into(),
                value: "no".to_owned(),
                ..Radio::default()
            },
            Radio {
                text: "Yes, or I am not sure".into(),
                value: "yes".to_owned(),
                ..Radio::default()
            },
        ],
        value: attempt.typed("conflict").map(str::to_owned),
        ..Radios::default()
    };
    let button = Button {
        text: "Continue".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("{}/conflict", return_url(asked.return_id));
    view! {
        <form method="post" action=action novalidate=true>
            {radios.view()}
            {reason.view()}
            {button.view()}
        </form>
    }
    .into_any()
}
