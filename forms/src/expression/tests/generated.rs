//! Sentences over thousands of generated sources and trees, from fixed seeds unless it soaks.

use super::{Answers, Chance, number, set, text};
use crate::{
    expression::{
        Expression, Type, Types,
        ast::{Expr, Node, Operator},
        functions::{self, Compute},
    },
    soak::{rounds, seed},
};

/// Pieces of sources, right and wrong.
const PIECES: &[&str] = &[
    "${a}",
    "${b.c}",
    "${",
    "}",
    "$",
    ".",
    "..",
    "'yes'",
    "'",
    "\"",
    "2025-09-01",
    "'2025-09-01'",
    "1",
    "0",
    "1.5",
    "99999999",
    "(",
    ")",
    "(",
    ")",
    ",",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    " div ",
    " mod ",
    " and ",
    " or ",
    "==",
    "&&",
    "!",
    "if(",
    "not(",
    "sum(",
    "selected(",
    "today()",
    "true()",
    "regex(",
    "date(",
    "substr(",
    "round(",
    "coalesce(",
    "format-date(",
    "concat(",
    "score(",
    "true",
    "wrong(",
    "é",
    "😀",
    "‘",
    "\u{a0}",
    "\n",
    "[",
    "{2}",
];

struct Everything;

impl Types for Everything {
    fn of(&self, name: &str) -> Option<Type> {
        (name == "a").then(|| Type::Option(vec!["yes".to_string(), "1".to_string()]))
    }

    fn own(&self) -> Option<Type> {
        None
    }
}

#[test]
fn twenty_thousand_sources_are_read_or_refused_without_a_panic() {
    let mut chance = Chance(seed(0x5EED_0001));
    let answers = Answers::default()
        .with("a", text("yes"))
        .with("b.c", number(2.0))
        .own(set(&["x"]));
    let mut read = 0;
    for _ in 0..rounds(20_000) {
        let source = source(&mut chance);
        match Expression::parse(&source) {
            Ok(expression) => {
                read += 1;
                expression.evaluate(&answers);
                expression.to_english(&str::to_string);
                if let Err(errors) = expression.kind(&Everything) {
                    assert!(
                        errors.iter().all(|error| source.is_char_boundary(error.at)),
                        "{source}"
                    );
                }
            }
            Err(error) => assert!(source.is_char_boundary(error.at), "{source}: {error:?}"),
        }
    }
    assert!(read > 2_000, "only {read} were read");
}

/// Pieces in any order, or a good source with a letter changed.
fn source(chance: &mut Chance) -> String {
    if chance.below(2) == 0 {
        return (0..chance.below(12)).map(|_| *chance.of(PIECES)).collect();
    }
    let mut letters: Vec<char> = written(&tree(chance, 3), chance).chars().collect();
    for _ in 0..chance.below(3) {
        let place = chance.below(letters.len());
        match chance.below(3) {
            0 => letters.insert(place, chance.of(PIECES).chars().next().unwrap_or(' ')),
            1 => letters[place] = *chance.of(&['(', ')', '\'', ' ', '=', '$', 'é', '1']),
            _ if letters.len() > 1 => drop(letters.remove(place)),
            _ => {}
        }
    }
    letters.into_iter().collect()
}

#[test]
fn a_tree_that_is_written_and_read_is_the_same_tree() {
    let mut chance = Chance(seed(0x5EED_0002));
    for _ in 0..rounds(5_000) {
        let tree = tree(&mut chance, 4);
        let source = written(&tree, &mut chance);
        if source.chars().count() > crate::expression::MOST_CHARACTERS {
            continue;
        }
        let read = Expression::parse(&source).unwrap_or_else(|error| panic!("{source}: {error:?}"));
        assert_eq!(without_places(&read.root), tree, "{source}");
    }
}

const LEVELS: [&[Operator]; 6] = [
    &[Operator::Or],
    &[Operator::And],
    &[Operator::Equal, Operator::NotEqual],
    &[
        Operator::Less,
        Operator::AtMost,
        Operator::More,
        Operator::AtLeast,
    ],
    &[Operator::Plus, Operator::Minus],
    &[Operator::Times, Operator::Div, Operator::Mod],
];

