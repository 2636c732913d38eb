//! The static check: which type an expression gives, and everything in it that cannot be meant.
//! It is stricter than the evaluator, which gives every tree a value.

mod compare;
mod types;

pub use types::{Type, Types};

use super::{
    ExpressionError, advice,
    ast::{Expr, Node, Operator},
    functions::{self, Function, Gives, Takes},
    value::{date_of, number_of},
};

/// The type of `root`, or all that is wrong with it.
pub(super) fn kind(root: &Node, types: &dyn Types) -> Result<Type, Vec<ExpressionError>> {
    let mut checker = Checker {
        types,
        errors: Vec::new(),
    };
    match checker.kind(root) {
        Some(kind) if checker.errors.is_empty() => Ok(kind),
        _ => {
            checker.errors.sort_by_key(|error| error.at);
            Err(checker.errors)
        }
    }
}

struct Checker<'a> {
    types: &'a dyn Types,
    errors: Vec<ExpressionError>,
}

/// `None` is a part whose type is unknown because its error has been told.
impl Checker<'_> {
    fn wrong(&mut self, node: &Node, message: impl Into<String>) -> Option<Type> {
        self.errors.push(ExpressionError {
            at: node.at,
            message: message.into(),
        });
        None
    }

    fn kind(&mut self, node: &Node) -> Option<Type> {
        match &node.expr {
            Expr::Number(_) => Some(Type::Number),
            Expr::Text(_) if node.is_empty_text() => Some(Type::Blank),
            Expr::Text(_) | Expr::Pattern(_) => Some(Type::Text),
            Expr::Name(name) => match self.types.of(name) {
                Some(kind) => Some(kind),
                None => self.wrong(
                    node,
                    format!(
                        "there is no answer called {name} here: \
 write the id of a question that this form has"
                    ),
                ),
            },
            Expr::Own => match self.types.own() {
                Some(kind) => Some(kind),
                None => self.wrong(
                    node,
                    "`.` is the answer being checked, and there is none here: \
 write `${name}`",
                ),
            },
            Expr::Negative(inner) => self.must_be(inner, Takes::Number).map(|_| Type::Number),
            Expr::Compare(operator, left, right) => self.compare(*operator, left, right),
            Expr::Chain(first, rest) => self.chain(first, rest),
            Expr::Call(function, arguments) => self.call(function, arguments),
        }
    }

    fn chain(&mut self, first: &Node, rest: &[(Operator, Node)]) -> Option<Type> {
        if let Some((Operator::And | Operator::Or, _)) = rest.first() {
            self.must_be(first, Takes::Bool);
            for (_, node) in rest {
                self.must_be(node, Takes::Bool);
            }
            return Some(Type::Bool);
        }
        let mut kind = self.kind(first);
        let mut left = first;
        for (operator, node) in rest {
            let right = self.kind(node);
            kind = self.arithmetic(*operator, (left, kind), (node, right));
            left = node;
        }
        kind
    }

    /// A day plus or minus days is a day; the days between two days are a number.
    fn arithmetic(
        &mut self,
        operator: Operator,
        (left, left_kind): (&Node, Option<Type>),
        (right, right_kind): (&Node, Option<Type>),
    ) -> Option<Type> {
        let (Some(left_kind), Some(right_kind)) = (left_kind, right_kind) else {
            return None;
        };
        match (operator, &left_kind, &right_kind) {
            (Operator::Minus, Type::Date, Type::Date) => return Some(Type::Number),
            (Operator::Plus | Operator::Minus, Type::Date, days) if days.is_number() => {
                return Some(Type::Date);
            }
            (Operator::Plus, days, Type::Date) if days.is_number() => return Some(Type::Date),
            _ => {}
        }
        let left_fits = self.fits(left, &left_kind, Takes::Number);
        let right_fits = self.fits(right, &right_kind, Takes::Number);
        (left_fits && right_fits).then_some(Type::Number)
    }

    fn call(&mut self, function: &Function, arguments: &[Node]) -> Option<Type> {
        let before = self.errors.len();
        let mut kinds: Vec<Option<Type>> = Vec::new();
        for (place, node) in arguments.iter().enumerate() {
            let kind = match function.takes_at(place) {
                Takes::OptionOfFirst => self.option_of(arguments, &kinds, node),
                takes => self.must_be(node, takes),
            };
            kinds.push(kind);
        }
        match function.gives {
            Gives::Bool => Some(Type::Bool),
            Gives::Number => Some(Type::Number),
            Gives::Text => Some(Type::Text),
            Gives::Date => Some(Type::Date),
            Gives::OptionOfFirst => match kinds.into_iter().next().flatten()? {
                Type::Option(values) | Type::Set(values) => Some(Type::Option(values)),
                _ => Some(Type::Text),
            },
            Gives::Common(_) if self.errors.len() > before => None,
            Gives::Common(from) => self.common(function, arguments, kinds, from),
        }
    }

    /// The type that all arguments from number `from` on have in common.
    fn common(
        &mut self,
        function: &Function,
        arguments: &[Node],
        kinds: Vec<Option<Type>>,
        from: usize,
    ) -> Option<Type> {
        let mut kind = Type::Blank;
        for (node, next) in arguments.iter().zip(kinds).skip(from) {
            let next = next?;
            let (is, was) = (next.in_words(), kind.in_words());
            match kind.joined(next) {
                Some(joined) => kind = joined,
                None => {
                    let usage = function.usage;
                    return self.wrong(
                        node,
                        format!(
                            "this is {is}, but the value before it is {was}: \
 give values of one sort, as in {usage}"
                        ),
                    );
                }
            }
        }
        Some(kind)
    }

    fn must_be(&mut self, node: &Node, takes: Takes) -> Option<Type> {
        let kind = self.kind(node)?;
        self.fits(node, &kind, takes).then_some(kind)
    }

    fn fits(&mut self, node: &Node, kind: &Type, takes: Takes) -> bool {
        let literal = match &node.expr {
            Expr::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let fits = match takes {
            Takes::Anything | Takes::OptionOfFirst | Takes::Pattern => true,
            Takes::Bool => matches!(kind, Type::Bool | Type::Blank),
            Takes::Number => {
                kind.is_number() || literal.is_some_and(|text| number_of(text).is_some())
            }
            Takes::Text => !matches!(kind, Type::Bool | Type::Set(_)),
            Takes::Date => match literal {
                Some(text) => text.is_empty() || date_of(text).is_some(),
                None => matches!(kind, Type::Date | Type::Blank),
            },
            Takes::Choices => matches!(
                kind,
                Type::Option(_) | Type::Set(_) | Type::Text | Type::Blank
            ),
            Takes::Format => literal.is_none_or(functions::knows_format),
        };
        if !fits {
            let message = wanted(node, kind, takes);
            self.wrong(node, message);
        }
        fits
    }

    /// The second argument of `selected`: one of the values that the first one offers.
    fn option_of(
        &mut self,
        arguments: &[Node],
        kinds: &[Option<Type>],
        node: &Node,
    ) -> Option<Type> {
        let kind = self.kind(node)?;
        match (arguments.first(), kinds.first()) {
            (Some(first), Some(Some(Type::Option(values) | Type::Set(values)))) => {
                self.offered(first, values, node).then_some(kind)
            }
            _ => Some(kind),
        }
    }
}

