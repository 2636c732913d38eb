//! One option out of a few.

use super::attributes::{class, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, Content, ErrorMessage, Fieldset, Hint, Label};
use leptos::prelude::*;

/// A set of radio buttons.
#[derive(Default)]
pub struct Radios {
    /// Their name in the post.
    pub name: String,
    /// From which their ids are made; the name where it is empty. The first radio has it as its
    /// id, so an error summary can lead there.
    pub id_prefix: String,
    /// What is asked.
    pub fieldset: Option<Fieldset>,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// What can be chosen.
    pub items: Vec<Radio>,
    /// The value of what is chosen.
    pub value: Option<String>,
    /// More classes of the set, such as `govuk-radios--inline`.
    pub classes: String,
    /// More attributes of the set.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// One radio button.
#[derive(Default)]
pub struct Radio {
    /// What it says.
    pub text: Content,
    /// Its value in the post.
    pub value: String,
    /// Help with it.
    pub hint: Option<Content>,
    /// What is asked further when it is chosen; shown always where there is no script.
    pub conditional: Option<AnyView>,
    /// A word drawn above it to set it apart, as in "or". It counts as a place in the ids.
    pub divider: Option<String>,
    /// Its id, where it is not made from the set's prefix and its place.
    pub id: Option<String>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// More attributes of the input.
    pub attributes: Attributes,
}

impl Radios {
    /// Draws the radio buttons with all that belongs to them.
    pub fn view(self) -> AnyView {
        let prefix = or(self.id_prefix, &self.name);
        let mut place = 0;
        let mut items = Vec::with_capacity(self.items.len());
        for item in self.items {
            place += 1 + usize::from(item.divider.is_some());
            let checked = self.value.as_ref() == Some(&item.value);
            items.push(item.view(&prefix, place, &self.name, checked));
        }
        let set = view! {
            <div
                class=class("govuk-radios", &[], &self.classes)
                data-module="govuk-radios"
                {..spread(self.attributes)}
            >
                {items}
            </div>
        };
        let group = FormGroup {
            id: prefix,
            described_by: String::new(),
            hint: self.hint,
            error: self.error,
            classes: self.group_classes,
            attributes: self.group_attributes,
        };
        group.framed(self.fieldset, set.into_any())
    }
}

impl Radio {
    fn view(self, prefix: &str, place: usize, name: &str, checked: bool) -> AnyView {
        let id = self.id.unwrap_or_else(|| match place {
            1 => prefix.to_owned(),
            place => format!("{prefix}-{place}"),
        });
        let hint_id = self.hint.is_some().then(|| format!("{id}-item-hint"));
        let conditional_id = self
            .conditional
            .is_some()
            .then(|| format!("conditional-{id}"));
        let label = Label {
            text: self.text,
            classes: "govuk-radios__label".to_owned(),
            ..Label::default()
        };
        let hint = self.hint.map(|text| {
            let classes = "govuk-radios__hint".to_owned();
            Hint {
                text,
                classes,
                ..Hint::default()
            }
            .view(&format!("{id}-item-hint"))
        });
        let divider = self
            .divider
            .map(|word| view! { <div class="govuk-radios__divider">{word}</div> });
        let hidden = (!checked, "govuk-radios__conditional--hidden");
        let conditional = self.conditional.map(|content| {
            let class = class("govuk-radios__conditional", &[hidden], "");
            view! { <div class=class id=conditional_id.clone()>{content}</div> }
        });
        view! {
            {divider}
            <div class="govuk-radios__item">
                <input
                    class="govuk-radios__input"
                    id=id.clone()
                    name=name.to_owned()
                    type="radio"
                    value=self.value
                    checked=checked
                    disabled=self.disabled
                    data-aria-controls=conditional_id
                    aria-describedby={hint_id}
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
