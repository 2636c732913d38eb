//! All that is wrong with a page, at its top, with links to the answers.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// An error summary.
#[derive(Default)]
pub struct ErrorSummary {
    /// Its heading; "There is a problem" where it is empty.
    pub title: Content,
    /// What stands above the list, if anything.
    pub description: Content,
    /// What is wrong, in the order of the page.
    pub errors: Vec<SummaryError>,
    /// Whether the script leaves the focus where it is; says nothing where none.
    pub disable_auto_focus: Option<bool>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// One thing that is wrong.
#[derive(Default)]
pub struct SummaryError {
    /// What to do about it, in the words beside the control.
    pub text: Content,
    /// The control: `#` and its id. Without, the text is no link.
    pub href: Option<String>,
    /// More attributes of the link.
    pub attributes: Attributes,
}

impl ErrorSummary {
    /// Draws the summary.
    pub fn view(self) -> AnyView {
        let title = self.title.or("There is a problem").view();
        let description =
            (!self.description.is_empty()).then(|| view! { <p>{self.description.view()}</p> });
        let list = (!self.errors.is_empty()).then(|| {
            view! {
                <ul class="govuk-list govuk-error-summary__list">
                    {self.errors.into_iter().map(SummaryError::view).collect_view()}
                </ul>
            }
        });
        view! {
            <div
                class=class("govuk-error-summary", &[], &self.classes)
                data-disable-auto-focus=self.disable_auto_focus.map(|disable| disable.to_string())
                data-module="govuk-error-summary"
                {..spread(self.attributes)}
            >
                <div role="alert">
                    <h2 class="govuk-error-summary__title">{title}</h2>
                    <div class="govuk-error-summary__body">{description} {list}</div>
                </div>
            </div>
        }
        .into_any()
    }
}

impl SummaryError {
    fn view(self) -> AnyView {
        let text = self.text.view();
        let Some(href) = self.href else {
            return view! { <li>{text}</li> }.into_any();
        };
        view! { <li><a href={href} {..spread(self.attributes)}>{text}</a></li> }.into_any()
    }
}
