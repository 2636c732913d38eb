//! One person's account, for the administrator: invite again, keep out, let in again, take a lost
//! second factor away.

use super::accounts::{roles, second_factor, standing};
use super::attempt::done;
use crate::govuk::{BackLink, Button, ErrorSummary, SummaryError, SummaryList, SummaryRow};
use crate::page::Page;
use crate::portal::{PersonId, PersonPage, Portal, Refusal, Standing};
use leptos::prelude::*;

/// The page; `said` is what was done just now, `refused` why something was not.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: PersonId,
    said: Option<String>,
    refused: Option<String>,
) -> Result<Page, Refusal> {
    let shown = PersonPage {
        done: said,
        refused,
        ..portal.person(id).await?
    };
    let (title, problems) = (shown.person.name.clone(), shown.refused.is_some());
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/people"),
        ..page
    })
}

fn draw(shown: &PersonPage) -> AnyView {
    let back = BackLink {
        text: "People".into(),
        href: "/people".to_owned(),
        ..BackLink::default()
    };
    let refused = shown.refused.clone().map(|words| {
        let error = SummaryError {
            text: words.into(),
            ..SummaryError::default()
        };
        ErrorSummary {
            errors: vec![error],
            ..ErrorSummary::default()
        }
        .view()
    });
    let person = &shown.person;
    let row = |key: &'static str, value: AnyView| SummaryRow {
        key: key.into(),
        value: value.into(),
        value_classes: "govuk-!-text-break-word".to_owned(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: vec![
            row("Email address", person.email.clone().into_any()),
            row("Roles", roles(person)),
            row("Account", standing(&person.standing)),
            row("Second factor", second_factor(person).into_any()),
        ],
        ..SummaryList::default()
    };
    view! {
        {back.view()}
        {shown.done.clone().map(done)}
        {refused}
        <h1 class="govuk-heading-l">{person.name.clone()}</h1>
        {list.view()}
        {acts(shown)}
    }
    .into_any()
}

fn acts(shown: &PersonPage) -> AnyView {
    let person = &shown.person;
    let disabled = matches!(person.standing, Standing::Disabled(_));
    let invitable = matches!(person.standing, Standing::Waiting | Standing::Invited(_));
    let act = |shown: bool, word: &str, text: &str, classes: &str| {
        let action = format!("/people/{}/{word}", person.id);
        let button = Button {
            text: text.into(),
            classes: classes.to_owned(),
            prevent_double_click: Some(true),
            ..Button::default()
        };
        shown.then(|| view! { <form method="post" action=action>{button.view()}</form> })
    };
    let (second, warning) = ("govuk-button--secondary", "govuk-button--warning");
    let factor = !disabled && person.second_factor && !shown.own;
    let own = shown.own.then(|| {
        view! {
            <p class="govuk-body">
                "This is you. Another administrator can keep you out or take your second factor "
                "away."
            </p>
        }
    });
    let lost = factor.then(|| {
        view! {
            <p class="govuk-body">
                "Before you take a second factor away, make sure that it is really this person "
                "who asks: ring them on a number you know. They are told by email."
            </p>
        }
    });
    view! {
        {own}
        {lost}
        <div class="govuk-button-group">
            {act(invitable, "invite", "Invite again", second)}
            {act(factor, "second-factor", "Take second factor away", second)}
            {act(!disabled && !shown.own, "disable", "Disable account", warning)}
            {act(disabled, "enable", "Let them in again", second)}
        </div>
    }
    .into_any()
}
