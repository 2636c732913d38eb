//! Files to pick from one's own machine.

use super::attributes::{class, or, spread};
use super::form_group::FormGroup;
use super::{Attributes, ErrorMessage, Hint, Label};
use leptos::prelude::*;

/// A file input with its label. It works as browsers draw it, without a script.
#[derive(Default)]
pub struct FileUpload {
    /// Its name in the post.
    pub name: String,
    /// Its id; the name where it is empty.
    pub id: String,
    /// What is asked.
    pub label: Label,
    /// Help with it.
    pub hint: Option<Hint>,
    /// What is wrong with what was picked.
    pub error: Option<ErrorMessage>,
    /// Whether several files can be picked.
    pub multiple: bool,
    /// Whether nothing can be picked.
    pub disabled: bool,
    /// Ids of what else describes the input, parted by spaces.
    pub described_by: String,
    /// More classes of the input.
    pub classes: String,
    /// More attributes of the input, such as `accept`.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

impl FileUpload {
    /// Draws the input with all that belongs to it.
    pub fn view(self) -> AnyView {
        let id = or(self.id, &self.name);
        let failed = (self.error.is_some(), "govuk-file-upload--error");
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
                class=class("govuk-file-upload", &[failed], &self.classes)
                id=id
                name=self.name
                type="file"
                disabled=self.disabled
                multiple=self.multiple
                aria-describedby=group.described_by()
                {..spread(self.attributes)}
            />
        };
        group.labelled(self.label, input.into_any())
    }
}
