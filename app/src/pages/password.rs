//! Choosing a password: after an invitation, after it was forgotten, or because one wants
//! another. Opening the page changes nothing; only sending it does.

use super::parts::{encoded, paragraphs};
use crate::govuk::{BackLink, Button, ErrorSummary, Input, PasswordInput, SummaryError};
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// What the page knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoosePassword {
    /// Where it posts to.
    pub action: String,
    /// The token of the link that led here; none where someone is signed in.
    pub link: Option<String>,
    /// Whose password it is.
    pub email: String,
    /// Their name, where they are welcomed for the first time.
    pub welcome: Option<String>,
    /// The provider with which they can sign in instead, by name.
    pub provider: Option<String>,
    /// What is wrong with the password they have, where it is asked for.
    pub current: Option<String>,
    /// What is wrong with the new one.
    pub problem: Option<String>,
}

/// The page.
pub fn page(visitor: &Visitor, choose: ChoosePassword) -> Page {
    let problems =
        choose.problem.is_some() || choose.current.as_ref().is_some_and(|p| !p.is_empty());
    let page = Page::new("Choose a password", visitor, move || draw(&choose));
    Page { problems, ..page }
}

/// What is said of a link that opens nothing: used, over, or never made.
pub fn dead_link(visitor: &Visitor) -> Page {
    let help = visitor.partnership.reached();
    let words = format!(
        "It was used already, or it is too old, or part of the address is missing. If you copied \
         it from a mail, check that you copied all of it.\n\n\
         If you have chosen a password before, sign in, or get a new link. If you were invited \
         and have not chosen one yet, ask {help} to invite you again."
    );
    Page::new("This link no longer works", visitor, move || {
        let sign_in = Button {
            text: "Sign in".into(),
            href: Some("/sign-in".to_owned()),
            ..Button::default()
        };
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">"This link no longer works"</h1>
                    {paragraphs(&words)}
                    <div class="govuk-button-group">
                        {sign_in.view()}
                        <a class="govuk-link" href="/forgotten">
                            "Get a new link"
                        </a>
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

fn draw(choose: &ChoosePassword) -> AnyView {
    let back = choose.current.is_some().then(|| {
        BackLink {
            text: "Your account".into(),
            href: "/account".to_owned(),
            ..BackLink::default()
        }
        .view()
    });
    let welcome = choose.welcome.as_ref().map(|name| {
        let words = format!(
            "Welcome, {name}. You were invited to this portal. Choose a password: with it and \
             your address you sign in."
        );
        view! { <p class="govuk-body-l">{words}</p> }
    });
    view! {
        {back}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(choose)} <h1 class="govuk-heading-l">"Choose a password"</h1>
                {welcome}
                <p class="govuk-body">
                    "It has at least 12 characters and is not easily guessed: three words that "
                    "have nothing to do with each other will do. You need no capital letters, "
                    "digits or signs. A password manager can make and keep one for you."
                </p>
                {form(choose)}
                {provider(choose)}
            </div>
        </div>
    }
    .into_any()
}

fn summary(choose: &ChoosePassword) -> AnyView {
    let current = choose.current.clone().filter(|problem| !problem.is_empty());
    let problems = [("#current", current), ("#password", choose.problem.clone())];
    let error = |(href, problem): (&str, Option<String>)| {
        Some(SummaryError {
            text: problem?.into(),
            href: Some(href.to_owned()),
            ..SummaryError::default()
        })
    };
    let errors: Vec<SummaryError> = problems.into_iter().filter_map(error).collect();
    match errors.is_empty() {
        true => ().into_any(),
        false => ErrorSummary {
            errors,
            ..ErrorSummary::default()
        }
        .view(),
    }
}

fn form(choose: &ChoosePassword) -> AnyView {
    // Not to be changed: for password managers, which keep address and password together.
    let email = Input {
        name: "email".to_owned(),
        label: "Your email address".into(),
        value: Some(choose.email.clone()),
        kind: "email".to_owned(),
        autocomplete: Some("username".to_owned()),
        attributes: vec![("readonly", "readonly".to_owned())],
        ..Input::default()
    };
    let current = choose.current.clone().map(|problem| {
        PasswordInput {
            name: "current".to_owned(),
            label: "Your password now".into(),
            error: (!problem.is_empty()).then(|| problem.into()),
            ..PasswordInput::default()
        }
        .view()
    });
    let password = PasswordInput {
        name: "password".to_owned(),
        label: "New password".into(),
        hint: Some("At least 12 characters. You can paste it.".into()),
        error: choose.problem.clone().map(Into::into),
        autocomplete: "new-password".to_owned(),
        ..PasswordInput::default()
    };
    let button = Button {
        text: "Save password".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let link = choose
        .link
        .clone()
        .map(|token| view! { <input type="hidden" name="link" value=token /> });
    view! {
        <form method="post" action=choose.action.clone() novalidate=true>
            {link}
            {email.view()}
            {current}
            {password.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// Signing in with an account elsewhere, instead of a password.
fn provider(choose: &ChoosePassword) -> AnyView {
    let (Some(name), Some(token)) = (choose.provider.clone(), choose.link.clone()) else {
        return ().into_any();
    };
    let button = Button {
        text: format!("Use my {name} account").into(),
        classes: "govuk-button--secondary".to_owned(),
        href: Some(format!("/sign-in/provider?link={}", encoded(&token))),
        ..Button::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Or without a password"</h2>
        <p class="govuk-body">
            {format!("Sign in to {name} once now. From then on that account opens this portal.")}
        </p>
        {button.view()}
    }
    .into_any()
}
