//! One option out of a long list.

use super::attributes::{class, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, ErrorMessage, Hint, Label};
use leptos::prelude::*;

/// A select with its label.
#[derive(Default)]
pub struct Select {
    /// Its name in the post.
    pub name: String,
    /// Its id; the name where it is empty.
    pub id: String,
    /// What is asked.
    pub label: Label,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// What can be chosen.
    pub items: Vec<SelectItem>,
    /// What is chosen: an item's value, or its text where it has no value.
    pub value: Option<String>,
    /// Whether nothing can be chosen.
    pub disabled: bool,
    /// Ids of what else describes the select, parted by spaces.
    pub described_by: String,
    /// More classes of the select.
    pub classes: String,
    /// More attributes of the select.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// One option of a select.
#[derive(Default)]
pub struct SelectItem {
    /// What it says. An option holds text only.
    pub text: String,
    /// Its value in the post; its text where none.
    pub value: Option<String>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// More attributes.
    pub attributes: Attributes,
}

impl Select {
    /// Draws the select with all that belongs to it.
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
        let chosen = self.value.as_deref();
        let select = view! {
            <select
                class=class("govuk-select", &[(failed, "govuk-select--error")], &self.classes)
                id=id
                name=self.name
                disabled=self.disabled
                aria-describedby=group.described_by()
                {..spread(self.attributes)}
            >
                {self.items.into_iter().map(|item| item.view(chosen)).collect_view()}
            </select>
        };
        group.labelled(self.label, select.into_any())
    }
}

impl SelectItem {
    fn view(self, chosen: Option<&str>) -> AnyView {
        let value = self.value.as_deref().unwrap_or(&self.text);
        let selected = chosen == Some(value);
        view! {
            <option
                selected=selected
                value=self.value
                disabled=self.disabled
                {..spread(self.attributes)}
            >
                {self.text}
            </option>
        }
        .into_any()
    }
}
