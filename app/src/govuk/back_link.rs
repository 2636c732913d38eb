//! The link back to the page before.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A back link.
#[derive(Default)]
pub struct BackLink {
    /// What it says; "Back" where it is empty.
    pub text: Content,
    /// Where it goes; `#` where it is empty.
    pub href: String,
    /// More classes, such as `govuk-back-link--inverse`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl BackLink {
    /// Draws the link.
    pub fn view(self) -> AnyView {
        view! {
            <a
                href=or(self.href, "#")
                class=class("govuk-back-link", &[], &self.classes)
                {..spread(self.attributes)}
            >
                {self.text.or("Back").view()}
            </a>
        }
        .into_any()
    }
}
