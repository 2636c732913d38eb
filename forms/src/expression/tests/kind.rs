//! The static check: the types it gives and what it says is wrong.

use crate::expression::{Expression, Type, Types};

struct Form;

impl Types for Form {
    fn of(&self, name: &str) -> Option<Type> {
        let options = |all: &[&str]| all.iter().map(|value| value.to_string()).collect();
        Some(match name {
            "age" | "days" => Type::Number,
            "name" => Type::Text,
            "born" => Type::Date,
            "signed" => Type::Bool,
            "A5" => Type::Option(options(&["primary", "secondary"])),
            "A3" => Type::Option(options(&["yes", "no"])),
            "C1" | "C2" => Type::Option(options(&["1", "2", "3", "4", "na"])),
            "needs" => Type::Set(options(&["send", "carer"])),
            "month" => Type::Option((1..=30).map(|month| format!("month_{month}")).collect()),
            _ => return None,
        })
    }

    fn own(&self) -> Option<Type> {
        Some(Type::Number)
    }
}

struct Nothing;

impl Types for Nothing {
    fn of(&self, _: &str) -> Option<Type> {
        None
    }

    fn own(&self) -> Option<Type> {
        None
    }
}

fn kind(source: &str) -> Result<Type, Vec<String>> {
    let checked = Expression::parse(source).unwrap().kind(&Form);
    checked.map_err(|errors| errors.into_iter().map(|error| error.message).collect())
}

#[test]
fn what_may_be_meant_has_a_type() {
    let table = [
        ("${A3} = 'yes' and ${days} >= 3", Type::Bool),
        ("selected(${needs}, 'send') or ${needs} = ''", Type::Bool),
        ("selected(${A5}, 'primary')", Type::Bool),
        (". <= coalesce(${age}, 5000)", Type::Bool),
        ("${age} = '18'", Type::Bool),
        ("${C1} >= 3 or ${C1} = 3 or ${C1} = 'na'", Type::Bool),
        ("mean(${C1}, ${C2})", Type::Number),
        (
            "${born} > '2010-01-01' and ${born} <= today() - 30",
            Type::Bool,
        ),
        ("${born} + 30", Type::Date),
        ("today() - ${born}", Type::Number),
        ("years-between(${born}, today()) * 12", Type::Number),
        ("if(${age} > 1, ${age}, '')", Type::Number),
        ("coalesce(${A5}, ${name})", Type::Text),
        (
            "if(${signed}, ${A5}, ${A5})",
            Type::Option(vec!["primary".into(), "secondary".into()]),
        ),
        (
            "selected-at(${needs}, 0)",
            Type::Option(vec!["send".into(), "carer".into()]),
        ),
        ("${signed} = true() or not(${signed})", Type::Bool),
        ("concat(${name}, ' (', ${age}, ')')", Type::Text),
        ("format-date(${born}, '%e %b %Y')", Type::Text),
        ("''", Type::Blank),
    ];
    for (source, expected) in table {
        assert_eq!(kind(source), Ok(expected), "{source}");
    }
}

const TOLD: &[(&str, &str)] = &[
    (
        "${A5} = 'sixth'",
        "'sixth' is not an option of A5: write one of 'primary', 'secondary'",
    ),
    (
        "'sixth' != ${A5}",
        "'sixth' is not an option of A5: write one of 'primary', 'secondary'",
    ),
    (
        "selected(${needs}, 'sen')",
        "'sen' is not an option of needs: write one of 'send', 'carer'",
    ),
    (
        "${C1} = 5",
        "'5' is not an option of C1: write one of '1', '2', '3', '4', 'na'",
    ),
    (
        "${month} = 'month2'",
        "'month2' is not an option of month: did you mean 'month_2'?",
    ),
    (
        "${B1} = 1",
        "there is no answer called B1 here: write the id of a question that this form has",
    ),
    (
        "${A3} and ${signed}",
        "A3 is a choice, not a condition: compare it, as in ${A3} = 'yes'",
    ),
    (
        "if(${age}, 1, 2)",
        "age is a number, not a condition: compare it with something",
    ),
    ("${name} + 1", "name is text: write a number here"),
    ("sum(${age}, ${A5})", "A5 is a choice: write a number here"),
    (
        "${name} > 3",
        "name is text, but 3 is a number: compare it with a number, such as 18",
    ),
    (
        "${A5} > 3",
        "A5 is a choice, which `>` cannot put in order: compare numbers or dates",
    ),
    (
        "${age} = 'old'",
        "'old' is text, but age is a number: compare it with a number, such as 18",
    ),
    (
        "${born} > 'soon'",
        "'soon' is no date: write one as '2025-09-01'",
    ),
    (
        "${born} = 5",
        "born is a date and 5 is a number: compare values of one sort",
    ),
    (
        "${needs} = 'send'",
        "needs may hold several choices: write selected(${needs}, 'send')",
    ),
    (
        "${signed} = 'yes'",
        "signed is true or false: compare it with `true()` or `false()`",
    ),
    (
        "${A5} = ${A3}",
        "A5 and A3 share no option, so they are never equal: compare questions with the same options",
    ),
    (
        "if(${signed}, 1, 'x')",
        "this is text, but the value before it is a number: give values of one sort, as in if(${age} >= 18, 'adult', 'child')",
    ),
    (
        "contains(${needs}, 'x')",
        "needs is several choices: write selected(${needs}, 'value') to ask for one",
    ),
    (
        "days-between(${born}, 'soon')",
        "'soon' is text: write a date here, such as date('2025-09-01')",
    ),
    (
        "count-selected(${age})",
        "age is a number: write a question that offers choices here",
    ),
    (
        "format-date(${born}, '%H')",
        "write a format of %Y %y %m %n %b %d %e %a %W, such as '%e %b %Y'",
    ),
];

#[test]
fn what_cannot_be_meant_is_told_with_what_to_write() {
    for (source, message) in TOLD {
        assert_eq!(kind(source), Err(vec![message.to_string()]), "{source}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once_where_it_is() {
    let source = "${x} = 1 and (${A5} = 'a' or if(${y}, 1, 2) > 'b')";
    let errors = Expression::parse(source).unwrap().kind(&Form).unwrap_err();
    let places: Vec<usize> = errors.iter().map(|error| error.at).collect();
    assert_eq!(places, [0, 22, 32]);
}

#[test]
fn an_answer_of_its_own_is_only_where_one_is_checked() {
    let errors = Expression::parse(". > 1")
        .unwrap()
        .kind(&Nothing)
        .unwrap_err();
    assert!(errors[0].message.contains("there is none here"));
}
