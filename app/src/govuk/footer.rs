//! The foot of every page. Without the crest, the open government licence and the copyright
//! line: they belong to GOV.UK, not to a partnership.

use super::attributes::{class, or, spread};
use super::heading::heading;
use super::{Attributes, Content, Link};
use leptos::prelude::*;

/// A page's footer.
#[derive(Default)]
pub struct Footer {
    /// Lists of links above the line.
    pub navigation: Vec<FooterSection>,
    /// The heading, read out only, of the links below; "Support links" where it is empty.
    pub meta_title: String,
    /// Links below the line.
    pub meta: Vec<Link>,
    /// What else stands below the line.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More classes of the box that holds the width.
    pub container_classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// A list of links under a title.
#[derive(Default)]
pub struct FooterSection {
    /// The title.
    pub title: String,
    /// The links.
    pub items: Vec<Link>,
    /// In how many columns the links stand.
    pub columns: Option<u8>,
    /// How wide the section is, as in `two-thirds`; `full` where it is empty.
    pub width: String,
}

impl Footer {
    /// Draws the footer.
    pub fn view(self) -> AnyView {
        let navigation = (!self.navigation.is_empty()).then(|| {
            view! {
                <div class="govuk-footer__navigation">
                    {self.navigation.into_iter().map(FooterSection::view).collect_view()}
                </div>
                <hr class="govuk-footer__section-break" />
            }
        });
        let meta = meta(self.meta_title, self.meta, self.content);
        view! {
            <div class=class("govuk-footer", &[], &self.classes) {..spread(self.attributes)}>
                <div class=class("govuk-width-container", &[], &self.container_classes)>
                    {navigation}
                    <div class="govuk-footer__meta">
                        <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                            {meta}
                        </div>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}

impl FooterSection {
    fn view(self) -> AnyView {
        let width = or(self.width, "full");
        let title = "govuk-footer__heading govuk-heading-m".to_owned();
        let columns = self
            .columns
            .map(|columns| format!("govuk-footer__list--columns-{columns}"));
        let list = (!self.items.is_empty()).then(|| {
            view! {
                <ul class=class("govuk-footer__list", &[], &columns.unwrap_or_default())>
                    {links(self.items, "govuk-footer__list-item")}
                </ul>
            }
        });
        view! {
            <div class=format!("govuk-footer__section govuk-grid-column-{width}")>
                {heading(2, title, None, self.title.into_any())} {list}
            </div>
        }
        .into_any()
    }
}

fn meta(title: String, items: Vec<Link>, content: Content) -> AnyView {
    if items.is_empty() && content.is_empty() {
        return ().into_any();
    }
    let list = (!items.is_empty()).then(|| {
        view! {
            <ul class="govuk-footer__inline-list">
                {links(items, "govuk-footer__inline-list-item")}
            </ul>
        }
    });
    let content = (!content.is_empty())
        .then(|| view! { <div class="govuk-footer__meta-custom">{content.view()}</div> });
    view! {
        <h2 class="govuk-visually-hidden">{or(title, "Support links")}</h2>
        {list}
        {content}
    }
    .into_any()
}

fn links(items: Vec<Link>, class: &'static str) -> AnyView {
    let item = |link: Link| view! { <li class=class>{link.view_as("govuk-footer__link")}</li> };
    items.into_iter().map(item).collect_view().into_any()
}
