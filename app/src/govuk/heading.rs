//! A heading whose level is data: `h1` to `h6`.

use leptos::html;
use leptos::prelude::*;

/// A heading of a level, with its class, its id where it has one, and what it says.
pub(super) fn heading(level: u8, class: String, id: Option<String>, content: AnyView) -> AnyView {
    let tag = format!("h{}", level.clamp(1, 6));
    html::custom(tag)
        .class(class)
        .id(id)
        .child(content)
        .into_any()
}