/// A tree over `a`, `b`, `c` and small literals.
pub(super) fn tree(chance: &mut Chance, depth: usize) -> Node {
    let expr = match chance.below(if depth == 0 { 3 } else { 9 }) {
        0 | 1 => Expr::Name((*chance.of(&["a", "b", "c"])).to_string()),
        2 => literal(chance),
        3 => Expr::Negative(Box::new(tree(chance, depth - 1))),
        4..=6 => {
            let level = *chance.of(&LEVELS);
            let first = Box::new(tree(chance, depth - 1));
            match level[0].compares() {
                true => Expr::Compare(*chance.of(level), first, Box::new(tree(chance, depth - 1))),
                false => Expr::Chain(
                    first,
                    (0..1 + chance.below(2))
                        .map(|_| (*chance.of(level), tree(chance, depth - 1)))
                        .collect(),
                ),
            }
        }
        _ => call(chance, depth),
    };
    Node { at: 0, expr }
}

fn literal(chance: &mut Chance) -> Expr {
    match chance.below(3) {
        0 => {
            Expr::Text((*chance.of(&["", "x", "y", "1", "x y", "2025-09-01", "it's"])).to_string())
        }
        _ => Expr::Number(*chance.of(&[0.0, 1.0, 2.0, 0.5])),
    }
}

fn call(chance: &mut Chance, depth: usize) -> Expr {
    let names: Vec<_> = functions::names().collect();
    let function = functions::named(names[chance.below(names.len())]).unwrap();
    if matches!(function.compute, Compute::Regex) {
        return literal(chance);
    }
    let many =
        function.least + chance.below(function.most.min(function.least + 1) - function.least + 1);
    Expr::Call(
        function,
        (0..many).map(|_| tree(chance, depth - 1)).collect(),
    )
}

/// The source of a tree; now and then with brackets it does not need.
pub(super) fn written(node: &Node, chance: &mut Chance) -> String {
    let part = |node: &Node, least: u8, chance: &mut Chance| {
        let source = written(node, chance);
        let needed = strength(node) < least || chance.below(8) == 0;
        if needed {
            format!("( {source})")
        } else {
            source
        }
    };
    match &node.expr {
        Expr::Number(number) => number.to_string(),
        Expr::Text(text) if text.contains('\'') => format!("\"{text}\""),
        Expr::Text(text) => format!("'{text}'"),
        Expr::Name(name) => format!("${{{name}}}"),
        Expr::Own => ".".to_string(),
        Expr::Pattern(pattern) => format!("'{}'", pattern.source),
        Expr::Negative(inner) => format!("-{}", part(inner, 7, chance)),
        Expr::Compare(operator, left, right) => {
            let power = operator.power();
            let left = part(left, power + 1, chance);
            format!(
                "{left} {} {}",
                operator.sign(),
                part(right, power + 1, chance)
            )
        }
        Expr::Chain(first, rest) => {
            let power = rest[0].0.power();
            rest.iter().fold(
                part(first, power + 1, chance),
                |source, (operator, node)| {
                    format!(
                        "{source} {} {}",
                        operator.sign(),
                        part(node, power + 1, chance)
                    )
                },
            )
        }
        Expr::Call(function, arguments) => {
            let arguments: Vec<String> =
                arguments.iter().map(|node| part(node, 0, chance)).collect();
            format!("{}({})", function.name, arguments.join(", "))
        }
    }
}

fn strength(node: &Node) -> u8 {
    match &node.expr {
        Expr::Chain(_, rest) => rest[0].0.power(),
        Expr::Compare(operator, ..) => operator.power(),
        _ => 7,
    }
}

fn without_places(node: &Node) -> Node {
    let inside = |node: &Node| Box::new(without_places(node));
    let expr = match &node.expr {
        Expr::Negative(inner) => Expr::Negative(inside(inner)),
        Expr::Compare(operator, left, right) => {
            Expr::Compare(*operator, inside(left), inside(right))
        }
        Expr::Chain(first, rest) => Expr::Chain(
            inside(first),
            rest.iter()
                .map(|(operator, node)| (*operator, without_places(node)))
                .collect(),
        ),
        Expr::Call(function, arguments) => {
            Expr::Call(function, arguments.iter().map(without_places).collect())
        }
        leaf => leaf.clone(),
    };
    Node { at: 0, expr }
}
