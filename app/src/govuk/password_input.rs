//! A password to type, with a button that shows it.

use super::attributes::{class, or};
use super::{Attributes, Button, ButtonKind, ErrorMessage, Hint, Input, Label};
use leptos::prelude::*;

/// A password input with its label.
#[derive(Default)]
pub struct PasswordInput {
    /// Its name in the post.
    pub name: String,
    /// Its id; the name where it is empty.
    pub id: String,
    /// What is asked.
    pub label: Label,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with what is typed.
    pub error: Option<ErrorMessage>,
    /// What is typed.
    pub value: Option<String>,
    /// What the browser may fill in; `current-password` where it is empty.
    pub autocomplete: String,
    /// Whether nothing can be typed.
    pub disabled: bool,
    /// The button's text; "Show" where it is empty.
    pub show_text: String,
    /// What is read out of the button; "Show password" where it is empty.
    pub show_label: String,
    /// The script's own words, such as `data-i18n.hide-password`; those for showing come from
    /// `show_text` and `show_label`.
    pub messages: Attributes,
    /// Ids of what else describes the input, parted by spaces.
    pub described_by: String,
    /// More classes of the input.
    pub classes: String,
    /// More attributes of the input.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

impl PasswordInput {
    /// Draws the input with its button, which the script brings to light.
    pub fn view(self) -> AnyView {
        let id = or(self.id, &self.name);
        let mut attributes = vec![("data-module", "govuk-password-input".to_owned())];
        let words = [
            ("data-i18n.show-password", &self.show_text),
            ("data-i18n.show-password-aria-label", &self.show_label),
        ];
        let words = words.into_iter().filter(|(_, text)| !text.is_empty());
        attributes.extend(words.map(|(name, text)| (name, text.clone())));
        attributes.extend(self.messages);
        attributes.extend(self.group_attributes);
        let button = Button {
            text: or(self.show_text, "Show").into(),
            kind: ButtonKind::Button,
            classes: "govuk-button--secondary govuk-password-input__toggle \
                      govuk-js-password-input-toggle"
                .to_owned(),
            attributes: vec![
                ("aria-controls", id.clone()),
                ("aria-label", or(self.show_label, "Show password")),
                ("hidden", String::new()),
            ],
            ..Button::default()
        };
        let base = "govuk-password-input__input govuk-js-password-input-input";
        Input {
            name: self.name,
            id,
            label: self.label,
            hint: self.hint,
            error: self.error,
            value: self.value,
            kind: "password".to_owned(),
            autocomplete: Some(or(self.autocomplete, "current-password")),
            autocapitalize: Some("none".to_owned()),
            spellcheck: Some(false),
            disabled: self.disabled,
            after: Some(button.view()),
            described_by: self.described_by,
            classes: class(base, &[], &self.classes),
            attributes: self.attributes,
            wrapper_classes: "govuk-password-input__wrapper".to_owned(),
            group_classes: class("govuk-password-input", &[], &self.group_classes),
            group_attributes: attributes,
            ..Input::default()
        }
        .view()
    }
}
