//! A set of controls under one legend.

use super::attributes::{class, given, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// The frame around a set of controls; `"What is your address?".into()` makes one with a plain
/// legend.
#[derive(Default)]
pub struct Fieldset {
    /// What the controls have in common; none is drawn where its text is empty.
    pub legend: Legend,
    /// Ids of what describes the set, parted by spaces.
    pub described_by: String,
    /// The role, where it is not the usual one.
    pub role: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// The legend of a fieldset.
#[derive(Default)]
pub struct Legend {
    /// What it says.
    pub text: Content,
    /// Whether it is the page's heading as well.
    pub page_heading: bool,
    /// More classes, such as `govuk-fieldset__legend--l`.
    pub classes: String,
}

impl Fieldset {
    /// Draws the frame around `content`.
    pub fn view(self, content: AnyView) -> AnyView {
        view! {
            <fieldset
                class=class("govuk-fieldset", &[], &self.classes)
                role=self.role
                aria-describedby=given(&self.described_by)
                {..spread(self.attributes)}
            >
                {self.legend.view()}
                {content}
            </fieldset>
        }
        .into_any()
    }
}

impl Legend {
    fn view(self) -> AnyView {
        if self.text.is_empty() {
            return ().into_any();
        }
        let mut text = self.text.view();
        if self.page_heading {
            text = view! { <h1 class="govuk-fieldset__heading">{text}</h1> }.into_any();
        }
        let class = class("govuk-fieldset__legend", &[], &self.classes);
        view! { <legend class=class>{text}</legend> }.into_any()
    }
}

impl<T: Into<Content>> From<T> for Legend {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

impl<T: Into<Content>> From<T> for Fieldset {
    fn from(legend: T) -> Self {
        Self {
            legend: Legend::from(legend),
            ..Self::default()
        }
    }
}

impl From<Legend> for Fieldset {
    fn from(legend: Legend) -> Self {
        Self {
            legend,
            ..Self::default()
        }
    }
}
