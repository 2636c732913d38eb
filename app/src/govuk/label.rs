//! The label of a control.

use super::attributes::{class, given, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A control's label; `"Name".into()` makes a plain one. Nothing is drawn where the text is empty.
#[derive(Default)]
pub struct Label {
    /// What it says.
    pub text: Content,
    /// Whether it is the page's heading as well.
    pub page_heading: bool,
    /// More classes, such as `govuk-label--l`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Label {
    /// Draws the label of the control with this id; an empty id ties it to none.
    pub fn view(self, control_id: &str) -> AnyView {
        if self.text.is_empty() {
            return ().into_any();
        }
        let label = view! {
            <label
                class=class("govuk-label", &[], &self.classes)
                for=given(control_id)
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </label>
        }
        .into_any();
        if self.page_heading {
            return view! { <h1 class="govuk-label-wrapper">{label}</h1> }.into_any();
        }
        label
    }
}

impl<T: Into<Content>> From<T> for Label {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
