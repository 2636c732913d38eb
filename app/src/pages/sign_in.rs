//! The sign-in page. It never tells which of email address and password was wrong.

use super::attempt::done;
use super::parts::encoded;
use crate::govuk::{
    Button, ErrorSummary, Input, PasswordInput, SummaryError, SummaryList, SummaryRow,
};
use crate::page::Page;
use crate::portal::{DemoAccount, Visitor};
use leptos::prelude::*;

/// What is said when email address and password do not belong together, whichever is wrong.
pub const WRONG: &str =
    "The email address or the password is not right. Check both, or choose another password";

/// What the sign-in page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignIn {
    /// The email address typed last.
    pub email: String,
    /// Where to go afterwards: a path of this portal.
    pub next: String,
    /// Why it did not work, in a sentence: [`WRONG`], or why this role cannot sign in here.
    pub problem: Option<String>,
    /// What was done just now, such as choosing a password.
    pub done: Option<String>,
    /// The provider with which people can sign in, by name.
    pub provider: Option<String>,
    /// The accounts of a demo; none otherwise.
    pub accounts: Vec<DemoAccount>,
}

/// The sign-in page.
pub fn page(visitor: &Visitor, sign_in: SignIn) -> Page {
    let problems = sign_in.problem.is_some();
    let help = visitor.partnership.reached();
    let page = Page::new("Sign in", visitor, move || draw(&sign_in, &help));
    Page { problems, ..page }
}

fn draw(sign_in: &SignIn, help: &str) -> AnyView {
    let summary = sign_in.problem.clone().map(|problem| {
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
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {sign_in.done.clone().map(done)}
                {summary}
                <h1 class="govuk-heading-l">"Sign in"</h1>
                {form(sign_in)}
                <p class="govuk-body">
                    <a class="govuk-link" href="/forgotten">
                        "I have forgotten my password"
                    </a>
                </p>
                {provider(sign_in)}
                <p class="govuk-body">{format!("You cannot sign in? Get in touch with {help}.")}</p>
                {accounts(&sign_in.accounts)}
            </div>
        </div>
    }
    .into_any()
}

fn form(sign_in: &SignIn) -> AnyView {
    let email = Input {
        name: "email".to_owned(),
        label: "Email address".into(),
        error: sign_in.problem.clone().map(Into::into),
        value: Some(sign_in.email.clone()),
        kind: "email".to_owned(),
        autocomplete: Some("username".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    };
    let password = PasswordInput {
        name: "password".to_owned(),
        label: "Password".into(),
        ..PasswordInput::default()
    };
    let button = Button {
        text: "Sign in".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action="/sign-in" novalidate=true>
            <input type="hidden" name="next" value=sign_in.next.clone() />
            {email.view()}
            {password.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// Signing in with an account elsewhere.
fn provider(sign_in: &SignIn) -> AnyView {
    let Some(name) = &sign_in.provider else {
        return ().into_any();
    };
    // A link: a form's answer may not lead to another site.
    Button {
        text: format!("Sign in with {name}").into(),
        classes: "govuk-button--secondary".to_owned(),
        href: Some(format!("/sign-in/provider?next={}", encoded(&sign_in.next))),
        ..Button::default()
    }
    .view()
}

fn accounts(accounts: &[DemoAccount]) -> AnyView {
    let Some(first) = accounts.first() else {
        return ().into_any();
    };
    let row = |account: &DemoAccount| SummaryRow {
        key: account.who.clone().into(),
        value: account.email.clone().into(),
        value_classes: "govuk-!-text-break-word".to_owned(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: accounts.iter().map(row).collect(),
        ..SummaryList::default()
    };
    view! {
        <h2 class="govuk-heading-m">"Accounts of this demonstration"</h2>
        <p class="govuk-body">
            "Every account has the password " <b>{first.password.clone()}</b> "."
        </p>
        {list.view()}
    }
    .into_any()
}
