//! What an expression is worth. The value follows ODK (JavaRosa) but for the exceptions named in
//! `forms/src/expression/tests/odk.rs`; `determined` is Kleene's third value: an undetermined
//! part makes the whole undetermined unless the rest decides it.

use super::{
    Scope,
    ast::{Expr, Node, Operator},
    functions::{Compute, Function},
    value::{Known, TOLERANCE, Value, day},
};
use chrono::NaiveDate;

/// The most bytes of text that a pattern is tried on; a longer text fits none.
const LONGEST_MATCHED: usize = 10_000;

/// Evaluates `node`, each part of it at most once.
pub(super) fn evaluate(node: &Node, scope: &dyn Scope) -> Known {
    match &node.expr {
        Expr::Number(number) => Known::certain(Value::of_number(*number)),
        Expr::Text(text) => Known::certain(Value::Text(text.clone()).tidy()),
        Expr::Pattern(pattern) => Known::certain(Value::Text(pattern.source.clone()).tidy()),
        Expr::Name(name) => scope.value(name).tidy(),
        Expr::Own => scope.own().tidy(),
        Expr::Negative(inner) => negative(evaluate(inner, scope)),
        Expr::Compare(operator, left, right) => comparison(*operator, left, right, scope),
        Expr::Chain(first, rest) => chain(first, rest, scope),
        Expr::Call(function, arguments) => call(function, arguments, scope),
    }
}

fn negative(known: Known) -> Known {
    let value = known
        .value
        .number()
        .map_or(Value::Blank, |number| Value::of_number(-number));
    Known { value, ..known }
}

fn comparison(operator: Operator, left: &Node, right: &Node, scope: &dyn Scope) -> Known {
    let (a, b) = (evaluate(left, scope), evaluate(right, scope));
    let holds = match operator {
        Operator::Equal => equal(&a.value, &b.value),
        Operator::NotEqual => !equal(&a.value, &b.value),
        _ => ordered(operator, &a.value, &b.value),
    };
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let determined = match (equality, left.is_empty_text(), right.is_empty_text()) {
        (true, _, true) => knows_blankness(left, &a),
        (true, true, _) => knows_blankness(right, &b),
        _ => a.determined && b.determined,
    };
    Known {
        value: Value::Bool(holds),
        determined,
    }
}

/// Whether it is settled that `node` is blank: whether a question has been answered is known now,
/// even when its answer is not.
fn knows_blankness(node: &Node, known: &Known) -> bool {
    known.determined || (node.is_input() && known.value.is_blank())
}

/// As booleans if either is one, else as numbers if either is one, else as texts.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Bool(_), _) | (_, Value::Bool(_)) => a.truth() == b.truth(),
        (Value::Number(_), _) | (_, Value::Number(_)) => match (a.number(), b.number()) {
            (Some(a), Some(b)) => (a - b).abs() < TOLERANCE,
            _ => false,
        },
        (Value::Text(a), Value::Text(b)) => a == b,
        _ => a == b || a.to_string() == b.to_string(),
    }
}

/// As days if either is one, else as numbers; false when one is neither.
fn ordered(operator: Operator, a: &Value, b: &Value) -> bool {
    let days = matches!(a, Value::Date(_)) || matches!(b, Value::Date(_));
    let place = |value: &Value| match value {
        Value::Text(_) if days => value.date().and_then(|date| Value::Date(date).number()),
        value => value.number(),
    };
    let (Some(a), Some(b)) = (place(a), place(b)) else {
        return false;
    };
    match operator {
        Operator::Less => a < b,
        Operator::AtMost => a <= b,
        Operator::More => a > b,
        _ => a >= b,
    }
}

fn chain(first: &Node, rest: &[(Operator, Node)], scope: &dyn Scope) -> Known {
    match rest.first() {
        Some((Operator::Or, _)) => decided_by(true, first, rest, scope),
        Some((Operator::And, _)) => decided_by(false, first, rest, scope),
        _ => rest
            .iter()
            .fold(evaluate(first, scope), |left, (operator, node)| {
                let right = evaluate(node, scope);
                Known {
                    value: arithmetic(*operator, &left.value, &right.value),
                    determined: left.determined && right.determined,
                }
            }),
    }
}

