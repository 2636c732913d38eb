//! A date, or a part of one, to type in numbers.

use super::attributes::{class, spread};
use super::form_group::FormGroup;
use super::{Attributes, ErrorMessage, Fieldset, Hint, Input, Label};
use leptos::prelude::*;

/// A date input.
#[derive(Default)]
pub struct DateInput {
    /// Its id, from which the ids of its parts are made.
    pub id: String,
    /// What stands before each part's name in the post, with a hyphen.
    pub name_prefix: String,
    /// What is asked.
    pub fieldset: Option<Fieldset>,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with the date. All parts are marked then, unless some are marked themselves.
    pub error: Option<ErrorMessage>,
    /// What is typed in: `DatePart::day(..)` and its like, in reading order.
    pub parts: Vec<DatePart>,
    /// More classes of the parts' box.
    pub classes: String,
    /// More attributes of the parts' box.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// One part of a date.
#[derive(Default)]
pub struct DatePart {
    /// Its name, as in `day`.
    pub name: String,
    /// What is asked, as in "Day".
    pub label: String,
    /// What is typed.
    pub value: Option<String>,
    /// For how many digits there is room; 2 where it is 0.
    pub width: u8,
    /// Whether it is what is wrong.
    pub error: bool,
    /// Its id, where it is not made from the date's.
    pub id: Option<String>,
    /// What the browser may fill in, as in `bday-day`.
    pub autocomplete: Option<String>,
    /// Which keyboard a phone shows; digits where none.
    pub inputmode: Option<String>,
    /// What the browser takes for valid, as a pattern.
    pub pattern: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl DateInput {
    /// Draws the date input with all that belongs to it.
    pub fn view(self) -> AnyView {
        let all_wrong = self.error.is_some() && !self.parts.iter().any(|part| part.error);
        let mut parts = Vec::with_capacity(self.parts.len());
        for mut part in self.parts {
            part.error |= all_wrong;
            parts.push(part.view(&self.id, &self.name_prefix));
        }
        let date = view! {
            <div
                class=class("govuk-date-input", &[], &self.classes)
                id=self.id.clone()
                {..spread(self.attributes)}
            >
                {parts}
            </div>
        };
        // Some screen readers pass over what describes a set of text inputs without this role.
        let fieldset = self.fieldset.map(|mut fieldset| {
            fieldset.role.get_or_insert_with(|| "group".to_owned());
            fieldset
        });
        let group = FormGroup {
            id: self.id,
            described_by: String::new(),
            hint: self.hint,
            error: self.error,
            classes: self.group_classes,
            attributes: self.group_attributes,
        };
        group.framed(fieldset, date.into_any())
    }
}

impl DatePart {
    /// The day of the month.
    pub fn day(value: Option<String>) -> Self {
        Self::named("day", "Day", 2, value)
    }

    /// The month, as a number.
    pub fn month(value: Option<String>) -> Self {
        Self::named("month", "Month", 2, value)
    }

    /// The year, in four digits.
    pub fn year(value: Option<String>) -> Self {
        Self::named("year", "Year", 4, value)
    }

    fn named(name: &str, label: &str, width: u8, value: Option<String>) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            value,
            width,
            ..Self::default()
        }
    }

    fn view(self, date_id: &str, name_prefix: &str) -> AnyView {
        let width = format!(
            "govuk-input--width-{}",
            if self.width == 0 { 2 } else { self.width }
        );
        let modifiers = [(self.error, "govuk-input--error"), (true, width.as_str())];
        let input = Input {
            id: self
                .id
                .unwrap_or_else(|| format!("{date_id}-{}", self.name)),
            name: match name_prefix {
                "" => self.name,
                prefix => format!("{prefix}-{}", self.name),
            },
            label: Label {
                text: self.label.into(),
                classes: "govuk-date-input__label".to_owned(),
                ..Label::default()
            },
            value: self.value,
            inputmode: Some(self.inputmode.unwrap_or_else(|| "numeric".to_owned())),
            autocomplete: self.autocomplete,
            pattern: self.pattern,
            classes: class("govuk-date-input__input", &modifiers, &self.classes),
            attributes: self.attributes,
            ..Input::default()
        };
        view! { <div class="govuk-date-input__item">{input.view()}</div> }.into_any()
    }
}
