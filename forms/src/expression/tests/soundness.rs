//! Determined means determined: whatever the unanswered turn out to be, the value stays. Each
//! generated expression is evaluated over every way to answer, hide or leave open its three inputs.

use super::{
    Answers, Chance,
    generated::{tree, written},
    number, set, text, ymd,
};
use crate::{
    expression::{
        Expression, Known, Value,
        ast::{Expr, Node, Operator},
        functions::Compute,
    },
    soak::{rounds, seed},
};

const INPUTS: [&str; 3] = ["a", "b", "c"];

/// What each input may turn out to be, certainly blank among them.
fn domains() -> [Vec<Value>; 3] {
    [
        vec![Value::Blank, number(0.0), number(1.0), number(2.0)],
        vec![Value::Blank, text("x"), text("1"), Value::Bool(true)],
        vec![
            Value::Blank,
            set(&["x"]),
            set(&["x", "y"]),
            Value::Date(ymd(2025, 9, 1)),
        ],
    ]
}

/// The place of a value in each domain; one past the end is unanswered.
type Places = [usize; 3];

fn all_places(domains: &[Vec<Value>; 3]) -> Vec<Places> {
    let mut all = Vec::new();
    for a in 0..=domains[0].len() {
        for b in 0..=domains[1].len() {
            for c in 0..=domains[2].len() {
                all.push([a, b, c]);
            }
        }
    }
    all
}

fn answers(domains: &[Vec<Value>; 3], places: Places) -> Answers {
    let inputs = INPUTS.iter().zip(domains).zip(places);
    inputs.fold(
        Answers::default(),
        |answers, ((name, domain), place)| match domain.get(place) {
            Some(value) => answers.with(name, value.clone()),
            None => answers,
        },
    )
}

#[test]
fn what_is_determined_holds_however_the_unanswered_are_answered() {
    let domains = domains();
    let places = all_places(&domains);
    let scopes: Vec<Answers> = places.iter().map(|at| answers(&domains, *at)).collect();
    let completions: Vec<Vec<usize>> = places
        .iter()
        .map(|open| completions(&domains, open, &places))
        .collect();
    let mut chance = Chance(seed(0x5EED_0003));
    let mut claims = 0;
    for _ in 0..rounds(3_000) {
        let root = tree(&mut chance, 3);
        let source = written(&root, &mut chance);
        let Ok(expression) = Expression::parse(&source) else {
            continue;
        };
        let asked = asked_whether_blank(&root);
        let known: Vec<Known> = scopes
            .iter()
            .map(|scope| expression.evaluate(scope))
            .collect();
        for ((open, claim), completions) in places.iter().zip(&known).zip(&completions) {
            let unanswered = unanswered(&domains, open);
            if unanswered.iter().any(|name| asked.contains(name)) {
                continue;
            }
            assert!(
                claim.determined || !unanswered.is_empty(),
                "{source}: all is answered"
            );
            if !claim.determined {
                continue;
            }
            for full in completions {
                let (value, full) = (&known[*full].value, places[*full]);
                assert!(
                    *value == claim.value,
                    "{source}: {claim:?} at {open:?}, {value:?} at {full:?}"
                );
            }
            let open = |name: &String| unanswered.contains(&name.as_str());
            claims += usize::from(expression.names().iter().any(open));
        }
    }
    assert!(
        claims > 5_000,
        "only {claims} claims over something unanswered were tried"
    );
}

fn unanswered(domains: &[Vec<Value>; 3], places: &Places) -> Vec<&'static str> {
    let open = (0..3).filter(|input| places[*input] == domains[*input].len());
    open.map(|input| INPUTS[input]).collect()
}

/// Which of `places` answer all that `open` leaves open, and the rest as it does.
fn completions(domains: &[Vec<Value>; 3], open: &Places, places: &[Places]) -> Vec<usize> {
    let completes = |full: &Places| {
        (0..3).all(|input| {
            let unanswered = open[input] == domains[input].len();
            full[input] < domains[input].len() && (unanswered || full[input] == open[input])
        })
    };
    (0..places.len())
        .filter(|place| completes(&places[*place]))
        .collect()
}

/// The inputs that are asked whether they are blank: that question is about now, so answering
/// them later may change it.
fn asked_whether_blank(root: &Node) -> Vec<&str> {
    let mut asked = Vec::new();
    root.visit(&mut |node| match &node.expr {
        Expr::Compare(Operator::Equal | Operator::NotEqual, left, right)
            if left.is_empty_text() || right.is_empty_text() =>
        {
            asked.extend(name_of(left));
            asked.extend(name_of(right));
        }
        Expr::Call(function, arguments) if matches!(function.compute, Compute::CountNonEmpty) => {
            asked.extend(arguments.iter().filter_map(name_of));
        }
        _ => {}
    });
    asked
}

fn name_of(node: &Node) -> Option<&str> {
    match &node.expr {
        Expr::Name(name) => Some(name),
        _ => None,
    }
}
