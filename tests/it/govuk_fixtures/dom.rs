//! HTML as a tree that can be compared, and as a view for where a component takes one. It knows
//! no component.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::html::{br, custom, input};
use leptos::prelude::*;
use scraper::{ElementRef, Html, Node as Parsed, node::Text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// A place in the parser's tree.
type Tree<'a> = <ElementRef<'a> as Deref>::Target;

/// An element with what is in it, or text as it was written.
pub(super) enum Node {
    Element {
        name: String,
        attributes: BTreeMap<String, String>,
        children: Vec<Node>,
    },
    Text(String),
}

/// What HTML says, without its comments.
pub(super) fn parse(html: &str) -> Vec<Node> {
    children(&Html::parse_fragment(html).root_element())
}

/// The tree without the elements that have one of these class attributes.
pub(super) fn without(nodes: Vec<Node>, classes: &[&str]) -> Vec<Node> {
    let keep = |node: Node| match node {
        Node::Element { attributes, .. } if is_of(&attributes, classes) => None,
        Node::Element {
            name,
            attributes,
            children,
        } => Some(Node::Element {
            name,
            attributes,
            children: without(children, classes),
        }),
        text => Some(text),
    };
    nodes.into_iter().filter_map(keep).collect()
}

/// The first difference between two trees: of structure, then of the text as it is read.
pub(super) fn difference(expected: &[Node], ours: &[Node]) -> Option<String> {
    structure(expected, ours, "").or_else(|| {
        let (expected, ours) = (as_read(expected), as_read(ours));
        (expected != ours).then(|| format!("is read as {ours:?} instead of {expected:?}"))
    })
}

/// HTML as a view, for where a component takes one.
pub(super) fn view(html: &str) -> AnyView {
    parse(html)
        .into_iter()
        .map(node_view)
        .collect_view()
        .into_any()
}

/// An attribute's name that lives as long as the tests do.
pub(super) fn fixed(name: &str) -> &'static str {
    Box::leak(name.to_owned().into_boxed_str())
}

fn children(parent: &Tree) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for child in parent.children() {
        match (child.value(), nodes.last_mut()) {
            (Parsed::Text(Text { text }), Some(Node::Text(before))) => before.push_str(text),
            (Parsed::Text(Text { text }), _) => nodes.push(Node::Text(text.to_string())),
            (Parsed::Element(element), _) => nodes.push(Node::Element {
                name: element.name().to_owned(),
                attributes: element
                    .attrs()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
                children: children(&child),
            }),
            _ => {}
        }
    }
    nodes
}

fn is_of(attributes: &BTreeMap<String, String>, classes: &[&str]) -> bool {
    attributes
        .get("class")
        .is_some_and(|own| classes.contains(&own.as_str()))
}

fn structure(expected: &[Node], ours: &[Node], path: &str) -> Option<String> {
    let visible = |nodes: &[Node]| -> Vec<String> { nodes.iter().filter_map(outline).collect() };
    let (expected_here, ours_here) = (visible(expected), visible(ours));
    if expected_here != ours_here {
        return Some(format!(
            "in {path:?}\n  expected {expected_here:#?}\n  ours {ours_here:#?}"
        ));
    }
    let mut pairs = elements(expected).into_iter().zip(elements(ours));
    pairs.find_map(|((name, expected), (_, ours))| {
        let path = format!("{path} {name}");
        if name == "textarea" {
            return (exact(expected) != exact(ours)).then(|| format!("typed text in {path:?}"));
        }
        structure(expected, ours, &path)
    })
}

fn elements(nodes: &[Node]) -> Vec<(&str, &[Node])> {
    let mut elements = Vec::new();
    for node in nodes {
        if let Node::Element { name, children, .. } = node {
            elements.push((name.as_str(), children.as_slice()));
        }
    }
    elements
}

/// A node on one line: the tag with its attributes by name and its classes as a set, or the
/// text with its blanks collapsed; nothing where there are only blanks.
fn outline(node: &Node) -> Option<String> {
    match node {
        Node::Text(text) => {
            let text = collapse(text);
            (!text.is_empty()).then_some(text)
        }
        Node::Element {
            name, attributes, ..
        } => {
            let attribute = |(name, value): (&String, &String)| match name.as_str() {
                "class" => {
                    let classes: BTreeSet<&str> = value.split_whitespace().collect();
                    format!(" class={classes:?}")
                }
                name => format!(" {name}={value:?}"),
            };
            let attributes: String = attributes.iter().map(attribute).collect();
            Some(format!("<{name}{attributes}>"))
        }
    }
}

/// The text that stands in these nodes themselves, blanks and all.
pub(super) fn exact(nodes: &[Node]) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element { .. } => String::new(),
    };
    nodes.iter().map(text).collect()
}

/// The text in lines, as it is read: inline elements do not part words, all others do.
fn as_read(nodes: &[Node]) -> Vec<String> {
    let mut text = String::new();
    read(nodes, &mut text);
    text.split('\0')
        .map(collapse)
        .filter(|line| !line.is_empty())
        .collect()
}

fn read(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element { name, children, .. } => {
                let inline = ["a", "b", "em", "i", "span", "strong"].contains(&name.as_str());
                let edge = if inline { "" } else { "\0" };
                text.push_str(edge);
                read(children, text);
                text.push_str(edge);
            }
        }
    }
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn node_view(node: Node) -> AnyView {
    let (name, attributes, children) = match node {
        Node::Text(text) => return text.into_any(),
        Node::Element {
            name,
            attributes,
            children,
        } => (name, attributes, children),
    };
    let attribute =
        |(name, value): (String, String)| custom_attribute(fixed(&name), value).into_any_attr();
    let attributes: Vec<AnyAttribute> = attributes.into_iter().map(attribute).collect();
    match name.as_str() {
        "br" => br().add_any_attr(attributes).into_any(),
        "input" => input().add_any_attr(attributes).into_any(),
        "textarea" => {
            let text = format!("\n{}", exact(&children));
            custom(name).add_any_attr(attributes).child(text).into_any()
        }
        _ => {
            let children = children.into_iter().map(node_view).collect_view();
            custom(name)
                .add_any_attr(attributes)
                .child(children)
                .into_any()
        }
    }
}