/// How messages call a part.
fn called(node: &Node) -> String {
    match &node.expr {
        Expr::Name(name) => name.clone(),
        Expr::Own => "this answer".to_string(),
        Expr::Text(text) => format!("'{text}'"),
        Expr::Number(number) => number.to_string(),
        Expr::Call(function, _) => format!("`{}`", function.name),
        _ => "this".to_string(),
    }
}

/// How a part is written, where it is short.
fn spelt(node: &Node) -> String {
    match &node.expr {
        Expr::Name(name) => format!("${{{name}}}"),
        Expr::Own => ".".to_string(),
        _ => "…".to_string(),
    }
}

fn wanted(node: &Node, kind: &Type, takes: Takes) -> String {
    let (what, is, written) = (called(node), kind.in_words(), spelt(node));
    match (takes, kind) {
        (Takes::Bool, Type::Option(values)) => {
            let value = values.first().map_or("yes", String::as_str);
            format!("{what} is {is}, not a condition: compare it, as in {written} = '{value}'")
        }
        (Takes::Bool, _) => format!("{what} is {is}, not a condition: compare it with something"),
        (Takes::Number, _) => format!("{what} is {is}: write a number here"),
        (Takes::Text, Type::Set(_)) => {
            format!("{what} is {is}: write selected({written}, 'value') to ask for one")
        }
        (Takes::Date, _) => {
            format!("{what} is {is}: write a date here, such as date('2025-09-01')")
        }
        (Takes::Choices, _) => format!("{what} is {is}: write a question that offers choices here"),
        (Takes::Format, _) => {
            "write a format of %Y %y %m %n %b %d %e %a %W, such as '%e %b %Y'".to_string()
        }
        _ => format!("{what} is {is}: write text here"),
    }
}

/// "did you mean 'x'?" or the options to choose from.
fn choose_from(wrong: &str, values: &[String]) -> String {
    const SHOWN: usize = 12;
    if let (Some(near), true) = (
        advice::nearest(wrong, values.iter().map(String::as_str)),
        values.len() > SHOWN,
    ) {
        return format!("did you mean '{near}'?");
    }
    let shown: Vec<String> = values
        .iter()
        .take(SHOWN)
        .map(|value| format!("'{value}'"))
        .collect();
    let more = if values.len() > SHOWN {
        " or another of its options"
    } else {
        ""
    };
    format!("write one of {}{more}", shown.join(", "))
}
