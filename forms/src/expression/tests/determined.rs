//! Kleene's third value, function by function. That it is never claimed wrongly is proved in
//! `forms/src/expression/tests/soundness.rs`; here is what it should claim.

use super::{Answers, number, text};
use crate::expression::{Known, Value};

fn answers() -> Answers {
    Answers::default()
        .with("yes", text("yes"))
        .with("two", number(2.0))
        .with("hidden", Value::Blank)
}

fn determined(source: &str) -> bool {
    answers().evaluate(source).determined
}

#[test]
fn and_is_decided_by_one_certain_no_and_or_by_one_certain_yes() {
    assert!(determined("${a} = 1 and ${two} = 3"));
    assert!(determined("${two} = 3 and ${a} = 1"));
    assert!(determined("${a} = 1 or ${b} = 1 or ${two} = 2"));
    assert!(!determined("${a} = 1 and ${two} = 2"));
    assert!(!determined("${a} = 1 or ${two} = 3"));
    assert!(!determined("not(${a} = 1)"));
}

#[test]
fn if_with_an_unanswered_condition_is_determined_when_both_branches_agree() {
    assert!(determined("if(${a} = 1, 'x', 'x')"));
    assert!(!determined("if(${a} = 1, 'x', 'y')"));
    assert!(!determined("if(${a} = 1, ${b}, ${b})"));
    assert!(determined("if(${two} = 2, 'x', ${a})"));
    assert!(!determined("if(${two} = 3, 'x', ${a})"));
}

#[test]
fn asking_whether_something_is_blank_is_always_determined() {
    assert!(determined("${a} = ''"));
    assert!(determined("'' != ${a}"));
    assert!(determined("if(${a} = '', 'x', 'y')"));
    assert!(determined("count-non-empty(${a}, ${two}) > 0"));
    let own = answers().evaluate(". = ''");
    assert_eq!(own, Known::certain(Value::Bool(true)));
}

#[test]
fn a_computed_thing_is_not_asked_whether_it_is_blank_before_its_inputs_are_answered() {
    assert!(!determined("${a} + 1 = ''"));
    assert!(!determined("if(${a} = 1, '', 'x') = ''"));
    assert!(!determined("count-non-empty(${a} + 1) > 0"));
}

#[test]
fn coalesce_waits_for_what_comes_before_the_value_it_gives() {
    assert!(determined("coalesce(${two}, ${a})"));
    assert!(determined("coalesce(${hidden}, ${two})"));
    assert!(!determined("coalesce(${a}, ${two})"));
    assert!(!determined("coalesce(${hidden}, ${a})"));
}

#[test]
fn figures_need_all_their_inputs_and_a_hidden_one_is_no_gap() {
    for function in ["sum", "min", "max", "mean"] {
        assert!(
            determined(&format!("{function}(${{two}}, ${{hidden}})")),
            "{function}"
        );
        assert!(
            !determined(&format!("{function}(${{two}}, ${{a}})")),
            "{function}"
        );
    }
    assert_eq!(answers().value("mean(${two}, ${hidden})"), number(2.0));
    assert_eq!(
        answers().evaluate("${hidden} + 1"),
        Known::certain(Value::Blank)
    );
    assert!(!determined("${a} * 0"));
}

#[test]
fn what_is_chosen_in_an_unanswered_question_is_not_determined() {
    assert_eq!(
        answers().evaluate("count-selected(${a})"),
        Known {
            value: number(0.0),
            determined: false
        }
    );
    assert!(!determined("selected(${a}, 'x')"));
    assert!(!determined("regex(${a}, '.+')"));
    assert!(determined("today() > '2020-01-01'"));
}

#[test]
fn known_says_what_counts_as_true() {
    assert!(Known::certain(text("no")).is_true());
    assert!(!Known::certain(number(0.0)).is_true());
    assert!(!Known::certain(number(f64::NAN)).is_true());
    assert!(!Known::blank_unanswered().is_true());
}
