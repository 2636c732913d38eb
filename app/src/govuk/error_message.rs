//! What is wrong with one answer, beside its control.

use super::attributes::{class, given, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// An error message; `"Enter your name".into()` makes a plain one.
#[derive(Default)]
pub struct ErrorMessage {
    /// What to do about it.
    pub text: Content,
    /// The word read out first, without its colon; "Error" where none is given, and no word at
    /// all where it is `Some("")`.
    pub prefix: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl ErrorMessage {
    /// Draws the message with this id, by which its control is described; an empty id is left
    /// out.
    pub fn view(self, id: &str) -> AnyView {
        let prefix = self.prefix.unwrap_or_else(|| "Error".to_owned());
        let read_out = (!prefix.is_empty()).then(|| {
            view! { <span class="govuk-visually-hidden">{format!("{prefix}:")}</span>" " }
        });
        view! {
            <p
                id=given(id)
                class=class("govuk-error-message", &[], &self.classes)
                {..spread(self.attributes)}
            >
                {read_out}
                {self.text.view()}
            </p>
        }
        .into_any()
    }
}

impl<T: Into<Content>> From<T> for ErrorMessage {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
