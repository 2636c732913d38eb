//! The way past the header, for those who use a keyboard.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A skip link.
#[derive(Default)]
pub struct SkipLink {
    /// What it says, as in "Skip to main content".
    pub text: Content,
    /// Where the content begins; `#content` where it is empty.
    pub href: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl SkipLink {
    /// Draws the link, which is seen when it has the focus.
    pub fn view(self) -> AnyView {
        view! {
            <a
                href=or(self.href, "#content")
                class=class("govuk-skip-link", &[], &self.classes)
                data-module="govuk-skip-link"
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </a>
        }
        .into_any()
    }
}
