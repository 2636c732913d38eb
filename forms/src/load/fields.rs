//! Taking keys from a map one by one: what is missing, of the wrong kind or unknown becomes a
//! problem with its place and advice, and reading goes on.

use super::{
    DefinitionProblem,
    node::{Content, Key, Node},
};
use crate::{expression::Expression, text::Text};
use std::collections::{BTreeMap, HashMap};

/// Collects problems, and remembers where ids stand for the problems found later.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<DefinitionProblem>,
    positions: HashMap<String, (u64, u64)>,
    /// The questions in which the one being read stands, as the start of its id: `KX.progress.`.
    pub(super) within: String,
}

impl Reader {
    pub(super) fn problem(&mut self, line: u64, column: u64, message: impl Into<String>) {
        self.problems.push(DefinitionProblem {
            line,
            column,
            message: message.into(),
        });
    }

    pub(super) fn wrong(&mut self, node: &Node, wanted: &str) {
        self.problem(
            node.line,
            node.column,
            format!("Write {wanted} here, not {}", node.value.describe()),
        );
    }

    /// Remembers where something stands.
    pub(super) fn remember(&mut self, place: String, line: u64, column: u64) {
        self.positions.entry(place).or_insert((line, column));
    }

    /// Where a place stands: `C1/applies_if`, else what of it is known from the right.
    pub(super) fn position_of(&self, place: &str) -> (u64, u64) {
        let mut rest = place;
        loop {
            let mut whole = rest;
            loop {
                if let Some(position) = self.positions.get(whole) {
                    return *position;
                }
                match whole.rsplit_once('/') {
                    Some((shorter, _)) => whole = shorter,
                    None => break,
                }
            }
            match rest.split_once('/') {
                Some((_, shorter)) => rest = shorter,
                None => break,
            }
        }
        // What is declared in a set has no place of its own: that of whoever uses it will do.
        let id = place.split('/').next().unwrap_or(place);
        match id.rsplit_once('.') {
            Some((parent, _)) => self.position_of(parent),
            None => (1, 1),
        }
    }
}

