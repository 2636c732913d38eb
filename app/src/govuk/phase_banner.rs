//! How far the portal's making has come.

use super::attributes::{class, spread};
use super::{Attributes, Content, Tag};
use leptos::prelude::*;

/// A phase banner.
#[derive(Default)]
pub struct PhaseBanner {
    /// The phase, as in "Alpha".
    pub tag: Tag,
    /// What that means.
    pub text: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl PhaseBanner {
    /// Draws the banner.
    pub fn view(self) -> AnyView {
        let mut tag = self.tag;
        tag.classes = class("govuk-phase-banner__content__tag", &[], &tag.classes);
        view! {
            <div
                class=class("govuk-phase-banner govuk-width-container", &[], &self.classes)
                {..spread(self.attributes)}
            >
                <p class="govuk-phase-banner__content">
                    {tag.view()}
                    " "
                    <span class="govuk-phase-banner__text">{self.text.view()}</span>
                </p>
            </div>
        }
        .into_any()
    }
}
