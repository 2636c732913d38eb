//! What one return said, for the partnership's people who read returns: every answer that was
//! handed in. That they read it is recorded before they see it.

mod identity;

pub use identity::WHY;

use super::parts::{answer, contents, heading, return_url};
use crate::govuk::{BackLink, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{AnswerLine, MASK, Portal, PrintPage, PrintSection, Refusal, ReturnId};
use leptos::prelude::*;

/// The answers of a return; `problem` says why whom it identifies could not be shown.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    problem: Option<String>,
) -> Result<Page, Refusal> {
    Ok(of(portal, portal.answers(id, problem).await?))
}

/// The same with whom it identifies; that the reader sees it, and why, is recorded first.
///
/// # Errors
/// What the portal refuses.
pub async fn with_identity(portal: &dyn Portal, id: ReturnId, why: &str) -> Result<Page, Refusal> {
    Ok(of(portal, portal.identity(id, why).await?))
}

fn of(portal: &dyn Portal, answers: PrintPage) -> Page {
    let title = format!("Answers of {}", answers.head.organisation);
    let problems = answers.problem.is_some();
    let page = Page::new(title, portal.visitor(), move || draw(&answers));
    Page {
        problems,
        section: Some("/campaigns"),
        ..page
    }
}

fn draw(answers: &PrintPage) -> AnyView {
    let (text, href) = match answers.head.case {
        Some(case) => ("Back to the case", format!("/cases/{case}")),
        None => (
            "Back to the scores",
            format!("{}/scores", return_url(answers.head.id)),
        ),
    };
    let back = BackLink {
        text: text.into(),
        href,
        ..BackLink::default()
    };
    let caption = format!("{}, {}", answers.head.campaign, answers.head.form);
    let receipt = answers.receipt.clone().map(|(reference, submitted)| {
        view! {
            <p class="govuk-body">{format!("Reference {reference}, submitted {submitted}.")}</p>
        }
    });
    let ids: Vec<String> = (1..=answers.sections.len())
        .map(|place| format!("section-{place}"))
        .collect();
    let sections = || answers.sections.iter().zip(&ids);
    let parts: Vec<(String, &str)> = sections()
        .map(|(section, id)| (section.title.clone(), id.as_str()))
        .collect();
    view! {
        {back.view()}
        {identity::problem(answers)}
        <div class="app-with-contents">
            <div class="app-with-contents__head">
                {heading(&caption, &format!("Answers of {}", answers.head.organisation))} {receipt}
                <p class="govuk-body app-screen-only">
                    "The portal records that you read this return. To keep a copy, use your \
                     browser’s print command."
                </p>
                {identity::part(answers)}
            </div>
            {contents(&parts)}
            <div class="app-with-contents__body">
                {sections().map(|(part, id)| section(part, id)).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

/// A section with every answer.
pub(super) fn section(section: &PrintSection, id: &str) -> AnyView {
    let row = |line: &AnswerLine| SummaryRow {
        key: line.label.clone().into(),
        value: answered(line).into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: section.lines.iter().map(row).collect(),
        ..SummaryList::default()
    };
    view! {
        <h2 class="govuk-heading-m" id=id.to_owned()>
            {section.title.clone()}
        </h2>
        {list.view()}
    }
    .into_any()
}

/// What was answered; what is masked says so to those who hear it.
fn answered(line: &AnswerLine) -> AnyView {
    match line.answer.as_deref() {
        Some(MASK) => identity::masked(),
        _ => answer(line, "Not answered"),
    }
}
