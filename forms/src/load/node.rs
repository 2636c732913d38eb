//! A YAML document as a tree that remembers where everything stands.

use super::DefinitionProblem;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::fmt;

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) line: u64,
    pub(super) column: u64,
    pub(super) value: Content,
}

/// What stands there.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Nothing,
    Flag(bool),
    Number(f64),
    Words(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) line: u64,
    pub(super) column: u64,
    pub(super) name: String,
}

impl Content {
    /// What kind of thing it is, for messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Content::Nothing => "nothing",
            Content::Flag(_) => "true or false",
            Content::Number(_) => "a number",
            Content::Words(_) => "a text",
            Content::List(_) => "a list",
            Content::Map(_) => "keys and values",
        }
    }
}

/// Reads a document into a tree.
pub(super) fn parse(source: &str) -> Result<Node, DefinitionProblem> {
    serde_saphyr::from_str::<Spanned<Content>>(source)
        .map(Node::from)
        .map_err(|error| {
            let (line, column) = error
                .location()
                .map_or((1, 1), |at| (at.line(), at.column()));
            let told = error.without_snippet().to_string();
            let cause = told
                .split(" at line ")
                .next()
                .unwrap_or(&told)
                .trim_end_matches([',', ':', ' '])
                .to_string();
            DefinitionProblem {
                line,
                column,
                message: format!("This is not proper YAML: {cause}. Put texts in double quotes"),
            }
        })
}

impl From<Spanned<Content>> for Node {
    fn from(spanned: Spanned<Content>) -> Node {
        Node {
            line: spanned.referenced.line(),
            column: spanned.referenced.column(),
            value: spanned.value,
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true or false, a list or keys and values")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::Nothing)
    }

    fn visit_none<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::Nothing)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Content, E> {
        Ok(Content::Flag(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Content, E> {
        Ok(Content::Number(number as f64))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Content, E> {
        Ok(Content::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Content, E> {
        Ok(Content::Number(number))
    }

    fn visit_str<E: de::Error>(self, words: &str) -> Result<Content, E> {
        Ok(Content::Words(words.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Content, A::Error> {
        let mut nodes = Vec::new();
        while let Some(item) = list.next_element::<Spanned<Content>>()? {
            nodes.push(item.into());
        }
        Ok(Content::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let value = map.next_value::<Spanned<Content>>()?;
            let at = key.referenced;
            entries.push((
                Key {
                    line: at.line(),
                    column: at.column(),
                    name: key.value,
                },
                value.into(),
            ));
        }
        Ok(Content::Map(entries))
    }
}
