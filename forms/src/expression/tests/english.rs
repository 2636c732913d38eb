//! What is said in plain English.

use crate::expression::{Expression, functions};

fn said(source: &str) -> String {
    Expression::parse(source)
        .unwrap()
        .to_english(&|name| format!("`{name}`"))
}

const SAID: &[(&str, &str)] = &[
    (
        "${A3} = 'yes' and ${days} >= 3",
        "`A3` is yes and `days` is at least 3",
    ),
    (
        "${a} = '' or ${b} != ''",
        "`a` is not answered or `b` is answered",
    ),
    (
        "(${a} = 1 or ${b} = 2) and ${c} < 3",
        "(`a` is 1 or `b` is 2) and `c` is less than 3",
    ),
    ("selected(${needs}, 'send')", "`needs` includes send"),
    (
        "not(selected(${needs}, 'send'))",
        "`needs` does not include send",
    ),
    ("not(${a} = 'x y')", "`a` is not “x y”"),
    (
        "not(${a} = 1 and ${b} = 2)",
        "it is not so that (`a` is 1 and `b` is 2)",
    ),
    (
        "${born} >= '2010-09-01'",
        "`born` is on or after 1 September 2010",
    ),
    (
        "${seen} < today() - 365",
        "`seen` is before (today minus 365)",
    ),
    ("${day} = date('2025-09-01')", "`day` is 1 September 2025"),
    (
        ". > coalesce(${A9}, 0)",
        "this answer is more than the first answered of `A9` and 0",
    ),
    (
        "${a} + ${b} * 2 <= -${c}",
        "(`a` plus (`b` times 2)) is at most minus `c`",
    ),
    (
        "if(${age} >= 18, 'adult', 'child')",
        "adult if `age` is at least 18, otherwise child",
    ),
    (
        "if(${a} = 1, 2, 3) = 2",
        "(2 if `a` is 1, otherwise 3) is 2",
    ),
    (
        "sum(${a}, ${b}, ${c}) > 1",
        "the sum of `a`, `b` and `c` is more than 1",
    ),
    (
        "count-non-empty(${a}, ${b}) > 0",
        "the number answered of `a` and `b` is more than 0",
    ),
    ("round(${a} div 3)", "(`a` divided by 3) rounded"),
    ("round(${a}, 2)", "`a` rounded to 2 decimal places"),
    (
        "substr(${a}, 1, 3)",
        "the characters of `a` from 1 up to 3 (counted from 0)",
    ),
    ("regex(${a}, '[0-9]+')", "`a` fits the pattern “[0-9]+”"),
    (
        "not(contains(${a}, 'school'))",
        "`a` does not contain school",
    ),
];

#[test]
fn expressions_are_said_plainly() {
    for (source, english) in SAID {
        assert_eq!(said(source), *english, "{source}");
    }
}

#[test]
fn a_label_with_braces_is_said_as_it_is() {
    let expression = Expression::parse("sum(${a}, ${b})").unwrap();
    assert_eq!(
        expression.to_english(&|_| "{2}[x]".to_string()),
        "the sum of {2}[x] and {2}[x]"
    );
}

#[test]
fn every_function_can_be_said() {
    for name in functions::names() {
        let function = functions::named(name).unwrap();
        let english = said(function.usage);
        let left = ["{1}", "{2}", "{3}", "{all}", "["]
            .iter()
            .any(|place| english.contains(place));
        assert!(
            !english.is_empty() && (!left || name == "regex"),
            "{name}: {english}"
        );
    }
}
