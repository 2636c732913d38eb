//! The button with which someone in danger leaves at once.

use super::attributes::{class, or, spread};
use super::{Attributes, Button, Content};
use leptos::prelude::*;

/// The "Exit this page" button.
#[derive(Default)]
pub struct ExitThisPage {
    /// What it says; "Emergency Exit this page", its first word read out only, where it is empty.
    pub text: Content,
    /// Where it goes; a weather forecast where it is empty.
    pub redirect_url: String,
    /// Its id.
    pub id: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes; the script's own words are among them, such as `data-i18n.activated`.
    pub attributes: Attributes,
}

impl ExitThisPage {
    /// Draws the button.
    pub fn view(self) -> AnyView {
        let text = if self.text.is_empty() {
            let said = view! {
                <span class="govuk-visually-hidden">"Emergency"</span>
                " Exit this page"
            };
            Content::View(said.into_any())
        } else {
            self.text
        };
        let button = Button {
            text,
            href: Some(or(self.redirect_url, "https://www.bbc.co.uk/weather")),
            classes: "govuk-button--warning govuk-exit-this-page__button \
                      govuk-js-exit-this-page-button"
                .to_owned(),
            attributes: vec![("rel", "nofollow noreferrer".to_owned())],
            ..Button::default()
        };
        view! {
            <div
                id=self.id
                class=class("govuk-exit-this-page", &[], &self.classes)
                data-module="govuk-exit-this-page"
                {..spread(self.attributes)}
            >
                {button.view()}
            </div>
        }
        .into_any()
    }
}
