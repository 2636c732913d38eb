//! News about the whole page: something is done, or something matters.

use super::attributes::{class, or, spread};
use super::heading::heading;
use super::{Attributes, Content};
use leptos::prelude::*;

/// A notification banner.
#[derive(Default)]
pub struct NotificationBanner {
    /// What it says: text becomes its heading line, a view is drawn as it is.
    pub content: Content,
    /// What it is about.
    pub kind: BannerKind,
    /// Its title; "Important" or "Success" where it is empty.
    pub title: Content,
    /// The title's id; `govuk-notification-banner-title` where it is empty.
    pub title_id: String,
    /// The title's heading level; 2 where it is 0.
    pub heading_level: u8,
    /// The role, where it is not the kind's own.
    pub role: Option<String>,
    /// Whether the script leaves the focus where it is; says nothing where none.
    pub disable_auto_focus: Option<bool>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// What a banner is about.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// Something that matters here: a landmark.
    #[default]
    Important,
    /// Something the person did has worked: read out at once.
    Success,
}

impl NotificationBanner {
    /// Draws the banner.
    pub fn view(self) -> AnyView {
        let success = self.kind == BannerKind::Success;
        let (role, title) = match self.kind {
            BannerKind::Important => ("region", "Important"),
            BannerKind::Success => ("alert", "Success"),
        };
        let title_id = or(self.title_id, "govuk-notification-banner-title");
        let title = heading(
            if self.heading_level == 0 {
                2
            } else {
                self.heading_level
            },
            "govuk-notification-banner__title".to_owned(),
            Some(title_id.clone()),
            self.title.or(title).view(),
        );
        let content = match self.content {
            Content::Text(text) if text.is_empty() => ().into_any(),
            Content::Text(text) => {
                view! { <p class="govuk-notification-banner__heading">{text}</p> }.into_any()
            }
            Content::View(view) => view,
        };
        let modifier = (success, "govuk-notification-banner--success");
        view! {
            <div
                class=class("govuk-notification-banner", &[modifier], &self.classes)
                role=or(self.role.unwrap_or_default(), role)
                aria-labelledby=title_id
                data-module="govuk-notification-banner"
                data-disable-auto-focus=self.disable_auto_focus.map(|disable| disable.to_string())
                {..spread(self.attributes)}
            >
                <div class="govuk-notification-banner__header">{title}</div>
                <div class="govuk-notification-banner__content">{content}</div>
            </div>
        }
        .into_any()
    }
}
