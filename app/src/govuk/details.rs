//! Help that opens when asked for.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Text behind a summary.
#[derive(Default)]
pub struct Details {
    /// What is always shown.
    pub summary: Content,
    /// What opening it shows.
    pub content: Content,
    /// Whether it is open at first.
    pub open: bool,
    /// Its id.
    pub id: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Details {
    /// Draws the details.
    pub fn view(self) -> AnyView {
        view! {
            <details
                id=self.id
                class=class("govuk-details", &[], &self.classes)
                open=self.open
                {..spread(self.attributes)}
            >
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">{self.summary.view()}</span>
                </summary>
                <div class="govuk-details__text">{self.content.view()}</div>
            </details>
        }
        .into_any()
    }
}
