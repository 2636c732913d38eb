//! The head of every page, with our own name in it.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A page's header.
#[derive(Default)]
pub struct GenericHeader {
    /// The portal's name or mark.
    pub logo: Content,
    /// Where the mark leads; `/` where it is empty.
    pub url: String,
    /// More classes.
    pub classes: String,
    /// The classes of the box that holds the width; `govuk-width-container` where it is empty.
    pub container_classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl GenericHeader {
    /// Draws the header.
    pub fn view(self) -> AnyView {
        let container = or(self.container_classes, "govuk-width-container");
        view! {
            <div
                class=class("govuk-generic-header", &[], &self.classes)
                {..spread(self.attributes)}
            >
                <div class=class("govuk-generic-header__container", &[], &container)>
                    <div class="govuk-generic-header__logo">
                        <a href=or(self.url, "/") class="govuk-generic-header__homepage-link">
                            {self.logo.view()}
                        </a>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}
