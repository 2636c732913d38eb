//! A word on a colour: how something stands.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A tag; `"Incomplete".into()` makes a plain one.
#[derive(Default)]
pub struct Tag {
    /// What it says.
    pub text: Content,
    /// More classes, such as `govuk-tag--green`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Tag {
    /// Draws the tag.
    pub fn view(self) -> AnyView {
        view! {
            <strong class=class("govuk-tag", &[], &self.classes) {..spread(self.attributes)}>
                {self.text.view()}
            </strong>
        }
        .into_any()
    }
}

impl<T: Into<Content>> From<T> for Tag {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
