//! Who may sign in, for the administrator: found by name or address, and one more invited.

use super::attempt::notices;
use super::figures;
use super::forms::{mail_words, set_aside_words, told};
use super::parts::encoded;
use crate::govuk::{Button, Cell, Input, PageLink, Pagination, Select, SelectItem, Tag};
use crate::page::Page;
use crate::portal::{AccountsPage, PersonRow, Portal, Refusal, RoundAttempt, Standing};
use leptos::prelude::*;

/// The page of those whose name or address has these words; after an invitation that did not
/// work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    words: &str,
    number: i64,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.accounts(words, number, attempt).await?;
    let problems = !shown.attempt.problems.is_empty();
    let page = Page::new("People", portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/people"),
        ..page
    })
}

fn draw(shown: &AccountsPage) -> AnyView {
    let words = [mail_words(&shown.upkeep), set_aside_words(&shown.upkeep)];
    let mail = told(words.into_iter().flatten().collect());
    view! {
        {mail}
        {notices(&shown.attempt)}
        <h1 class="govuk-heading-l">"People"</h1>
        <p class="govuk-body">
            <a class="govuk-link" href="#invite">
                "Invite someone"
            </a>
        </p>
        {search(shown)}
        {list(shown)}
        {pages(shown)}
        {inviting(shown)}
    }
    .into_any()
}

fn search(shown: &AccountsPage) -> AnyView {
    let words = Input {
        name: "words".to_owned(),
        label: "Name or email address".into(),
        value: Some(shown.words.clone()),
        classes: "govuk-input--width-20".to_owned(),
        spellcheck: Some(false),
        ..Input::default()
    };
    let button = Button {
        text: "Search".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <form method="get" action="/people" role="search" aria-label="People">
            {words.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn list(shown: &AccountsPage) -> AnyView {
    let found = match shown.found {
        0 => "Nobody is found. Try a part of the name or of the address.".to_owned(),
        1 => "1 person".to_owned(),
        found => format!("{found} people"),
    };
    let row = |row: &PersonRow| -> Vec<Cell> {
        let link = view! {
            <a class="govuk-link" href=format!("/people/{}", row.id)>
                {row.name.clone()}
            </a>
            <br />
            <span class="govuk-!-text-break-word govuk-!-font-weight-regular">{row.email.clone()}</span>
        };
        vec![
            link.into_any().into(),
            roles(row).into(),
            standing(&row.standing).into(),
            second_factor(row).into(),
        ]
    };
    let head = ["Person", "Roles", "Account", "Second factor"].map(Cell::from);
    let table = (shown.found > 0)
        .then(|| figures::table(head.into(), shown.people.iter().map(row).collect()).view());
    view! {
        <p class="govuk-body">{found}</p>
        {table}
    }
    .into_any()
}

/// What someone does where, each in a line.
pub(super) fn roles(row: &PersonRow) -> AnyView {
    if row.roles.is_empty() {
        return "None".into_any();
    }
    let line = |role: &String| view! { <li>{role.clone()}</li> };
    let lines = row.roles.iter().map(line).collect_view();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
}

/// How far an account has come.
pub(super) fn standing(standing: &Standing) -> AnyView {
    let (words, classes, when) = match standing {
        Standing::Waiting => ("Invitation not sent yet", "govuk-tag--grey", None),
        Standing::Invited(at) => ("Invited", "govuk-tag--yellow", Some(at)),
        Standing::Active => ("Active", "govuk-tag--green", None),
        Standing::Disabled(at) => ("Disabled", "govuk-tag--red", Some(at)),
    };
    let tag = Tag {
        text: words.into(),
        classes: classes.to_owned(),
        ..Tag::default()
    };
    let when = when.map(|at| {
        view! {
            <br />
            {at.clone()}
        }
    });
    view! {
        {tag.view()}
        {when}
    }
    .into_any()
}

/// Whether someone has a second factor, or needs one and has none yet.
pub(super) fn second_factor(row: &PersonRow) -> &'static str {
    match (row.second_factor, row.needs_second_factor) {
        (true, _) => "On",
        (false, true) => "Set up at the next sign-in",
        (false, false) => "Off",
    }
}

fn pages(shown: &AccountsPage) -> AnyView {
    let (page, pages) = shown.page;
    if pages < 2 {
        return ().into_any();
    }
    let link = |page: i64| PageLink {
        href: format!("/people?words={}&page={page}", encoded(&shown.words)),
        ..PageLink::default()
    };
    Pagination {
        previous: (page > 1).then(|| link(page - 1)),
        next: (page < pages).then(|| link(page + 1)),
        label: "Pages of people".to_owned(),
        ..Pagination::default()
    }
    .view()
}

fn inviting(shown: &AccountsPage) -> AnyView {
    let attempt = &shown.attempt;
    let problem = |field: &str| {
        let found = attempt.problems.iter().find(|(of, _)| of == field);
        found.map(|(_, message)| message.clone().into())
    };
    let typed = |field: &str| Some(attempt.typed.get(field).cloned().unwrap_or_default());
    let input = |name: &str, label: &str| Input {
        name: name.to_owned(),
        label: label.into(),
        error: problem(name),
        value: typed(name),
        spellcheck: Some(false),
        ..Input::default()
    };
    let email = Input {
        kind: "email".to_owned(),
        hint: Some("Their own at work, not one that several read.".into()),
        ..input("email", "Email address")
    };
    let choose = |text: &str| SelectItem {
        text: text.to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let select = |name: &str, label: &str, items: Vec<SelectItem>| Select {
        name: name.to_owned(),
        label: label.into(),
        error: problem(name),
        value: typed(name),
        items,
        ..Select::default()
    };
    let roles = shown.roles.iter().map(|role| SelectItem {
        text: role.title().to_owned(),
        value: Some(role.key().to_owned()),
        ..SelectItem::default()
    });
    let places = shown.organisations.iter().map(|(id, name)| SelectItem {
        text: name.clone(),
        value: Some(id.to_string()),
        ..SelectItem::default()
    });
    let roles = [choose("Choose a role")].into_iter().chain(roles).collect();
    let places = [choose("Choose an organisation")]
        .into_iter()
        .chain(places)
        .collect();
    let button = Button {
        text: "Send invitation".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m" id="invite" tabindex="-1">"Invite someone"</h2>
        <p class="govuk-body">
            "They get an email with a link that works once, for 7 days. If it gets lost, invite "
            "them again from their page."
        </p>
        <form class="govuk-!-width-two-thirds" method="post" action="/people" novalidate=true>
            {input("name", "Name").view()}
            {email.view()}
            {select("role", "Role", roles).view()}
            {select("organisation", "At", places).view()}
            {button.view()}
        </form>
    }
    .into_any()
}
