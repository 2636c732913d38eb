//! One case of a round for its host: whom it asks, who audits, what is in, and who is kept out.
//! What the agencies say stays closed until their grades are locked and shown.

mod agencies;
mod grades;

use super::attempt::notices;
use super::parts::{counted, heading};
use super::round::number;
use crate::govuk::{BackLink, Button, InsetText};
use crate::page::Page;
use crate::portal::{CaseId, CasePage, Declaration, NamedAuditor, Portal, Refusal, RoundAttempt};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The page of a case; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: CaseId, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let case = portal.case(id, attempt).await?;
    let title = format!("Case {}", case.case.reference);
    let problems = !case.attempt.problems.is_empty();
    let page = Page::new(title, portal.visitor(), move || draw(&case));
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

/// An auditor with what they declared, in a few words.
pub(super) fn declared(auditor: &NamedAuditor) -> String {
    let said = match auditor.declaration {
        Declaration::Awaited => "has not declared yet",
        Declaration::NoConflict => "no conflict of interest",
        Declaration::Conflict => "conflict of interest",
    };
    format!("{} ({said})", auditor.name)
}

/// The way back to the round.
pub(super) fn to_round(case: &CasePage) -> BackLink {
    BackLink {
        text: format!("Back to {}", case.head.title).into(),
        href: format!("/campaigns/{}/cases#cases", case.head.id),
        ..BackLink::default()
    }
}

fn draw(case: &CasePage) -> AnyView {
    let row = &case.case;
    view! {
        {to_round(case).view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&case.attempt)}
                {heading(&case.head.title, &format!("Case {}", row.reference))}
                {standing(case)}
                {agencies::asked(case)}
                {grades::said(case)}
                {kept_out(case)}
                {status(case)}
            </div>
        </div>
    }
    .into_any()
}

fn standing(case: &CasePage) -> AnyView {
    if case.case.withdrawn {
        return InsetText {
            content: "This case was taken out of the round. Its returns are closed to auditors."
                .into(),
            ..InsetText::default()
        }
        .view();
    }
    let all = counted(number(case.case.agencies.len()), "return");
    let words = format!(
        "{} of {all} submitted. They are due by {}.",
        case.case.submitted(),
        date_in_words(case.due_on)
    );
    view! { <p class="govuk-body-l">{words}</p> }.into_any()
}

fn kept_out(case: &CasePage) -> AnyView {
    let words = match case.blocked {
        0 => "Nobody is on the block list of this case.".to_owned(),
        1 => "1 person is on the block list and sees nothing of this case.".to_owned(),
        many => format!("{many} people are on the block list and see nothing of this case."),
    };
    view! {
        <h2 class="govuk-heading-m">"Who may not see this case"</h2>
        <p class="govuk-body">{words}</p>
        <p class="govuk-body">
            <a class="govuk-link" href=format!("/cases/{}/blocks", case.case.id)>
                "Open the block list"
            </a>
        </p>
    }
    .into_any()
}

fn status(case: &CasePage) -> AnyView {
    if case.closed {
        return ().into_any();
    }
    let (title, words, status, text) = match case.case.withdrawn {
        false => (
            "Take the case out of the round",
            "Its returns are closed to their auditors. What was saved or submitted is kept.",
            "withdrawn",
            "Take case out",
        ),
        true => (
            "Put the case back into the round",
            "Its auditors can go on where they stopped.",
            "open",
            "Put case back",
        ),
    };
    let button = Button {
        text: text.into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <p class="govuk-body">{words}</p>
        <form method="post" action=format!("/cases/{}/status", case.case.id)>
            <input type="hidden" name="status" value=status />
            {button.view()}
        </form>
    }
    .into_any()
}
