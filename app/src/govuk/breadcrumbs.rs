//! Where a page stands: the pages above it, as links.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Breadcrumbs, from the top page down.
#[derive(Default)]
pub struct Breadcrumbs {
    /// The pages, from the top down.
    pub items: Vec<Breadcrumb>,
    /// What the landmark is called; "Breadcrumb" where it is empty.
    pub label: String,
    /// Whether small screens show only the first and the last.
    pub collapse_on_mobile: bool,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// One page in breadcrumbs.
#[derive(Default)]
pub struct Breadcrumb {
    /// The page's name.
    pub text: Content,
    /// Where it is; none for the page being shown.
    pub href: Option<String>,
    /// More attributes of the link.
    pub attributes: Attributes,
}

impl Breadcrumbs {
    /// Draws the breadcrumbs.
    pub fn view(self) -> AnyView {
        let collapse = (
            self.collapse_on_mobile,
            "govuk-breadcrumbs--collapse-on-mobile",
        );
        view! {
            <nav
                class=class("govuk-breadcrumbs", &[collapse], &self.classes)
                aria-label=or(self.label, "Breadcrumb")
                {..spread(self.attributes)}
            >
                <ol class="govuk-breadcrumbs__list">
                    {self.items.into_iter().map(Breadcrumb::view).collect_view()}
                </ol>
            </nav>
        }
        .into_any()
    }
}

impl Breadcrumb {
    fn view(self) -> AnyView {
        let text = self.text.view();
        let Some(href) = self.href else {
            return view! {
                <li class="govuk-breadcrumbs__list-item" aria-current="page">
                    {text}
                </li>
            }
            .into_any();
        };
        view! {
            <li class="govuk-breadcrumbs__list-item">
                <a class="govuk-breadcrumbs__link" href={href} {..spread(self.attributes)}>
                    {text}
                </a>
            </li>
        }
        .into_any()
    }
}
