//! Help that stands between a label and its control.

use super::attributes::{class, given, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A hint; `"For example, 27 3 2027".into()` makes a plain one.
#[derive(Default)]
pub struct Hint {
    /// What it says.
    pub text: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Hint {
    /// Draws the hint with this id, by which its control is described; an empty id is left out.
    pub fn view(self, id: &str) -> AnyView {
        view! {
            <div
                id=given(id)
                class=class("govuk-hint", &[], &self.classes)
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </div>
        }
        .into_any()
    }
}

impl<T: Into<Content>> From<T> for Hint {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
