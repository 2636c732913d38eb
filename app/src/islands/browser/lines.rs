//! The lines on the page that say what is answered and how saving stands.

use crate::islands::said::Said;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlFormElement};

/// The lines of a section page.
pub(super) struct Lines {
    around: Element,
    count: Element,
    said: Element,
    saving: Element,
    sign_in: Element,
    choose: Element,
}

impl Lines {
    /// The lines of the page; none when it has none.
    pub(super) fn find(document: &Document) -> Option<Lines> {
        let around = document.query_selector("[data-given]").ok()??;
        let line = |name: &str| {
            around
                .query_selector(&format!("[data-line=\"{name}\"]"))
                .ok()?
        };
        Some(Lines {
            count: line("count")?,
            said: line("said")?,
            saving: line("saving")?,
            sign_in: line("sign-in")?,
            choose: line("choose")?,
            around,
        })
    }

    /// The form they stand in.
    pub(super) fn form(&self) -> Option<HtmlFormElement> {
        self.around.closest("form").ok()??.dyn_into().ok()
    }

    /// What the server gave.
    pub(super) fn given(&self) -> Option<String> {
        self.around.get_attribute("data-given")
    }

    /// Shows the lines, and marks the island as awake.
    pub(super) fn appear(&self) {
        show(&self.around, true);
        if let Ok(Some(island)) = self.around.query_selector("leptos-island") {
            // Only a name that is none is refused.
            let _ = island.set_attribute("data-live", "true");
        }
    }

    /// Says how many questions are answered.
    pub(super) fn count(&self, words: &str) {
        set(&self.count, words);
    }

    /// Says that something typed is not stored yet, in place of an older "Saved"; seen, not read
    /// out.
    pub(super) fn wait(&self) {
        show(&self.saving, true);
        show(&self.said, false);
    }

    /// Says how saving stands.
    pub(super) fn say(&self, said: &Said) {
        show(&self.saving, false);
        show(&self.said, true);
        set(&self.said, &said.words());
        let class = match said.failed() {
            true => "govuk-!-margin-0 autosave--failed",
            false => "govuk-!-margin-0",
        };
        self.said.set_class_name(class);
        show(&self.sign_in, *said == Said::SignedOut);
        show(&self.choose, matches!(said, Said::Conflict { .. }));
    }
}

/// Sets the words of a line, and leaves it alone when they are the same: a line is read out when
/// it changes.
fn set(line: &Element, words: &str) {
    if line.text_content().as_deref() != Some(words) {
        line.set_text_content(Some(words));
    }
}

/// Shows or hides an element.
pub(super) fn show(element: &Element, shown: bool) {
    if element.has_attribute("hidden") == shown {
        // Only a name that is none is refused.
        let _ = element.toggle_attribute_with_force("hidden", !shown);
    }
}
