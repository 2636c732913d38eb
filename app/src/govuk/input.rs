//! A line of text to type.

use super::attributes::{class, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, Content, ErrorMessage, Hint, Label};
use leptos::prelude::*;

/// A text input with its label.
#[derive(Default)]
pub struct Input {
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
    /// The type of input; `text` where it is empty.
    pub kind: String,
    /// Which keyboard a phone shows.
    pub inputmode: Option<String>,
    /// What the browser may fill in, as in `postal-code`.
    pub autocomplete: Option<String>,
    /// What a phone writes in capitals.
    pub autocapitalize: Option<String>,
    /// Whether spelling is checked; the browser decides where none.
    pub spellcheck: Option<bool>,
    /// What the browser takes for valid, as a pattern.
    pub pattern: Option<String>,
    /// Whether nothing can be typed.
    pub disabled: bool,
    /// What stands before the input, as in £.
    pub prefix: Option<Affix>,
    /// What stands after the input, as in kg.
    pub suffix: Option<Affix>,
    /// What else stands in one line with the input, at its end.
    pub after: Option<AnyView>,
    /// Ids of what else describes the input, parted by spaces.
    pub described_by: String,
    /// More classes of the input, such as `govuk-input--width-10`.
    pub classes: String,
    /// More attributes of the input.
    pub attributes: Attributes,
    /// More classes of the line that holds prefix, input and suffix.
    pub wrapper_classes: String,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// A unit before or after an input; `"kg".into()` makes a plain one. It is not read out.
#[derive(Default)]
pub struct Affix {
    /// The unit.
    pub text: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Input {
    /// Draws the input with all that belongs to it.
    pub fn view(self) -> AnyView {
        let id = or(self.id, &self.name);
        let failed = self.error.is_some();
        let group = FormGroup {
            id: id.clone(),
            described_by: self.described_by,
            hint: self.hint,
            error: self.error,
            classes: self.group_classes,
            attributes: self.group_attributes,
        };
        let input = view! {
            <input
                class=class("govuk-input", &[(failed, "govuk-input--error")], &self.classes)
                id=id
                name=self.name
                type=or(self.kind, "text")
                spellcheck=self.spellcheck.map(|check| check.to_string())
                value=self.value
                disabled=self.disabled
                aria-describedby=group.described_by()
                autocomplete=self.autocomplete
                autocapitalize=self.autocapitalize
                pattern=self.pattern
                inputmode=self.inputmode
                {..spread(self.attributes)}
            />
        }
        .into_any();
        let prefix = self.prefix.map(|affix| affix.view("govuk-input__prefix"));
        let suffix = self.suffix.map(|affix| affix.view("govuk-input__suffix"));
        if prefix.is_none() && suffix.is_none() && self.after.is_none() {
            return group.labelled(self.label, input);
        }
        let line = view! {
            <div class=class("govuk-input__wrapper", &[], &self.wrapper_classes)>
                {prefix} {input} {suffix} {self.after}
            </div>
        };
        group.labelled(self.label, line.into_any())
    }
}

impl Affix {
    fn view(self, base: &str) -> AnyView {
        view! {
            <div
                class=class(base, &[], &self.classes)
                aria-hidden="true"
                {..spread(self.attributes)}
            >
                {self.text.view()}
            </div>
        }
        .into_any()
    }
}

impl<T: Into<Content>> From<T> for Affix {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}
