//! What one return said, for the partnership's people who read returns: every answer that was
//! handed in. That they read it is recorded before they see it.

use super::parts::{answer, contents, heading, return_url};
use crate::govuk::{BackLink, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{AnswerLine, Portal, PrintPage, PrintSection, Refusal, ReturnId};
use leptos::prelude::*;

/// The answers of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let answers = portal.answers(id).await?;
    let title = format!("Answers of {}", answers.head.organisation);
    let page = Page::new(title, portal.visitor(), move || draw(&answers));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(answers: &PrintPage) -> AnyView {
    let back = BackLink {
        text: "Back to the scores".into(),
        href: format!("{}/scores", return_url(answers.head.id)),
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
        <div class="app-with-contents">
            <div class="app-with-contents__head">
                {heading(&caption, &format!("Answers of {}", answers.head.organisation))} {receipt}
                <p class="govuk-body app-screen-only">
                    "The portal records that you read this return. To keep a copy, use your \
                     browser’s print command."
                </p>
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
        value: answer(line, "Not answered").into(),
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
