//! The tree of an expression. It must not know how it was spelt, nor what it is worth.

use super::functions::Function;

/// A part of an expression and where it begins, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) expr: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Number(f64),
    Text(String),
    /// `${name}`
    Name(String),
    /// `.`
    Own,
    /// The second argument of `regex`.
    Pattern(Pattern),
    Negative(Box<Node>),
    /// `=`, `!=`, `<`, `<=`, `>` or `>=`; they do not chain.
    Compare(Operator, Box<Node>, Box<Node>),
    /// Operators of one level, from left to right: `a or b or c`, `a + b - c`. Flat, so that a
    /// long list of alternatives is not a deep tree.
    Chain(Box<Node>, Vec<(Operator, Node)>),
    Call(&'static Function, Vec<Node>),
}

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
}

/// A pattern that must fit a whole text, compiled once.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) source: String,
    pub(super) regex: regex_lite::Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source
    }
}

impl Node {
    /// Shows `see` this node and all below it, in the order of the source.
    pub(super) fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Node)) {
        see(self);
        match &self.expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Name(_) | Expr::Own | Expr::Pattern(_) => {}
            Expr::Negative(inner) => inner.visit(see),
            Expr::Compare(_, left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Expr::Chain(first, rest) => {
                first.visit(see);
                rest.iter().for_each(|(_, node)| node.visit(see));
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(|node| node.visit(see)),
        }
    }

    /// Whether it is `${name}` or `.`.
    pub(super) fn is_input(&self) -> bool {
        matches!(self.expr, Expr::Name(_) | Expr::Own)
    }

    /// Whether it is `''`.
    pub(super) fn is_empty_text(&self) -> bool {
        matches!(&self.expr, Expr::Text(text) if text.is_empty())
    }
}

impl Operator {
    /// How strongly it binds; XPath's order. Operators of one strength go from left to right.
    pub(super) fn power(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => 4,
            Operator::Plus | Operator::Minus => 5,
            Operator::Times | Operator::Div | Operator::Mod => 6,
        }
    }

    pub(super) fn compares(self) -> bool {
        matches!(self.power(), 3 | 4)
    }

    /// How it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::More => ">",
            Operator::AtLeast => ">=",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            Operator::Div => "div",
            Operator::Mod => "mod",
        }
    }
}
