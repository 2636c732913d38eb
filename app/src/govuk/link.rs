//! A link, as data for the components that hold links.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A link.
#[derive(Default)]
pub struct Link {
    /// What it says.
    pub text: Content,
    /// What is read out after it, as in "Change *name*".
    pub hidden_text: String,
    /// Where it goes.
    pub href: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Link {
    /// Draws the link.
    pub fn view(self) -> AnyView {
        self.view_as("govuk-link")
    }

    /// Draws the link with another class than the usual one.
    pub(super) fn view_as(self, base: &str) -> AnyView {
        let hidden = (!self.hidden_text.is_empty()).then(|| {
            let text = format!(" {}", self.hidden_text);
            view! { <span class="govuk-visually-hidden">{text}</span> }
        });
        view! {
            <a
                class=class(base, &[], &self.classes)
                href=self.href
                {..spread(self.attributes)}
            >
                {self.text.view()}
                {hidden}
            </a>
        }
        .into_any()
    }
}
