//! Text set apart from the rest by a bar.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Inset text.
#[derive(Default)]
pub struct InsetText {
    /// What it says.
    pub content: Content,
    /// Its id.
    pub id: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl InsetText {
    /// Draws the text.
    pub fn view(self) -> AnyView {
        view! {
            <div
                id=self.id
                class=class("govuk-inset-text", &[], &self.classes)
                {..spread(self.attributes)}
            >
                {self.content.view()}
            </div>
        }
        .into_any()
    }
}
