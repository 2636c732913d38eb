//! Who works at an organisation, by role: who joined, who left. A leaver's access ends with their
//! next request.

use super::attempt::notices;
use super::figures;
use super::organisation_form::day;
use super::parts::heading;
use crate::govuk::{
    BackLink, Button, Cell, Checkbox, Checkboxes, Details, Fieldset, Input, Legend, Select,
    SelectItem,
};
use crate::page::Page;
use crate::portal::{ContactRow, ContactsPage, OrganisationId, Portal, Refusal, RoundAttempt};
use chrono::Datelike;
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    at: OrganisationId,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.contacts(at, attempt).await?;
    let problems = !shown.attempt.problems.is_empty();
    let title = format!("People of {}", shown.row.name);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/directory"),
        ..page
    })
}

fn draw(shown: &ContactsPage) -> AnyView {
    let back = BackLink {
        text: shown.row.name.clone().into(),
        href: format!("/directory/{}", shown.row.id),
        ..BackLink::default()
    };
    let changes = shown.keeps.then(|| {
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">{bring(shown)} {join(shown)}</div>
            </div>
        }
    });
    view! {
        {back.view()}
        {notices(&shown.attempt)}
        {heading(&shown.row.name, "People")}
        {here(shown)}
        {changes}
        {past(shown)}
    }
    .into_any()
}

fn here(shown: &ContactsPage) -> AnyView {
    if shown.contacts.is_empty() {
        return view! { <p class="govuk-inset-text">"Nobody has a role here."</p> }.into_any();
    }
    let mut head = vec!["Person", "Role", "Email address"];
    if shown.keeps {
        head.push("Left");
    }
    let row = |contact: &ContactRow| {
        let mut cells = vec![
            person(contact).into(),
            contact.role.1.clone().into(),
            contact.email.clone().into(),
        ];
        if shown.keeps {
            cells.push(leaving(shown, contact).into());
        }
        cells
    };
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, shown.contacts.iter().map(row).collect()).view()
}

fn person(contact: &ContactRow) -> AnyView {
    let note = contact.note.clone();
    let note = note.map(|note| view! { <span class="app-small">{note}</span> });
    view! {
        {contact.name.clone()}
        {note}
    }
    .into_any()
}

/// The form that ends a role, folded until it is wanted or something is wrong in it.
fn leaving(shown: &ContactsPage, contact: &ContactRow) -> AnyView {
    if contact.own {
        return "You".into_any();
    }
    let name = format!("last-{}-{}", contact.person, contact.role.0);
    let is_tried = shown.attempt.problem(&name).is_some();
    let mut attempt = shown.attempt.clone();
    if !is_tried {
        let today = shown.today;
        for (part, number) in [
            ("day", today.day()),
            ("month", today.month()),
            ("year", today.year().unsigned_abs()),
        ] {
            let field = format!("{name}-{part}");
            attempt.typed.insert(field, number.to_string());
        }
    }
    let whom = format!(" {} as {}", contact.name, contact.role.1);
    let text = view! {
        "End the role"
        <span class="govuk-visually-hidden">{format!(" of{whom}")}</span>
    };
    let button = Button {
        text: text.into_any().into(),
        classes: "govuk-button--warning govuk-!-margin-bottom-0".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let content = view! {
        <form
            method="post"
            action=format!("/directory/{}/people/end", shown.row.id)
            novalidate=true
        >
            <input type="hidden" name="person" value=contact.person.to_string() />
            <input type="hidden" name="ends" value=contact.role.0.clone() />
            {day(&attempt, &name, "Last day", Some("Their access ends as soon as you save."))}
            {button.view()}
        </form>
    };
    let summary = view! {
        "Say that they left"
        <span class="govuk-visually-hidden">{format!(":{whom}")}</span>
    };
    Details {
        summary: summary.into_any().into(),
        content: content.into_any().into(),
        open: is_tried,
        classes: "govuk-!-margin-bottom-0".to_owned(),
        ..Details::default()
    }
    .view()
}

/// People of what it followed.
fn bring(shown: &ContactsPage) -> Option<AnyView> {
    if shown.to_bring.is_empty() {
        return None;
    }
    let item = |contact: &ContactRow| Checkbox {
        value: format!("{} {}", contact.person, contact.role.0),
        text: format!("{}, {}", contact.name, contact.role.1).into(),
        ..Checkbox::default()
    };
    let boxes = Checkboxes {
        name: "bring".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Who works here, too?".into(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        error: shown.attempt.problem("bring").map(Into::into),
        items: shown.to_bring.iter().map(item).collect(),
        ..Checkboxes::default()
    };
    let button = Button {
        text: "Give them the same roles here".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/directory/{}/people/bring", shown.row.id);
    Some(
        view! {
            <h2 class="govuk-heading-m">"People of what it followed"</h2>
            <form method="post" action=action novalidate=true>
                {boxes.view()}
                {button.view()}
            </form>
        }
        .into_any(),
    )
}

fn join(shown: &ContactsPage) -> AnyView {
    if shown.roles.is_empty() {
        return view! {
            <p class="govuk-body">
                "Nobody has a role at a trust itself. Give people roles at its schools."
            </p>
        }
        .into_any();
    }
    let attempt = &shown.attempt;
    let typed = |field: &str| attempt.typed(field).map(str::to_owned);
    let name = Input {
        name: "name".to_owned(),
        label: "Name".into(),
        error: attempt.problem("name").map(Into::into),
        value: typed("name"),
        spellcheck: Some(false),
        autocomplete: Some("off".to_owned()),
        ..Input::default()
    };
    let email = Input {
        name: "email".to_owned(),
        label: "Email address".into(),
        hint: Some("Someone who is known already keeps their name and their other roles.".into()),
        error: attempt.problem("email").map(Into::into),
        value: typed("email"),
        kind: "email".to_owned(),
        spellcheck: Some(false),
        autocomplete: Some("off".to_owned()),
        ..Input::default()
    };
    let item = |(value, text): &(String, String)| SelectItem {
        text: text.clone(),
        value: Some(value.clone()),
        ..SelectItem::default()
    };
    let none = SelectItem {
        text: "Select a role".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let role = Select {
        name: "role".to_owned(),
        label: "What do they do here?".into(),
        error: attempt.problem("role").map(Into::into),
        items: std::iter::once(none)
            .chain(shown.roles.iter().map(item))
            .collect(),
        value: Some(typed("role").unwrap_or_default()),
        ..Select::default()
    };
    let button = Button {
        text: "Add".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/directory/{}/people", shown.row.id);
    view! {
        <h2 class="govuk-heading-m">"Someone joined"</h2>
        <form method="post" action=action novalidate=true>
            {name.view()}
            {email.view()}
            {role.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn past(shown: &ContactsPage) -> Option<AnyView> {
    if shown.past.is_empty() {
        return None;
    }
    let row = |contact: &ContactRow| {
        let last = contact.last_day.map(date_in_words).unwrap_or_default();
        vec![
            contact.name.clone().into(),
            contact.role.1.clone().into(),
            last.into(),
        ]
    };
    let head = ["Person", "Role", "Last day"].map(Cell::from).into();
    Some(
        view! {
            <h2 class="govuk-heading-m">"Left"</h2>
            {figures::table(head, shown.past.iter().map(row).collect()).view()}
        }
        .into_any(),
    )
}
