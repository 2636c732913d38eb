//! What a person types comes back as it was typed, and never as markup.

use super::dom::{self, Node};
use fourlens_app::govuk::*;
use leptos::prelude::*;

const TYPED: &str = "\n\"it's\" > 5 & < 6</textarea></option><b onclick=x>";

#[test]
fn a_line_comes_back_as_typed() {
    let input = Input {
        value: Some(TYPED.to_owned()),
        ..Input::default()
    };
    assert_eq!(
        attribute(&drawn(input.view()), "input", "value"),
        Some(TYPED.to_owned())
    );
}

#[test]
fn lines_come_back_as_typed() {
    let textarea = Textarea {
        value: TYPED.to_owned(),
        ..Textarea::default()
    };
    assert_eq!(
        text(&drawn(textarea.view()), "textarea"),
        Some(TYPED.to_owned())
    );
}

#[test]
fn an_empty_textarea_is_empty() {
    assert_eq!(
        text(&drawn(Textarea::default().view()), "textarea"),
        Some(String::new())
    );
}

#[test]
fn an_option_says_what_its_text_says() {
    let items = vec![SelectItem {
        text: TYPED.to_owned(),
        ..SelectItem::default()
    }];
    let select = Select {
        items,
        ..Select::default()
    };
    assert_eq!(
        text(&drawn(select.view()), "option"),
        Some(TYPED.to_owned())
    );
}

#[test]
fn an_attribute_says_what_its_value_says() {
    let attributes = vec![("data-said", TYPED.to_owned())];
    let tag = Tag {
        attributes,
        ..Tag::from("Done")
    };
    assert_eq!(
        attribute(&drawn(tag.view()), "strong", "data-said"),
        Some(TYPED.to_owned())
    );
}

fn drawn(view: AnyView) -> Vec<Node> {
    dom::parse(&view.to_html())
}

fn attribute(nodes: &[Node], element: &str, attribute: &str) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element {
            name, attributes, ..
        } if name == element => attributes.get(attribute).cloned(),
        Node::Element { children, .. } => self::attribute(children, element, attribute),
        Node::Text(_) => None,
    })
}

fn text(nodes: &[Node], element: &str) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element { name, children, .. } if name == element => Some(dom::exact(children)),
        Node::Element { children, .. } => text(children, element),
        Node::Text(_) => None,
    })
}
