//! Any number of options out of a few.

use super::attributes::{class, ids, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, Content, ErrorMessage, Fieldset, Hint, Label};
use leptos::prelude::*;

/// A set of checkboxes.
#[derive(Default)]
pub struct Checkboxes {
    /// Their name in the post.
    pub name: String,
    /// From which their ids are made; the name where it is empty. The first checkbox has it as
    /// its id, so an error summary can lead there.
    pub id_prefix: String,
    /// What is asked.
    pub fieldset: Option<Fieldset>,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// What can be chosen.
    pub items: Vec<Checkbox>,
    /// The values of what is chosen.
    pub values: Vec<String>,
    /// Ids of what else describes them, parted by spaces.
    pub described_by: String,
    /// More classes of the set, such as `govuk-checkboxes--small`.
    pub classes: String,
    /// More attributes of the set.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// One checkbox.
#[derive(Default)]
pub struct Checkbox {
    /// What it says.
    pub text: Content,
    /// Its value in the post.
    pub value: String,
    /// Help with it.
    pub hint: Option<Content>,
    /// What is asked further when it is chosen; shown always where there is no script.
    pub conditional: Option<AnyView>,
    /// Whether it excludes all others, as in "None of these".
    pub exclusive: bool,
    /// A word drawn above it to set it apart, as in "or". It counts as a place in the ids.
    pub divider: Option<String>,
    /// Its id, where it is not made from the set's prefix and its place.
    pub id: Option<String>,
    /// Its name in the post, where it is not the set's.
    pub name: Option<String>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// More attributes of the input.
    pub attributes: Attributes,
}

/// What a checkbox takes from its set.
struct Place<'a> {
    prefix: &'a str,
    number: usize,
    name: &'a str,
    described_by: &'a str,
    checked: bool,
}

impl Checkboxes {
    /// Draws the checkboxes with all that belongs to them.
    pub fn view(self) -> AnyView {
        let group = FormGroup {
            id: or(self.id_prefix, &self.name),
            described_by: self.described_by,
            hint: self.hint,
            error: self.error,
            classes: self.group_classes,
            attributes: self.group_attributes,
        };
        // Without a fieldset to describe, each checkbox is described.
        let described_by = match self.fieldset {
            Some(_) => String::new(),
            None => group.described_by().unwrap_or_default(),
        };
        let mut number = 0;
        let mut items = Vec::with_capacity(self.items.len());
        for item in self.items {
            number += 1 + usize::from(item.divider.is_some());
            let place = Place {
                prefix: &group.id,
                number,
                name: &self.name,
                described_by: &described_by,
                checked: self.values.contains(&item.value),
            };
            items.push(item.view(place));
        }
        let set = view! {
            <div
                class=class("govuk-checkboxes", &[], &self.classes)
                data-module="govuk-checkboxes"
                {..spread(self.attributes)}
            >
                {items}
            </div>
        };
        group.framed(self.fieldset, set.into_any())
    }
}

impl Checkbox {
    fn view(self, place: Place) -> AnyView {
        let id = self.id.unwrap_or_else(|| match place.number {
            1 => place.prefix.to_owned(),
            number => format!("{}-{number}", place.prefix),
        });
        let hint_id = match self.hint {
            Some(_) => format!("{id}-item-hint"),
            None => String::new(),
        };
        let conditional_id = self
            .conditional
            .is_some()
            .then(|| format!("conditional-{id}"));
        let label = Label {
            text: self.text,
            classes: "govuk-checkboxes__label".to_owned(),
            ..Label::default()
        };
        let hint = self.hint.map(|text| {
            let classes = "govuk-checkboxes__hint".to_owned();
            Hint {
                text,
                classes,
                ..Hint::default()
            }
            .view(&hint_id)
        });
        let divider = self
            .divider
            .map(|word| view! { <div class="govuk-checkboxes__divider">{word}</div> });
        let hidden = (!place.checked, "govuk-checkboxes__conditional--hidden");
        let conditional = self.conditional.map(|content| {
            let class = class("govuk-checkboxes__conditional", &[hidden], "");
            view! { <div class=class id=conditional_id.clone()>{content}</div> }
        });
        view! {
            {divider}
            <div class="govuk-checkboxes__item">
                <input
                    class="govuk-checkboxes__input"
                    id=id.clone()
                    name=self.name.unwrap_or_else(|| place.name.to_owned())
                    type="checkbox"
                    value=self.value
                    checked=place.checked
                    disabled=self.disabled
                    data-aria-controls=conditional_id
                    data-behaviour=self.exclusive.then_some("exclusive")
                    aria-describedby=ids([place.described_by, &hint_id])
                    {..spread(self.attributes)}
                />
                {label.view(&id)}
                {hint}
            </div>
            {conditional}
        }
        .into_any()
    }
}
