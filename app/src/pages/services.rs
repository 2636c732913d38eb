//! What the services of an agency said together: who has returned, each standard of each service
//! by band, and each question by rating. Numbers and bands only; no score is added up.

mod list;
mod questions;
mod standards;

#[cfg(test)]
mod tests;

pub(super) use list::{Reader, list, submitted};

use super::parts::{contents, heading, return_url};
use super::rule::rule;
use crate::govuk::{BackLink, InsetText};
use crate::page::Page;
use crate::portal::{Portal, Refusal, ReturnId, Role, ServicesPage, Visitor};
use leptos::prelude::*;

/// The services below the agency that owes a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let services = portal.services(id).await?;
    let title = format!("Services of {}", services.head.organisation);
    let reader = reader(portal.visitor());
    let page = Page::new(title, portal.visitor(), move || draw(&services, reader));
    Ok(Page {
        section: Some(match reader {
            Reader::Agency => "/home",
            Reader::Partnership => "/campaigns",
        }),
        ..page
    })
}

fn reader(visitor: &Visitor) -> Reader {
    match visitor.is(Role::QualityAssuranceManager) {
        true => Reader::Partnership,
        false => Reader::Agency,
    }
}

fn draw(page: &ServicesPage, reader: Reader) -> AnyView {
    let (text, href) = match reader {
        Reader::Agency => ("Back to the return", return_url(page.head.id)),
        Reader::Partnership => ("All campaigns", "/campaigns".to_owned()),
    };
    let back = BackLink {
        text: text.into(),
        href,
        ..BackLink::default()
    };
    let title = format!("Services of {}", page.head.organisation);
    view! {
        {back.view()}
        {heading(&page.head.campaign, &title)}
        <p class="govuk-body-l">{submitted(&page.services)}</p>
        {contents(&parts(page))}
        <h2 class="govuk-heading-m" id="services">
            "Who has returned"
        </h2>
        {list(&page.services, reader)}
        {said(page, reader)}
    }
    .into_any()
}

/// The parts of the page by their ids.
fn parts(page: &ServicesPage) -> Vec<(String, &'static str)> {
    let mut parts = vec![("Who has returned", "services")];
    if page.services.submitted() > 0 {
        parts.extend([
            ("Standards by band", "standards"),
            ("Each service by standard", "each"),
            ("Each question by rating", "questions"),
        ]);
    }
    let parts = parts.into_iter();
    parts.map(|(words, id)| (words.to_owned(), id)).collect()
}

/// What those said who have submitted.
fn said(page: &ServicesPage, reader: Reader) -> AnyView {
    if page.services.submitted() == 0 {
        let words = "No service has submitted its return yet. What they say appears here, from \
                     the first on.";
        return match page.services.rows.is_empty() {
            true => ().into_any(),
            false => InsetText {
                content: words.into(),
                ..InsetText::default()
            }
            .view(),
        };
    }
    view! {
        <h2 class="govuk-heading-m" id="standards">
            "Standards by band"
        </h2>
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{rule(&page.rule)}</div>
        </div>
        {standards::by_band(page)}
        <h2 class="govuk-heading-m" id="each">
            "Each service by standard"
        </h2>
        {standards::each(page, reader)}
        <h2 class="govuk-heading-m" id="questions">
            "Each question by rating"
        </h2>
        {questions::questions(page)}
    }
    .into_any()
}
