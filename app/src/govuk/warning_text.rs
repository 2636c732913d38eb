//! What someone must not overlook.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Warning text.
#[derive(Default)]
pub struct WarningText {
    /// What must not be overlooked.
    pub text: Content,
    /// What is read out for the mark; "Warning" where it is empty.
    pub icon_text: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl WarningText {
    /// Draws the text beside its mark.
    pub fn view(self) -> AnyView {
        let icon = or(self.icon_text, "Warning");
        view! {
            <div class=class("govuk-warning-text", &[], &self.classes) {..spread(self.attributes)}>
                <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
                " "
                <strong class="govuk-warning-text__text">
                    <span class="govuk-visually-hidden">{icon}</span>
                    " "
                    {self.text.view()}
                </strong>
            </div>
        }
        .into_any()
    }
}
