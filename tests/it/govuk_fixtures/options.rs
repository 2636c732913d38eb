//! A fixture's options as they are read, and which of them nobody read.

use super::dom;
use fourlens_app::govuk::{Attributes, Content};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The options of one fixture, of which each is struck off when it is read.
pub(super) struct Fixture {
    options: Value,
    unread: RefCell<BTreeSet<String>>,
}

/// One object among the options.
pub(super) struct Options<'a> {
    value: &'a Value,
    path: String,
    unread: &'a RefCell<BTreeSet<String>>,
}

impl Fixture {
    pub(super) fn new(options: Value) -> Self {
        let mut unread = BTreeSet::new();
        leaves(&options, String::new(), &mut unread);
        Self {
            options,
            unread: RefCell::new(unread),
        }
    }

    pub(super) fn options(&self) -> Options<'_> {
        Options {
            value: &self.options,
            path: String::new(),
            unread: &self.unread,
        }
    }

    /// The options that were not read, with `[]` for a place in a list.
    pub(super) fn unread(&self) -> BTreeSet<String> {
        let place = |path: &String| -> String {
            let parts = path.split('[');
            let rest = |part: &str| part.split_once(']').map(|(_, rest)| format!("[]{rest}"));
            parts
                .map(|part| rest(part).unwrap_or_else(|| part.to_owned()))
                .collect()
        };
        self.unread.borrow().iter().map(place).collect()
    }
}

impl<'a> Options<'a> {
    /// Text or a number; none where it is absent or null.
    pub(super) fn maybe(&self, key: &str) -> Option<String> {
        match self.read(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            value => Some(value.to_string()),
        }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.maybe(key).unwrap_or_default()
    }

    pub(super) fn choice(&self, key: &str) -> Option<bool> {
        self.read(key).and_then(Value::as_bool)
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.choice(key).unwrap_or_default()
    }

    pub(super) fn number<T: TryFrom<u64>>(&self, key: &str) -> Option<T> {
        let number = self.read(key).and_then(Value::as_u64)?;
        T::try_from(number).ok()
    }

    pub(super) fn classes(&self) -> String {
        self.text("classes")
    }

    pub(super) fn attributes(&self) -> Attributes {
        let attributes = self.read("attributes").and_then(Value::as_object);
        let attribute = |(name, value): (&String, &Value)| {
            let text = value.as_str().map(str::to_owned);
            (dom::fixed(name), text.unwrap_or_else(|| value.to_string()))
        };
        attributes.into_iter().flatten().map(attribute).collect()
    }

    /// `html` as a view, or else `text`.
    pub(super) fn content(&self) -> Content {
        self.content_of("text", "html")
    }

    pub(super) fn content_of(&self, text: &str, html: &str) -> Content {
        let text = self.text(text);
        match self.view(html) {
            Some(view) => view.into(),
            None => text.into(),
        }
    }

    /// HTML as a view; none where it is absent or empty.
    pub(super) fn view(&self, key: &str) -> Option<leptos::prelude::AnyView> {
        let html = self.read(key)?.as_str().filter(|html| !html.is_empty())?;
        Some(dom::view(html))
    }

    /// An object; none where there is none.
    pub(super) fn part(&self, key: &str) -> Option<Options<'a>> {
        let value = self.value.get(key).filter(|value| value.is_object())?;
        Some(self.at(value, self.path_of(key)))
    }

    /// Whether there is a list with something in it.
    pub(super) fn lists(&self, key: &str) -> bool {
        self.value
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(|entries| !entries.is_empty())
    }

    /// The entries of a list; empty ones are passed over.
    pub(super) fn list(&self, key: &str) -> Vec<Options<'a>> {
        self.entries(key, |entry| self.strike(&entry.path))
    }

    /// The entries of a list whose ids count empty ones; those are left unread.
    pub(super) fn numbered(&self, key: &str) -> Vec<Options<'a>> {
        self.entries(key, |_| ())
    }

    /// The entries of a list of texts.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let texts = self
            .value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let text = |(place, value): (usize, &Value)| {
            self.strike(&format!("{}[{place}]", self.path_of(key)));
            value
                .as_str()
                .map(str::to_owned)
                .unwrap_or_else(|| value.to_string())
        };
        texts.enumerate().map(text).collect()
    }

    /// The rows of a table, each with its cells.
    pub(super) fn rows(&self, key: &str) -> Vec<Vec<Options<'a>>> {
        let rows = self
            .value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let row = |(place, row): (usize, &'a Value)| {
            let path = format!("{}[{place}]", self.path_of(key));
            self.strike(&path);
            let cells = row.as_array()?.iter().enumerate();
            Some(
                cells
                    .map(|(cell, value)| self.at(value, format!("{path}[{cell}]")))
                    .collect(),
            )
        };
        rows.enumerate().filter_map(row).collect()
    }

    /// Passes over an option that says nothing here, with all that is in it.
    pub(super) fn pass(&self, key: &str) {
        let path = self.path_of(key);
        self.unread
            .borrow_mut()
            .retain(|unread| !unread.starts_with(&path));
    }

    fn entries(&self, key: &str, empty: impl Fn(&Options)) -> Vec<Options<'a>> {
        self.strike(&self.path_of(key));
        let entries = self
            .value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let entries = entries.enumerate();
        let entry = |(place, value)| self.at(value, format!("{}[{place}]", self.path_of(key)));
        let (full, blank): (Vec<_>, Vec<_>) = entries.map(entry).partition(|entry| {
            entry
                .value
                .as_object()
                .is_some_and(|entry| !entry.is_empty())
        });
        blank.iter().for_each(empty);
        full
    }

    fn read(&self, key: &str) -> Option<&'a Value> {
        let value = self.value.get(key)?;
        self.strike(&self.path_of(key));
        Some(value)
    }

    fn at(&self, value: &'a Value, path: String) -> Options<'a> {
        Options {
            value,
            path,
            unread: self.unread,
        }
    }

    fn strike(&self, path: &str) {
        self.unread.borrow_mut().remove(path);
    }

    fn path_of(&self, key: &str) -> String {
        match self.path.as_str() {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        }
    }
}

/// The paths of all values that hold no others; attributes count as one.
fn leaves(value: &Value, path: String, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) if !object.is_empty() && !path.ends_with("attributes") => {
            for (key, value) in object {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                leaves(value, path, found);
            }
        }
        Value::Array(entries) if !entries.is_empty() => {
            for (place, value) in entries.iter().enumerate() {
                leaves(value, format!("{path}[{place}]"), found);
            }
        }
        _ if path.is_empty() => {}
        _ => {
            found.insert(path);
        }
    }
}
