//! One large message that fills the page: it is done, or think again.

use super::attributes::{class, spread};
use super::heading::heading;
use super::{Attributes, Button, Content, Link};
use leptos::prelude::*;

/// A panel.
#[derive(Default)]
pub struct Panel {
    /// What has happened.
    pub title: Content,
    /// What else is to be said, such as a reference.
    pub content: Content,
    /// What the panel is for.
    pub kind: PanelKind,
    /// The title's heading level; 1 where it is 0.
    pub heading_level: u8,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// What a panel is for.
#[derive(Default)]
pub enum PanelKind {
    /// To confirm that something is done.
    #[default]
    Confirmation,
    /// To interrupt someone who may be about to make a mistake, with what they can do.
    Interruption(Vec<PanelAction>),
}

/// What can be done about an interruption. The panel adds the colours.
pub enum PanelAction {
    /// A button.
    Button(Button),
    /// A link.
    Link(Link),
}

impl Panel {
    /// Draws the panel.
    pub fn view(self) -> AnyView {
        let (modifier, actions) = match self.kind {
            PanelKind::Confirmation => ("govuk-panel--confirmation", Vec::new()),
            PanelKind::Interruption(actions) => ("govuk-panel--interruption", actions),
        };
        let level = if self.heading_level == 0 {
            1
        } else {
            self.heading_level
        };
        let title = heading(
            level,
            "govuk-panel__title".to_owned(),
            None,
            self.title.view(),
        );
        let content = (!self.content.is_empty())
            .then(|| view! { <div class="govuk-panel__body">{self.content.view()}</div> });
        let actions = (!actions.is_empty()).then(|| {
            view! {
                <div class="govuk-panel__actions">
                    <div class="govuk-button-group">
                        {actions.into_iter().map(PanelAction::view).collect_view()}
                    </div>
                </div>
            }
        });
        view! {
            <div
                class=class("govuk-panel", &[(true, modifier)], &self.classes)
                {..spread(self.attributes)}
            >
                {title} {content} {actions}
            </div>
        }
        .into_any()
    }
}

impl PanelAction {
    fn view(self) -> AnyView {
        match self {
            Self::Button(mut button) => {
                button.classes = class("govuk-button--inverse", &[], &button.classes);
                button.view()
            }
            Self::Link(link) => link.view_as("govuk-link govuk-link--inverse"),
        }
    }
}