/// `or` is decided by one part that is certainly true, `and` by one that is certainly false.
fn decided_by(decisive: bool, first: &Node, rest: &[(Operator, Node)], scope: &dyn Scope) -> Known {
    let (mut found, mut determined) = (false, true);
    for node in std::iter::once(first).chain(rest.iter().map(|(_, node)| node)) {
        let part = evaluate(node, scope);
        let decides = part.is_true() == decisive;
        if decides && part.determined {
            return Known::certain(Value::Bool(decisive));
        }
        found |= decides;
        determined &= part.determined;
    }
    Known {
        value: Value::Bool(found == decisive),
        determined,
    }
}

/// Blank when a side is no number, or when there is no such number. A day plus days is a day.
fn arithmetic(operator: Operator, a: &Value, b: &Value) -> Value {
    let later = |date: &NaiveDate, days: f64| {
        let sum = Value::Date(*date)
            .number()
            .and_then(|number| day(number + days));
        sum.map_or(Value::Blank, Value::Date)
    };
    let (Some(x), Some(y)) = (a.number(), b.number()) else {
        return Value::Blank;
    };
    match (operator, a, b) {
        (Operator::Plus | Operator::Minus, Value::Date(_), Value::Date(_)) => {}
        (Operator::Plus, Value::Date(date), _) => return later(date, y),
        (Operator::Minus, Value::Date(date), _) => return later(date, -y),
        (Operator::Plus, _, Value::Date(date)) => return later(date, x),
        _ => {}
    }
    Value::of_number(match operator {
        Operator::Plus => x + y,
        Operator::Minus => x - y,
        Operator::Times => x * y,
        Operator::Div => x / y,
        _ => x % y,
    })
}

fn call(function: &Function, arguments: &[Node], scope: &dyn Scope) -> Known {
    match (&function.compute, arguments) {
        (Compute::Plain(compute), _) => {
            let known: Vec<Known> = arguments.iter().map(|node| evaluate(node, scope)).collect();
            let determined = known.iter().all(|known| known.determined);
            let values: Vec<Value> = known.into_iter().map(|known| known.value).collect();
            Known {
                value: compute(&values).tidy(),
                determined,
            }
        }
        (Compute::If, [condition, then, otherwise]) => {
            branch(&evaluate(condition, scope), then, otherwise, scope)
        }
        (Compute::Coalesce, _) => coalesce(arguments, scope),
        (Compute::CountNonEmpty, _) => count_non_empty(arguments, scope),
        (
            Compute::Regex,
            [
                text,
                Node {
                    expr: Expr::Pattern(pattern),
                    ..
                },
            ],
        ) => {
            let known = evaluate(text, scope);
            let text = known.value.to_string();
            let fits = text.len() <= LONGEST_MATCHED && pattern.regex.is_match(&text);
            Known {
                value: Value::Bool(fits),
                ..known
            }
        }
        (Compute::Today, _) => Known::certain(Value::Date(scope.today())),
        (Compute::If | Compute::Regex, _) => Known::certain(Value::Blank),
    }
}

/// `if`: with a condition that is not determined, the result is only when both branches agree.
fn branch(condition: &Known, then: &Node, otherwise: &Node, scope: &dyn Scope) -> Known {
    let (taken, other) = match condition.is_true() {
        true => (then, otherwise),
        false => (otherwise, then),
    };
    let taken = evaluate(taken, scope);
    if condition.determined || !taken.determined {
        return taken;
    }
    let agreed = evaluate(other, scope) == taken;
    Known {
        determined: agreed,
        ..taken
    }
}

/// The first that is not blank; determined when nothing before it could still be answered.
fn coalesce(arguments: &[Node], scope: &dyn Scope) -> Known {
    let mut settled = true;
    for node in arguments {
        let known = evaluate(node, scope);
        settled &= known.determined;
        if !known.value.is_blank() {
            return Known {
                determined: settled,
                ..known
            };
        }
    }
    Known {
        value: Value::Blank,
        determined: settled,
    }
}

fn count_non_empty(arguments: &[Node], scope: &dyn Scope) -> Known {
    let (mut count, mut determined) = (0.0, true);
    for node in arguments {
        let known = evaluate(node, scope);
        determined &= knows_blankness(node, &known);
        count += f64::from(u8::from(!known.value.is_blank()));
    }
    Known {
        value: Value::Number(count),
        determined,
    }
}
