//! Ways to the other pages of a list.

use super::attributes::{class, or, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// Pagination: by numbers, or with no items by two large links.
#[derive(Default)]
pub struct Pagination {
    /// The page before.
    pub previous: Option<PageLink>,
    /// The page after.
    pub next: Option<PageLink>,
    /// The pages by number.
    pub items: Vec<PageItem>,
    /// What the landmark is called; "Pagination" where it is empty.
    pub label: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// The way to the page before or after.
#[derive(Default)]
pub struct PageLink {
    /// Where it is.
    pub href: String,
    /// What the link says; "Previous page" or "Next page" where it is empty.
    pub text: Content,
    /// What that page is about; shown only where there are no numbers.
    pub label: String,
}

/// A place in the row of numbers.
pub enum PageItem {
    /// A page.
    Page(PageNumber),
    /// Pages left out.
    Ellipsis,
}

/// A page by its number.
#[derive(Default)]
pub struct PageNumber {
    /// The number.
    pub number: String,
    /// Where it is.
    pub href: String,
    /// Whether it is the page being shown.
    pub current: bool,
    /// What is read out; "Page" and the number where it is empty.
    pub label: String,
}

/// Which way a link leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Previous,
    Next,
}

impl Pagination {
    /// Draws the pagination.
    pub fn view(self) -> AnyView {
        let block = self.items.is_empty() && (self.previous.is_some() || self.next.is_some());
        let items = (!self.items.is_empty()).then(|| {
            view! {
                <ul class="govuk-pagination__list">
                    {self.items.into_iter().map(PageItem::view).collect_view()}
                </ul>
            }
        });
        let modifier = (block, "govuk-pagination--block");
        view! {
            <nav
                class=class("govuk-pagination", &[modifier], &self.classes)
                aria-label=or(self.label, "Pagination")
                {..spread(self.attributes)}
            >
                {self.previous.map(|link| link.view(Way::Previous, block))}
                {items}
                {self.next.map(|link| link.view(Way::Next, block))}
            </nav>
        }
        .into_any()
    }
}

impl PageLink {
    fn view(self, way: Way, block: bool) -> AnyView {
        let (name, word) = match way {
            Way::Previous => ("prev", "Previous"),
            Way::Next => ("next", "Next"),
        };
        let text = if self.text.is_empty() {
            view! { {word} <span class="govuk-visually-hidden">" page"</span> }.into_any()
        } else {
            self.text.view()
        };
        let decorated = (
            block && self.label.is_empty(),
            "govuk-pagination__link-title--decorated",
        );
        let label = (block && !self.label.is_empty()).then(|| {
            view! {
                <span class="govuk-visually-hidden">":"</span>
                " "
                <span class="govuk-pagination__link-label">{self.label}</span>
            }
        });
        let first = block || way == Way::Previous;
        view! {
            <div class=format!("govuk-pagination__{name}")>
                <a class="govuk-link govuk-pagination__link" href=self.href rel=name>
                    {first.then(|| way.arrow())}
                    " "
                    <span class=class("govuk-pagination__link-title", &[decorated], "")>
                        {text}
                    </span>
                    " "
                    {label}
                    {(!first).then(|| way.arrow())}
                </a>
            </div>
        }
        .into_any()
    }
}

impl PageItem {
    fn view(self) -> AnyView {
        let page = match self {
            Self::Page(page) => page,
            Self::Ellipsis => {
                return view! {
                    <li class="govuk-pagination__item govuk-pagination__item--ellipsis">"⋯"</li>
                }
                .into_any();
            }
        };
        let modifier = (page.current, "govuk-pagination__item--current");
        let label = or(page.label, &format!("Page {}", page.number));
        view! {
            <li class=class("govuk-pagination__item", &[modifier], "")>
                <a
                    class="govuk-link govuk-pagination__link"
                    href=page.href
                    aria-label=label
                    aria-current=page.current.then_some("page")
                >
                    {page.number}
                </a>
            </li>
        }
        .into_any()
    }
}

impl Way {
    fn arrow(self) -> AnyView {
        let (name, path) = match self {
            Self::Previous => (
                "prev",
                "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896\
                 v-2h-12.984l4.2931-4.293-1.414-1.414z",
            ),
            Self::Next => (
                "next",
                "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 \
                 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z",
            ),
        };
        view! {
            <svg
                class=format!("govuk-pagination__icon govuk-pagination__icon--{name}")
                xmlns="http://www.w3.org/2000/svg"
                height="13"
                width="15"
                aria-hidden="true"
                focusable="false"
                viewBox="0 0 15 13"
            >
                <path d=path></path>
            </svg>
        }
        .into_any()
    }
}
