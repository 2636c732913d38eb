//! The portal's name and its main links, under the header.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Service navigation.
#[derive(Default)]
pub struct ServiceNavigation {
    /// The portal's name; none is drawn where it is empty.
    pub name: String,
    /// Where the name leads.
    pub url: Option<String>,
    /// The main links.
    pub items: Vec<NavigationItem>,
    /// What the landmark is called; "Service information" where it is empty.
    pub label: String,
    /// What the links' landmark is called; the menu's text where it is empty.
    pub navigation_label: String,
    /// The id of the list of links; `navigation` where it is empty.
    pub navigation_id: String,
    /// More classes of the links' landmark.
    pub navigation_classes: String,
    /// What the button says that opens the links on small screens; "Menu" where it is empty.
    pub menu_text: String,
    /// What is read out of that button, where it is not its text.
    pub menu_label: String,
    /// Whether small screens hide the links behind that button; if there are several, where none.
    pub collapse: Option<bool>,
    /// What stands first of all.
    pub start: Option<AnyView>,
    /// What stands last of all.
    pub end: Option<AnyView>,
    /// Whether what stands last is in line with the rest.
    pub end_inline: bool,
    /// List items before the links.
    pub navigation_start: Option<AnyView>,
    /// List items after the links.
    pub navigation_end: Option<AnyView>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// One of the main links.
#[derive(Default)]
pub struct NavigationItem {
    /// What it says.
    pub text: Content,
    /// Where it goes; without, it is text only.
    pub href: Option<String>,
    /// Whether the page being shown is there.
    pub current: Current,
    /// More attributes of the link.
    pub attributes: Attributes,
}

/// How a link stands to the page being shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Current {
    /// It leads elsewhere.
    #[default]
    No,
    /// The page is in the part of the portal that the link leads to.
    Section,
    /// The link leads to the page itself.
    Page,
}

impl ServiceNavigation {
    /// Draws the navigation.
    pub fn view(mut self) -> AnyView {
        let class = class("govuk-service-navigation", &[], &self.classes);
        let attributes = spread(std::mem::take(&mut self.attributes));
        if self.name.is_empty() && self.start.is_none() && self.end.is_none() {
            return view! {
                <div class=class data-module="govuk-service-navigation" {..attributes}>
                    {self.inside()}
                </div>
            }
            .into_any();
        }
        let label = or(std::mem::take(&mut self.label), "Service information");
        view! {
            <section
                aria-label=label
                class=class
                data-module="govuk-service-navigation"
                {..attributes}
            >
                {self.inside()}
            </section>
        }
        .into_any()
    }

    fn inside(mut self) -> AnyView {
        let inline = (
            self.end_inline,
            "govuk-service-navigation__inlining-container",
        );
        let start = self.start.take();
        let end = self.end.take();
        let name = service_name(std::mem::take(&mut self.name), self.url.take());
        view! {
            <div class=class("govuk-width-container", &[inline], "")>
                {start}
                <div class="govuk-service-navigation__container">
                    {name} {self.navigation()}
                </div>
                {end}
            </div>
        }
        .into_any()
    }

    fn navigation(self) -> AnyView {
        let extra = self.navigation_start.is_some() || self.navigation_end.is_some();
        if self.items.is_empty() && !extra {
            return ().into_any();
        }
        let menu = or(self.menu_text, "Menu");
        let id = or(self.navigation_id, "navigation");
        let differs = !self.menu_label.is_empty() && self.menu_label != menu;
        let toggle = self.collapse.unwrap_or(self.items.len() > 1).then(|| {
            view! {
                <button
                    type="button"
                    class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
                    aria-controls=id.clone()
                    aria-label=differs.then_some(self.menu_label)
                    hidden=true
                    aria-hidden="true"
                >
                    {menu.clone()}
                </button>
            }
        });
        let classes = self.navigation_classes;
        view! {
            <nav
                aria-label=or(self.navigation_label, &menu)
                class=class("govuk-service-navigation__wrapper", &[], &classes)
            >
                {toggle}
                <ul class="govuk-service-navigation__list" id=id>
                    {self.navigation_start}
                    {self.items.into_iter().map(NavigationItem::view).collect_view()}
                    {self.navigation_end}
                </ul>
            </nav>
        }
        .into_any()
    }
}

impl NavigationItem {
    fn view(self) -> AnyView {
        let aria_current = match self.current {
            Current::No => None,
            Current::Section => Some("true"),
            Current::Page => Some("page"),
        };
        // Marked up as strong so that it stands out where colours are overridden.
        let text = match aria_current {
            None => self.text.view(),
            Some(_) => view! {
                <strong class="govuk-service-navigation__active-fallback">
                    {self.text.view()}
                </strong>
            }
            .into_any(),
        };
        let inside = match self.href {
            Some(href) => view! {
                <a
                    class="govuk-service-navigation__link"
                    href=href
                    aria-current={aria_current}
                    {..spread(self.attributes)}
                >
                    {text}
                </a>
            }
            .into_any(),
            None => view! {
                <span class="govuk-service-navigation__text" aria-current=aria_current>
                    {text}
                </span>
            }
            .into_any(),
        };
        let active = (
            aria_current.is_some(),
            "govuk-service-navigation__item--active",
        );
        let class = class("govuk-service-navigation__item", &[active], "");
        view! { <li class=class>{inside}</li> }.into_any()
    }
}

fn service_name(name: String, url: Option<String>) -> AnyView {
    if name.is_empty() {
        return ().into_any();
    }
    let inside = match url {
        Some(url) => view! {
            <a href=url class="govuk-service-navigation__link">
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span class="govuk-service-navigation__text">{name}</span> }.into_any(),
    };
    view! { <span class="govuk-service-navigation__service-name">{inside}</span> }.into_any()
}
