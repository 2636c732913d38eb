//! A forgotten password: the address is asked for, and the answer is the same for every address.

use super::parts::paragraphs;
use crate::govuk::{BackLink, Button, ErrorSummary, Input, SummaryError};
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// The address typed last.
    pub email: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The page that asks for the address.
pub fn page(visitor: &Visitor, forgotten: Forgotten) -> Page {
    let problems = forgotten.problem.is_some();
    let draw = move || draw(&forgotten);
    let page = Page::new("Get a link to choose another password", visitor, draw);
    Page { problems, ..page }
}

/// The page that says what happens next, whether or not there is such an account.
pub fn sent(visitor: &Visitor, email: &str) -> Page {
    let help = visitor.partnership.reached();
    let words = format!(
        "If {email} is the address of an account here, a mail with a link is on its way to it. \
         The link is good for 10 minutes from when the mail is sent, and works once.\n\n\
         No mail after a few minutes? Look among unwanted mail, check that this is the address \
         you were invited with, and try again. If it does not come, get in touch with {help}."
    );
    Page::new("Check your email", visitor, move || {
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <h1 class="govuk-heading-l">"Check your email"</h1>
                    {paragraphs(&words)}
                </div>
            </div>
        }
        .into_any()
    })
}

fn draw(forgotten: &Forgotten) -> AnyView {
    let back = BackLink {
        text: "Sign in".into(),
        href: "/sign-in".to_owned(),
        ..BackLink::default()
    };
    let summary = forgotten.problem.clone().map(|problem| {
        let error = SummaryError {
            text: problem.into(),
            href: Some("#email".to_owned()),
            ..SummaryError::default()
        };
        ErrorSummary {
            errors: vec![error],
            ..ErrorSummary::default()
        }
        .view()
    });
    let email = Input {
        name: "email".to_owned(),
        label: "Email address".into(),
        error: forgotten.problem.clone().map(Into::into),
        value: Some(forgotten.email.clone()),
        kind: "email".to_owned(),
        autocomplete: Some("username".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    };
    let button = Button {
        text: "Send me a link".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary}
                <h1 class="govuk-heading-l">"Get a link to choose another password"</h1>
                <p class="govuk-body">
                    "Enter the address you sign in with. A link to choose another password comes "
                    "by mail. Until you use it, your password stays as it is."
                </p>
                <form method="post" action="/forgotten" novalidate=true>
                    {email.view()}
                    {button.view()}
                </form>
            </div>
        </div>
    }
    .into_any()
}
