//! A button, or a link that looks like one.

use super::attributes::{class, spread};
use super::{Attributes, Content};
use leptos::prelude::*;

/// A button; with `href`, a link that looks like one.
#[derive(Default)]
pub struct Button {
    /// What it says.
    pub text: Content,
    /// Where it goes, which makes it a link: `kind`, `name`, `value` and `disabled` then say
    /// nothing.
    pub href: Option<String>,
    /// What pressing it does.
    pub kind: ButtonKind,
    /// Its name in the post.
    pub name: Option<String>,
    /// Its value in the post.
    pub value: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Whether it cannot be pressed.
    pub disabled: bool,
    /// Whether it begins a journey, with an arrow.
    pub start: bool,
    /// Whether the script ignores the second press of a double click; says nothing where none.
    pub prevent_double_click: Option<bool>,
    /// More classes, such as `govuk-button--secondary`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// What pressing a button does.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Posts its form.
    #[default]
    Submit,
    /// Nothing without a script.
    Button,
    /// Empties its form.
    Reset,
}

impl Button {
    /// Draws the button.
    pub fn view(self) -> AnyView {
        let class = class(
            "govuk-button",
            &[(self.start, "govuk-button--start")],
            &self.classes,
        );
        let attributes = spread(self.attributes);
        // A flex box drops the space between elements, so a start button's markup gets one box.
        let text = match self.text {
            Content::View(view) if self.start => view! { <span>{view}</span> }.into_any(),
            text => text.view(),
        };
        let icon = self.start.then(start_icon);
        if let Some(href) = self.href {
            return view! {
                <a
                    href=href
                    role="button"
                    draggable="false"
                    class=class
                    data-module="govuk-button"
                    id=self.id
                    {..attributes}
                >
                    {text}
                    {icon}
                </a>
            }
            .into_any();
        }
        view! {
            <button
                type=self.kind.name()
                value=self.value
                name=self.name
                disabled=self.disabled
                aria-disabled=self.disabled.then_some("true")
                data-prevent-double-click=self.prevent_double_click.map(|prevent| prevent.to_string())
                class=class
                data-module="govuk-button"
                id=self.id
                {..attributes}
            >
                {text}
                {icon}
            </button>
        }
        .into_any()
    }
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Button => "button",
            Self::Reset => "reset",
        }
    }
}

fn start_icon() -> AnyView {
    view! {
        <svg
            class="govuk-button__start-icon"
            xmlns="http://www.w3.org/2000/svg"
            width="17.5"
            height="19"
            viewBox="0 0 33 40"
            aria-hidden="true"
            focusable="false"
        >
            <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"></path>
        </svg>
    }
    .into_any()
}
