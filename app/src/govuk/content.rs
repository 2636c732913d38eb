//! What a component shows: plain text or a view made elsewhere. There is no third way, so text
//! that someone typed can never become markup.

use leptos::prelude::*;

/// Plain text, or a view that the caller built. Empty text by default.
pub enum Content {
    /// Text, escaped when drawn.
    Text(String),
    /// A view, drawn as it is.
    View(AnyView),
}

impl Content {
    /// Whether there is nothing to draw. A view always counts as something.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// This content, or `default` where it is empty.
    pub fn or(self, default: &str) -> Self {
        if self.is_empty() {
            return Self::from(default);
        }
        self
    }

    /// Its words where it is text; nothing for a view.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::View(_) => String::new(),
        }
    }

    /// Draws the content, with no element of its own.
    pub fn view(self) -> AnyView {
        match self {
            Self::Text(text) => text.into_any(),
            Self::View(view) => view,
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<AnyView> for Content {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}
