//! What stands around every control: its label or fieldset, hint and error message, tied to it
//! by ids. It knows no kind of control.

use super::attributes::{class, ids, spread};
use super::{Attributes, ErrorMessage, Fieldset, Hint, Label};
use leptos::prelude::*;

/// The surroundings of one control or one set of controls.
pub(super) struct FormGroup {
    /// From which the ids of hint and error message are made.
    pub id: String,
    /// Ids of what else describes the control, parted by spaces.
    pub described_by: String,
    pub hint: Option<Hint>,
    pub error: Option<ErrorMessage>,
    pub classes: String,
    pub attributes: Attributes,
}

impl FormGroup {
    /// The control's `aria-describedby`: what the caller named, then the hint, then the error.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let or_none = Option::unwrap_or_default;
        ids([&self.described_by, &or_none(hint), &or_none(error)])
    }

    /// Draws one control under its label.
    pub(super) fn labelled(self, label: Label, control: AnyView) -> AnyView {
        let label = label.view(&self.id);
        self.around(|said| view! { {label} {said} {control} }.into_any())
    }

    /// Draws a set of controls, in a fieldset where there is one.
    pub(super) fn framed(mut self, fieldset: Option<Fieldset>, controls: AnyView) -> AnyView {
        let Some(mut fieldset) = fieldset else {
            return self.around(|said| view! { {said} {controls} }.into_any());
        };
        if !fieldset.described_by.is_empty() {
            self.described_by = std::mem::take(&mut fieldset.described_by);
        }
        fieldset.described_by = self.described_by().unwrap_or_default();
        self.around(|said| fieldset.view(view! { {said} {controls} }.into_any()))
    }

    fn around(self, inside: impl FnOnce(AnyView) -> AnyView) -> AnyView {
        let failed = self.error.is_some();
        let hint = self
            .hint
            .map(|hint| hint.view(&format!("{}-hint", self.id)));
        let error = self
            .error
            .map(|error| error.view(&format!("{}-error", self.id)));
        let class = class(
            "govuk-form-group",
            &[(failed, "govuk-form-group--error")],
            &self.classes,
        );
        view! {
            <div class={class} {..spread(self.attributes)}>
                {inside(view! { {hint} {error} }.into_any())}
            </div>
        }
        .into_any()
    }
}
