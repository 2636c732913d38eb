//! The static check of comparisons: which types may be compared, and whether a choice can ever
//! have the value it is compared with.

use super::{Checker, Type, called, choose_from, spelt};
use crate::expression::{
    ast::{Expr, Node, Operator},
    value::{date_of, number_of},
};

impl Checker<'_> {
    pub(super) fn compare(
        &mut self,
        operator: Operator,
        left: &Node,
        right: &Node,
    ) -> Option<Type> {
        let (left_kind, right_kind) = (self.kind(left), self.kind(right));
        if let (Some(a), Some(b)) = (left_kind, right_kind) {
            let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
            match equality {
                true => self.equality((left, &a), (right, &b)),
                false => self.order(operator, (left, &a), (right, &b)),
            }
        }
        Some(Type::Bool)
    }

    fn equality(&mut self, (left, a): (&Node, &Type), (right, b): (&Node, &Type)) {
        match (a, b) {
            (Type::Blank, _) | (_, Type::Blank) => {}
            (Type::Set(_), _) => self.several(left, right),
            (_, Type::Set(_)) => self.several(right, left),
            (Type::Option(ours), Type::Option(theirs)) => {
                if !ours.iter().any(|value| theirs.contains(value)) {
                    let (one, other) = (called(left), called(right));
                    self.wrong(
                        right,
                        format!(
                            "{one} and {other} share no option, so they are never equal: \
 compare questions with the same options"
                        ),
                    );
                }
            }
            (Type::Option(values), _) if written(right).is_some() => {
                self.offered(left, values, right);
            }
            (_, Type::Option(values)) if written(left).is_some() => {
                self.offered(right, values, left);
            }
            (Type::Option(_), Type::Text) | (Type::Text, Type::Option(_)) => {}
            (a, b) if a.is_number() && b.is_number() || a == b => {}
            (Type::Date, Type::Text) => self.written_date(right),
            (Type::Text, Type::Date) => self.written_date(left),
            (a, Type::Text) if a.is_number() => self.written_number(left, right),
            (Type::Text, b) if b.is_number() => self.written_number(right, left),
            (Type::Bool, Type::Text | Type::Number) => self.written_bool(left, right),
            (Type::Text | Type::Number, Type::Bool) => self.written_bool(right, left),
            (a, b) => self.differ((left, a), (right, b)),
        }
    }

    fn order(&mut self, operator: Operator, (left, a): (&Node, &Type), (right, b): (&Node, &Type)) {
        match (a, b) {
            (Type::Date, Type::Date) => {}
            (a, b) if a.is_number() && b.is_number() => {}
            (Type::Date, Type::Text) => self.written_date(right),
            (Type::Text, Type::Date) => self.written_date(left),
            (Type::Date, Type::Blank) | (Type::Blank, Type::Date) => {}
            (a, Type::Text) if a.is_number() => self.written_number(left, right),
            (Type::Text, b) if b.is_number() => self.written_number(right, left),
            (Type::Date, _) | (_, Type::Date) => self.differ((left, a), (right, b)),
            (a, b) => {
                let (node, kind) = if a.is_number() { (right, b) } else { (left, a) };
                let (what, is, sign) = (called(node), kind.in_words(), operator.sign());
                self.wrong(
                    node,
                    format!(
                        "{what} is {is}, which `{sign}` cannot put in order: \
 compare numbers or dates"
                    ),
                );
            }
        }
    }

    /// Whether the written value `node` is one of the `values` that `choice` offers.
    pub(super) fn offered(&mut self, choice: &Node, values: &[String], node: &Node) -> bool {
        let Some(text) = written(node) else {
            return true;
        };
        let same = |value: &String| match &node.expr {
            Expr::Number(number) => number_of(value) == Some(*number),
            _ => *value == text,
        };
        if values.is_empty() || text.is_empty() || values.iter().any(same) {
            return true;
        }
        let (of, instead) = (called(choice), choose_from(&text, values));
        self.wrong(
            node,
            format!("'{text}' is not an option of {of}: {instead}"),
        );
        false
    }

    fn several(&mut self, set: &Node, other: &Node) {
        let name = spelt(set);
        let value = written(other).map_or("…".to_string(), |text| format!("'{text}'"));
        self.wrong(
            set,
            format!(
                "{} may hold several choices: write selected({name}, {value})",
                called(set)
            ),
        );
    }

    fn written_date(&mut self, node: &Node) {
        match &node.expr {
            Expr::Text(text) if date_of(text).is_some() => {}
            _ => {
                self.wrong(
                    node,
                    format!("{} is no date: write one as '2025-09-01'", called(node)),
                );
            }
        }
    }

    fn written_number(&mut self, number: &Node, node: &Node) {
        match &node.expr {
            Expr::Text(text) if number_of(text).is_some() => {}
            _ => {
                let (what, other) = (called(node), called(number));
                self.wrong(
                    node,
                    format!(
                        "{what} is text, but {other} is a number: \
 compare it with a number, such as 18"
                    ),
                );
            }
        }
    }

    fn written_bool(&mut self, condition: &Node, node: &Node) {
        let what = called(condition);
        self.wrong(
            node,
            format!("{what} is true or false: compare it with `true()` or `false()`"),
        );
    }

    fn differ(&mut self, (left, a): (&Node, &Type), (right, b): (&Node, &Type)) {
        let (one, other) = (called(left), called(right));
        let (is, but) = (a.in_words(), b.in_words());
        self.wrong(
            right,
            format!("{one} is {is} and {other} is {but}: compare values of one sort"),
        );
    }
}

/// The value of a text or number that is written out.
fn written(node: &Node) -> Option<String> {
    match &node.expr {
        Expr::Text(text) => Some(text.clone()),
        Expr::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
