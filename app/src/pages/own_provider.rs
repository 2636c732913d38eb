//! Signing in with an account elsewhere, too: what that means, and the way to that account. It must
//! not know how the two are bound.

use crate::govuk::{Button, InsetText};
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// The page; `there` is what the provider is called, and `to` where one signs in with it.
pub fn page(visitor: &Visitor, there: String, to: String) -> Page {
    let title = format!("Sign in with {there}, too");
    Page::new(title.clone(), visitor, move || draw(&title, &there, &to))
}

fn draw(title: &str, there: &str, to: &str) -> AnyView {
    let button = Button {
        text: format!("Go to {there}").into(),
        href: Some(to.to_owned()),
        ..Button::default()
    };
    let yours = InsetText {
        content: "Sign in there with an account that is yours alone: whoever can sign in with it \
                  can sign in here as you."
            .into(),
        ..InsetText::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">{title.to_owned()}</h1>
                <p class="govuk-body">
                    {format!(
                        "You sign in at {there} once more. From then on that account opens this \
                         one, and your password goes on to work.",
                    )}
                </p>
                {yours.view()}
                {button.view()}
                <p class="govuk-body">
                    <a class="govuk-link" href="/account">
                        "Back to your account"
                    </a>
                </p>
            </div>
        </div>
    }
    .into_any()
}
