//! Proving again that it is really the person who is signed in, before much is taken away.

use super::parts::encoded;
use crate::govuk::{Button, ErrorSummary, Input, PasswordInput, SummaryError};
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// How someone proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProofBy {
    /// With their password.
    #[default]
    Password,
    /// With a code of their authenticator app.
    Code,
    /// By signing in at their provider again.
    Provider,
}

/// What the page knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prove {
    /// How.
    pub by: ProofBy,
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// The page.
pub fn page(visitor: &Visitor, prove: Prove) -> Page {
    let problems = prove.problem.is_some();
    let page = Page::new("Prove that it is you", visitor, move || draw(&prove));
    Page { problems, ..page }
}

fn draw(prove: &Prove) -> AnyView {
    let summary = prove.problem.clone().map(|problem| {
        let error = SummaryError {
            text: problem.into(),
            href: Some("#proof".to_owned()),
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
                {summary} <h1 class="govuk-heading-l">"Prove that it is you"</h1>
                <p class="govuk-body">
                    "You are about to take many answers out of the portal, or to do what cannot be "
                    "undone. So we ask again who you are. This counts for 10 minutes."
                </p>
                {way(prove)}
            </div>
        </div>
    }
    .into_any()
}

/// What is to be done.
fn way(prove: &Prove) -> AnyView {
    if prove.by == ProofBy::Provider {
        let next = encoded(&prove.next);
        return Button {
            text: "Sign in there again".into(),
            href: Some(format!("/sign-in/provider?prove=yes&next={next}")),
            ..Button::default()
        }
        .view();
    }
    let button = Button {
        text: "Continue".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action="/prove" novalidate=true>
            <input type="hidden" name="next" value=prove.next.clone() />
            {field(prove)}
            {button.view()}
        </form>
    }
    .into_any()
}

fn field(prove: &Prove) -> AnyView {
    let error = prove.problem.clone().map(Into::into);
    match prove.by {
        ProofBy::Password => PasswordInput {
            name: "proof".to_owned(),
            label: "Your password".into(),
            error,
            ..PasswordInput::default()
        }
        .view(),
        ProofBy::Code => Input {
            name: "proof".to_owned(),
            label: "Code from your authenticator app".into(),
            hint: Some(
                "6 digits. A code opens once: wait for the next if you just used one.".into(),
            ),
            error,
            inputmode: Some("numeric".to_owned()),
            autocomplete: Some("one-time-code".to_owned()),
            spellcheck: Some(false),
            classes: "govuk-input--width-10".to_owned(),
            ..Input::default()
        }
        .view(),
        ProofBy::Provider => ().into_any(),
    }
}
