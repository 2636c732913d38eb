//! A textarea that says how much may still be typed.

use super::attributes::{class, or};
use super::{Attributes, ErrorMessage, Hint, Label, Textarea};
use leptos::prelude::*;

/// A textarea with a limit. The limit is told, and counted by the script; it is not enforced.
#[derive(Default)]
pub struct CharacterCount {
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
    /// How much may be typed; the script has to be told where none.
    pub limit: Option<u32>,
    /// What is counted; UTF-16 units where none.
    pub counts: Option<CountKind>,
    /// From how many per cent of the limit the count is shown.
    pub threshold: Option<u32>,
    /// What is said without a script, with `%{count}` for the limit; English where it is empty.
    pub description: String,
    /// The script's own words, such as `data-i18n.characters-at-limit`.
    pub messages: Attributes,
    /// More classes of the line that shows the count.
    pub message_classes: String,
    /// How many lines it shows; 5 where it is 0.
    pub rows: u32,
    /// Whether spelling is checked; the browser decides where none.
    pub spellcheck: Option<bool>,
    /// More classes of the textarea.
    pub classes: String,
    /// More attributes of the textarea.
    pub attributes: Attributes,
    /// More classes of the whole.
    pub group_classes: String,
    /// More attributes of the whole.
    pub group_attributes: Attributes,
}

/// What a character count counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CountKind {
    /// UTF-16 units, as browsers do.
    Length,
    /// Characters as a reader sees them.
    Characters,
    /// Words.
    Words,
}

impl CharacterCount {
    /// Draws the textarea with its count.
    pub fn view(self) -> AnyView {
        let id = or(self.id, &self.name);
        let info = format!("{id}-info");
        let described = !self.description.is_empty();
        let description = or(self.description, CountKind::description(self.counts));
        let message = Hint {
            text: match self.limit {
                Some(limit) => description.replace("%{count}", &limit.to_string()).into(),
                None => "".into(),
            },
            classes: class("govuk-character-count__message", &[], &self.message_classes),
            ..Hint::default()
        };
        let mut attributes = vec![("data-module", "govuk-character-count".to_owned())];
        attributes.extend(
            self.limit
                .map(|limit| ("data-maxlength", limit.to_string())),
        );
        attributes.extend(
            self.threshold
                .map(|percent| ("data-threshold", percent.to_string())),
        );
        attributes.extend(
            self.counts
                .map(|kind| ("data-count-type", kind.name().to_owned())),
        );
        if self.limit.is_none() && described {
            attributes.push(("data-i18n.textarea-description.other", description));
        }
        attributes.extend(self.messages);
        attributes.extend(self.group_attributes);
        Textarea {
            name: self.name,
            id,
            label: self.label,
            hint: self.hint,
            error: self.error,
            value: self.value,
            rows: self.rows,
            spellcheck: self.spellcheck,
            after: Some(message.view(&info)),
            described_by: info,
            classes: class("govuk-js-character-count", &[], &self.classes),
            attributes: self.attributes,
            group_classes: class("govuk-character-count", &[], &self.group_classes),
            group_attributes: attributes,
            ..Textarea::default()
        }
        .view()
    }
}

impl CountKind {
    fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Characters => "characters",
            Self::Words => "words",
        }
    }

    fn description(kind: Option<Self>) -> &'static str {
        match kind {
            Some(Self::Words) => "You can enter up to %{count} words",
            _ => "You can enter up to %{count} characters",
        }
    }
}
