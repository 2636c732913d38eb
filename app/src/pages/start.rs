//! The public start page: what this is, whom it is for, and the way in.

use crate::govuk::Button;
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// The start page.
pub fn page(visitor: &Visitor) -> Page {
    Page::new("Safeguarding returns, audits and surveys", visitor, draw)
}

fn draw() -> AnyView {
    let sign_in = Button {
        text: "Sign in".into(),
        href: Some("/sign-in".to_owned()),
        start: true,
        ..Button::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-xl">"Safeguarding returns, audits and surveys"</h1>
                <p class="govuk-body-l">
                    "This is where organisations tell their safeguarding children partnership "
                    "how they keep children safe."
                </p>
                <p class="govuk-body">"Sign in to:"</p>
                <ul class="govuk-list govuk-list--bullet">
                    <li>"fill in your school’s or college’s yearly safeguarding return"</li>
                    <li>"fill in the Section 11 self-assessment of your agency or service"</li>
                    <li>"see your scores and suggested actions as soon as you submit"</li>
                    <li>"look back at returns you submitted before"</li>
                </ul>
                {sign_in.view()}
                <h2 class="govuk-heading-m">"Before you start"</h2>
                <p class="govuk-body">
                    "You need an account. If you were invited, open the link in the invitation email "
                    "and choose a password: the link works for 7 days. You can save as you go, come "
                    "back later, and share the work with others where you work."
                </p>
                <p class="govuk-body">
                    "Do not name a child in anything you write here. If a child is in immediate "
                    "danger, call 999."
                </p>
            </div>
        </div>
    }
    .into_any()
}