/// The keys and values of one map, taken one by one.
pub(super) struct Fields<'n> {
    node: &'n Node,
    entries: Vec<(&'n Key, &'n Node)>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The fields of a map; a problem when it is none.
    pub(super) fn of(node: &'n Node, what: &str, reader: &mut Reader) -> Option<Fields<'n>> {
        let Content::Map(entries) = &node.value else {
            reader.wrong(node, &format!("{what} as `key: value` lines"));
            return None;
        };
        Some(Fields {
            node,
            entries: entries.iter().map(|(key, value)| (key, value)).collect(),
            known: Vec::new(),
        })
    }

    /// The only key of a map with one, and its value.
    pub(super) fn only(node: &'n Node) -> Option<(&'n Key, &'n Node)> {
        match &node.value {
            Content::Map(entries) if entries.len() == 1 => {
                entries.first().map(|(key, value)| (key, value))
            }
            _ => None,
        }
    }

    pub(super) fn take(&mut self, name: &'static str) -> Option<&'n Node> {
        self.known.push(name);
        let found = self.entries.iter().position(|(key, _)| key.name == name)?;
        Some(self.entries.remove(found).1)
    }

    /// The value of a key, left for another to take.
    pub(super) fn peek(&self, name: &str) -> Option<&'n Node> {
        let found = self.entries.iter().find(|(key, _)| key.name == name)?;
        Some(found.1)
    }

    pub(super) fn need(&mut self, name: &'static str, reader: &mut Reader) -> Option<&'n Node> {
        let found = self.take(name);
        if found.is_none() {
            reader.problem(
                self.node.line,
                self.node.column,
                format!("Add `{name}: …` here"),
            );
        }
        found
    }

    pub(super) fn words(&mut self, name: &'static str, reader: &mut Reader) -> Option<String> {
        self.take(name).and_then(|node| words(node, reader))
    }

    pub(super) fn need_words(&mut self, name: &'static str, reader: &mut Reader) -> Option<String> {
        self.need(name, reader).and_then(|node| words(node, reader))
    }

    pub(super) fn text(&mut self, name: &'static str, reader: &mut Reader) -> Option<Text> {
        self.take(name).and_then(|node| text(node, reader))
    }

    pub(super) fn need_text(&mut self, name: &'static str, reader: &mut Reader) -> Option<Text> {
        self.need(name, reader).and_then(|node| text(node, reader))
    }

    pub(super) fn flag(&mut self, name: &'static str, reader: &mut Reader) -> bool {
        match self.take(name).map(|node| (node, &node.value)) {
            None => false,
            Some((_, Content::Flag(flag))) => *flag,
            Some((node, _)) => {
                reader.wrong(node, "`true` or `false`");
                false
            }
        }
    }

    pub(super) fn number(&mut self, name: &'static str, reader: &mut Reader) -> Option<f64> {
        match self.take(name).map(|node| (node, &node.value))? {
            (_, Content::Number(number)) => Some(*number),
            (node, _) => {
                reader.wrong(node, "a number");
                None
            }
        }
    }

    pub(super) fn count(&mut self, name: &'static str, reader: &mut Reader) -> Option<usize> {
        let node = self.take(name)?;
        match node.value {
            Content::Number(number) if number >= 0.0 && number.fract() == 0.0 && number < 1e9 => {
                Some(number as usize)
            }
            _ => {
                reader.wrong(node, "a whole number from 0");
                None
            }
        }
    }

    pub(super) fn expression(
        &mut self,
        name: &'static str,
        reader: &mut Reader,
    ) -> Option<Expression> {
        let node = self.take(name)?;
        let source = words(node, reader)?;
        match Expression::parse(&source) {
            Ok(expression) => Some(expression),
            Err(error) => {
                let before = source
                    .get(..error.at)
                    .map_or(0, |before| before.chars().count());
                // The first character of a quoted text stands one after its quote.
                reader.problem(node.line, node.column + 1 + before as u64, error.message);
                None
            }
        }
    }

    pub(super) fn list(&mut self, name: &'static str, reader: &mut Reader) -> &'n [Node] {
        match self.take(name).map(|node| (node, &node.value)) {
            None => &[],
            Some((_, Content::List(nodes))) => nodes,
            Some((node, _)) => {
                reader.wrong(node, "a list, each item after `- `");
                &[]
            }
        }
    }

    pub(super) fn words_list(&mut self, name: &'static str, reader: &mut Reader) -> Vec<String> {
        self.list(name, reader)
            .iter()
            .filter_map(|node| words(node, reader))
            .collect()
    }

    pub(super) fn texts(
        &mut self,
        name: &'static str,
        reader: &mut Reader,
    ) -> BTreeMap<String, Text> {
        let Some(node) = self.take(name) else {
            return BTreeMap::new();
        };
        let Content::Map(entries) = &node.value else {
            reader.wrong(node, "a text per option");
            return BTreeMap::new();
        };
        entries
            .iter()
            .filter_map(|(key, node)| Some((key.name.clone(), text(node, reader)?)))
            .collect()
    }

    /// One of these words.
    pub(super) fn one_of<T: Clone>(
        &mut self,
        name: &'static str,
        options: &[(&str, T)],
        reader: &mut Reader,
    ) -> Option<T> {
        let node = self.need(name, reader)?;
        chosen(node, options, reader)
    }

    /// One of these words, where the key is there.
    pub(super) fn maybe_one_of<T: Clone>(
        &mut self,
        name: &'static str,
        options: &[(&str, T)],
        reader: &mut Reader,
    ) -> Option<T> {
        let node = self.take(name)?;
        chosen(node, options, reader)
    }

    /// Remembers where each key stands, under the name of what the map declares.
    pub(super) fn remember(&self, id: &str, reader: &mut Reader) {
        let Content::Map(entries) = &self.node.value else {
            return;
        };
        reader.remember(id.to_string(), self.node.line, self.node.column);
        for (key, value) in entries {
            reader.remember(format!("{id}/{}", key.name), value.line, value.column);
        }
    }

    /// Reports every key that nobody took.
    pub(super) fn finish(self, what: &str, reader: &mut Reader) {
        for (key, _) in &self.entries {
            let advice = match nearest(&key.name, &self.known) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write one of {}", self.known.join(", ")),
            };
            reader.problem(
                key.line,
                key.column,
                format!("{what} has no key `{}`: {advice}", key.name),
            );
        }
    }
}

/// What one of these words means.
fn chosen<T: Clone>(node: &Node, options: &[(&str, T)], reader: &mut Reader) -> Option<T> {
    let word = words(node, reader)?;
    let found = options.iter().find(|(option, _)| *option == word);
    if found.is_none() {
        let known: Vec<_> = options
            .iter()
            .map(|(option, _)| format!("`{option}`"))
            .collect();
        let advice = format!("Write one of {}, not `{word}`", known.join(", "));
        reader.problem(node.line, node.column, advice);
    }
    found.map(|(_, value)| value.clone())
}

/// A text that may also be written as a number, as in `edition: 2025`.
pub(super) fn words(node: &Node, reader: &mut Reader) -> Option<String> {
    match &node.value {
        Content::Words(words) => Some(words.clone()),
        Content::Number(number) => Some(number.to_string()),
        Content::Flag(flag) => {
            let advice = format!("Put this in quotes: YAML reads it as {flag}");
            reader.problem(node.line, node.column, advice);
            None
        }
        _ => {
            reader.wrong(node, "a text in double quotes");
            None
        }
    }
}

fn text(node: &Node, reader: &mut Reader) -> Option<Text> {
    let Content::Map(entries) = &node.value else {
        return words(node, reader).map(Text::english);
    };
    let languages = entries
        .iter()
        .filter_map(|(key, node)| Some((key.name.clone(), words(node, reader)?)));
    Some(Text::in_languages(languages.collect()))
}

/// The known name that is most like a mistyped one.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let best = known
        .iter()
        .map(|candidate| (distance(name, candidate), *candidate))
        .min()?;
    (best.0 <= 1 + name.chars().count() / 4).then_some(best.1)
}

/// How many letters to change, add or take away to come from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in to.iter().enumerate() {
            let change = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[to.len()]
}
