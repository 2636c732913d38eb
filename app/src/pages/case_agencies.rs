//! Whom a case asks: for a case to be added, with its reference, and for one there is.

use super::attempt::notices;
use super::parts::heading;
use crate::govuk::{
    BackLink, Button, Checkbox, Checkboxes, Fieldset, Hint, Input, Legend, Select, SelectItem,
};
use crate::page::Page;
use crate::portal::{
    AgenciesPage, AskableAgency, CampaignId, CaseId, OrganisationId, Portal, Refusal, RoundAttempt,
};
use leptos::prelude::*;

/// The page that adds a case to a round.
///
/// # Errors
/// What the portal refuses.
pub async fn new(
    portal: &dyn Portal,
    to: CampaignId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let asked = portal.new_case(to, attempt).await?;
    Ok(of(portal, asked, "Add a case"))
}

/// The page that changes whom a case asks.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: CaseId, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let asked = portal.case_agencies(id, attempt).await?;
    Ok(of(portal, asked, "Change the agencies asked"))
}

fn of(portal: &dyn Portal, asked: AgenciesPage, title: &'static str) -> Page {
    let problems = !asked.attempt.problems.is_empty();
    let page = Page::new(title, portal.visitor(), move || draw(&asked, title));
    Page {
        problems,
        section: Some("/campaigns"),
        ..page
    }
}

fn draw(asked: &AgenciesPage, title: &str) -> AnyView {
    let (back, text, action, caption) = match &asked.case {
        None => (
            format!("/campaigns/{}/cases#cases", asked.head.id),
            format!("Back to {}", asked.head.title),
            format!("/campaigns/{}/cases", asked.head.id),
            asked.head.title.clone(),
        ),
        Some((id, reference)) => (
            format!("/cases/{id}"),
            format!("Back to case {reference}"),
            format!("/cases/{id}/agencies"),
            format!("Case {reference}"),
        ),
    };
    let back = BackLink {
        text: text.into(),
        href: back,
        ..BackLink::default()
    };
    let save = Button {
        text: match asked.case {
            None => "Add case".into(),
            Some(_) => "Save".into(),
        },
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&asked.attempt)}
                {heading(&caption, title)}
                <form method="post" action=action novalidate=true>
                    {asked.case.is_none().then(|| reference(asked))}
                    {agencies(asked).view()}
                    {other(asked)}
                    {save.view()}
                </form>
            </div>
        </div>
    }
    .into_any()
}

fn reference(asked: &AgenciesPage) -> AnyView {
    Input {
        name: "reference".to_owned(),
        label: "Reference".into(),
        hint: Some(
            "Letters of the theme, year and quarter, and a number. It stands on every page of the \
             case, so it must not contain initials or a date of birth."
                .into(),
        ),
        error: asked.attempt.problem("reference").map(Into::into),
        value: Some(
            asked
                .attempt
                .typed("reference")
                .unwrap_or(&asked.proposed)
                .to_owned(),
        ),
        spellcheck: Some(false),
        classes: "govuk-input--width-10".to_owned(),
        ..Input::default()
    }
    .view()
}

fn agencies(asked: &AgenciesPage) -> Checkboxes {
    let item = |agency: &AskableAgency| Checkbox {
        text: agency.name.clone().into(),
        value: agency.id.to_string(),
        hint: agency
            .begun
            .then(|| "Its return is begun, so it stays asked.".into()),
        ..Checkbox::default()
    };
    let ticked = asked.agencies.iter().filter(|agency| agency.asked);
    Checkboxes {
        name: "agency".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Which agencies worked with the child?".into(),
                classes: "govuk-fieldset__legend--m".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some(Hint::from(
            "Each of them owes a return about this case. Select all that apply.",
        )),
        error: asked.attempt.problem("agency").map(Into::into),
        items: asked.agencies.iter().map(item).collect(),
        values: ticked.map(|agency| agency.id.to_string()).collect(),
        ..Checkboxes::default()
    }
}

/// One more that is no agency: a service, or the child's school.
fn other(asked: &AgenciesPage) -> AnyView {
    if asked.others.is_empty() {
        return ().into_any();
    }
    let item = |(id, name): &(OrganisationId, String)| SelectItem {
        text: name.clone(),
        value: Some(id.to_string()),
        ..SelectItem::default()
    };
    let none = SelectItem {
        text: "None".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    Select {
        name: "other".to_owned(),
        label: "A service, or the child’s school (optional)".into(),
        hint: Some("To ask more than one, save and come back.".into()),
        items: std::iter::once(none)
            .chain(asked.others.iter().map(item))
            .collect(),
        value: Some(asked.attempt.typed("other").unwrap_or_default().to_owned()),
        ..Select::default()
    }
    .view()
}
