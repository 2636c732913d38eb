//! Lines of text to type.

use super::attributes::{class, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, ErrorMessage, Hint, Label};
use leptos::html;
use leptos::prelude::*;

/// A textarea with its label.
#[derive(Default)]
pub struct Textarea {
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
    pub value: String,
    /// How many lines it shows; 5 where it is 0.
    pub rows: u32,
    /// What the browser may fill in, as in `street-address`.
    pub autocomplete: Option<String>,
    /// Whether spelling is checked; the browser decides where none.
    pub spellcheck: Option<bool>,
    /// Whether nothing can be typed.
    pub disabled: bool,
    /// What stands below the textarea, as part of the whole.
    pub after: Option<AnyView>,
    /// Ids of what else describes the textarea, parted by spaces.
    pub described_by: String,
    /// More classes of the textarea.
    pub classes: String,
    /// More attributes of the textarea.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

impl Textarea {
    /// Draws the textarea with all that belongs to it.
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
        let rows = if self.rows == 0 { 5 } else { self.rows };
        // A browser drops one line break after the tag: ours, so that a typed one is kept. It
        // also keeps Leptos from drawing a blank for no text.
        let value = format!("\n{}", self.value);
        // Not `<textarea>` in `view!`: Leptos 0.8 draws what is inside that one unescaped (its pull
        // request 4819), so typed text could close it and go on as markup.
        let textarea = html::custom("textarea")
            .class(class(
                "govuk-textarea",
                &[(failed, "govuk-textarea--error")],
                &self.classes,
            ))
            .id(id)
            .attr("name", self.name)
            .attr("rows", rows.to_string())
            .attr("spellcheck", self.spellcheck.map(|check| check.to_string()))
            .attr("disabled", self.disabled)
            .attr("aria-describedby", group.described_by())
            .attr("autocomplete", self.autocomplete)
            .add_any_attr(spread(self.attributes))
            .child(value)
            .into_any();
        group.labelled(self.label, view! { {textarea} {self.after} }.into_any())
    }
}
