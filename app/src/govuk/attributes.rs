//! Extra attributes and classes of a component's element.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;

/// Extra attributes by name. Names are fixed when we compile, so nothing typed by a person can
/// become one; a boolean attribute has the value `""`.
pub type Attributes = Vec<(&'static str, String)>;

/// The attributes as Leptos spreads them on an element: `{..spread(attributes)}`.
pub(super) fn spread(attributes: Attributes) -> Vec<AnyAttribute> {
    let any = |(name, value)| custom_attribute(name, value).into_any_attr();
    attributes.into_iter().map(any).collect()
}

/// The class attribute: `base`, the modifiers that hold, and the caller's own classes.
pub(super) fn class(base: &str, modifiers: &[(bool, &str)], own: &str) -> String {
    let held = modifiers
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, name)| *name);
    let mut class = base.to_owned();
    for name in held.chain([own]).filter(|name| !name.is_empty()) {
        class.push(' ');
        class.push_str(name);
    }
    class
}

/// `text`, or `default` where it is empty.
pub(super) fn or(text: String, default: &str) -> String {
    if text.is_empty() {
        default.to_owned()
    } else {
        text
    }
}

/// The ids that are there, as one attribute value; none where there are no ids.
pub(super) fn ids<const COUNT: usize>(ids: [&str; COUNT]) -> Option<String> {
    let there: Vec<&str> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    (!there.is_empty()).then(|| there.join(" "))
}

/// The attribute value, or no attribute where the text is empty.
pub(super) fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
