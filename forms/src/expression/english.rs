//! Says an expression in plain English: "A3 is yes and days is at least 3". What each name is
//! called comes from the caller. It must not know types, so it goes by what is written.

use super::{
    ast::{Expr, Node, Operator},
    functions::{Function, Words},
    value::date_of,
};
use chrono::NaiveDate;

/// The expression as a phrase.
pub(super) fn english(root: &Node, label: &dyn Fn(&str) -> String) -> String {
    Speaker { label }.say(root)
}

struct Speaker<'a> {
    label: &'a dyn Fn(&str) -> String,
}

impl Speaker<'_> {
    fn say(&self, node: &Node) -> String {
        match &node.expr {
            Expr::Number(number) => number.to_string(),
            Expr::Text(text) => said(text),
            Expr::Pattern(pattern) => format!("“{}”", pattern.source),
            Expr::Name(name) => (self.label)(name),
            Expr::Own => "this answer".to_string(),
            Expr::Negative(inner) => format!("minus {}", self.part(inner)),
            Expr::Compare(operator, left, right) => self.compare(*operator, left, right),
            Expr::Chain(first, rest) => {
                rest.iter()
                    .fold(self.part(first), |text, (operator, node)| {
                        format!("{text} {} {}", between(*operator), self.part(node))
                    })
            }
            Expr::Call(function, arguments) => self.call(function, arguments),
        }
    }

    /// Says a part of something larger: in brackets unless it is one thing or a comparison.
    fn part(&self, node: &Node) -> String {
        let alone = match &node.expr {
            Expr::Chain(..) => false,
            Expr::Call(function, arguments) => {
                arguments.is_empty()
                    || !matches!(function.words, Words::Phrase(_))
                    || function.name == "date"
            }
            _ => true,
        };
        if alone {
            self.say(node)
        } else {
            format!("({})", self.say(node))
        }
    }

    /// Says one side of a comparison: in brackets when it is itself a sentence or a sum.
    fn side(&self, node: &Node) -> String {
        let bracketed = match &node.expr {
            Expr::Chain(..) | Expr::Compare(..) => true,
            Expr::Call(function, _) => {
                function.name == "if" || !matches!(function.words, Words::Phrase(_))
            }
            _ => false,
        };
        if bracketed {
            format!("({})", self.say(node))
        } else {
            self.say(node)
        }
    }

    fn compare(&self, operator: Operator, left: &Node, right: &Node) -> String {
        let blank = match (left.is_empty_text(), right.is_empty_text()) {
            (_, true) => Some(left),
            (true, _) => Some(right),
            _ => None,
        };
        if let (Some(node), Operator::Equal | Operator::NotEqual) = (blank, operator) {
            let answered = operator == Operator::NotEqual;
            let state = match (node.is_input(), answered) {
                (true, true) => "is answered",
                (true, false) => "is not answered",
                (false, true) => "is not blank",
                (false, false) => "is blank",
            };
            return format!("{} {state}", self.side(node));
        }
        let verb = if is_day(left) || is_day(right) {
            of_days(operator)
        } else {
            between(operator)
        };
        format!("{} {verb} {}", self.side(left), self.side(right))
    }

    fn call(&self, function: &Function, arguments: &[Node]) -> String {
        match (&function.words, arguments) {
            (Words::Denial, [inner]) => self.denied(inner),
            (Words::Verb(verb, _), [left, right]) => {
                format!("{} {verb} {}", self.side(left), self.side(right))
            }
            (Words::Phrase(phrase), _) => self.phrase(phrase, arguments),
            _ => function.usage.to_string(),
        }
    }

    fn denied(&self, node: &Node) -> String {
        match &node.expr {
            Expr::Compare(operator @ (Operator::Equal | Operator::NotEqual), left, right) => {
                let opposite = match operator {
                    Operator::Equal => Operator::NotEqual,
                    _ => Operator::Equal,
                };
                self.compare(opposite, left, right)
            }
            Expr::Call(
                Function {
                    words: Words::Verb(_, denied),
                    ..
                },
                arguments,
            ) => match arguments.as_slice() {
                [left, right] => format!("{} {denied} {}", self.side(left), self.side(right)),
                _ => format!("not ({})", self.say(node)),
            },
            _ => format!("it is not so that ({})", self.say(node)),
        }
    }

    fn phrase(&self, phrase: &str, arguments: &[Node]) -> String {
        let parts: Vec<String> = arguments.iter().map(|node| self.part(node)).collect();
        let (before, rest) = phrase.split_once('[').unwrap_or((phrase, ""));
        let (optional, after) = rest.split_once(']').unwrap_or(("", rest));
        let place = |number: usize| format!("{{{number}}}");
        let given = (1..=parts.len()).any(|number| optional.contains(&place(number)));
        let template = [before, if given { optional } else { "" }, after].concat();
        fill(&template, &parts)
    }
}

/// Puts the parts where the template has their numbers, each place once, so that a label with
/// braces in it is not taken for a place.
fn fill(template: &str, parts: &[String]) -> String {
    let mut pieces = template.split('{');
    let mut text = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (place, after) = piece.split_once('}').unwrap_or((piece, ""));
        match place.parse::<usize>() {
            Ok(number) => text.push_str(parts.get(number - 1).map_or("", String::as_str)),
            Err(_) => text.push_str(&listed(parts)),
        }
        text.push_str(after);
    }
    text
}

fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A text as it is said: a date in words, an option bare, anything else in quotes.
fn said(text: &str) -> String {
    let bare = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    match date_of(text) {
        Some(date) => day(date),
        None if !text.is_empty() && text.chars().all(bare) => text.to_string(),
        None => format!("“{text}”"),
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Whether it is plainly a day, as written.
fn is_day(node: &Node) -> bool {
    match &node.expr {
        Expr::Text(text) => date_of(text).is_some(),
        Expr::Call(function, _) => matches!(function.name, "date" | "today"),
        Expr::Chain(first, rest) => is_day(first) && !rest.iter().any(|(_, node)| is_day(node)),
        _ => false,
    }
}

fn between(operator: Operator) -> &'static str {
    match operator {
        Operator::Or => "or",
        Operator::And => "and",
        Operator::Equal => "is",
        Operator::NotEqual => "is not",
        Operator::Less => "is less than",
        Operator::AtMost => "is at most",
        Operator::More => "is more than",
        Operator::AtLeast => "is at least",
        Operator::Plus => "plus",
        Operator::Minus => "minus",
        Operator::Times => "times",
        Operator::Div => "divided by",
        Operator::Mod => "modulo",
    }
}

fn of_days(operator: Operator) -> &'static str {
    match operator {
        Operator::Less => "is before",
        Operator::AtMost => "is on or before",
        Operator::More => "is after",
        Operator::AtLeast => "is on or after",
        operator => between(operator),
    }
}
