//! What is read, and what is said of what is not.

use super::value;
use crate::expression::{Expression, Value};

fn refused(source: &str) -> (usize, String) {
    let error = Expression::parse(source).expect_err(source);
    (error.at, error.message)
}

#[test]
fn names_are_listed_once_in_order_of_appearance() {
    let source = "if(${Q1.2} = 'yes', ${A9.count}, ${C1}) + ${A.modules} - ${Q1.2} * ${ä-_1}";
    let expression = Expression::parse(source).unwrap();
    assert_eq!(
        expression.names(),
        ["Q1.2", "A9.count", "C1", "A.modules", "ä-_1"]
    );
    assert!(!expression.uses_own());
    assert!(Expression::parse(". > 1").unwrap().uses_own());
    assert_eq!(expression.source(), source);
}

#[test]
fn spelling_is_free_in_blanks_quotes_and_points() {
    assert_eq!(
        value("1+.5=1.5 and\"it's\"='it' or 2.=2"),
        Value::Bool(true)
    );
    assert_eq!(value(" today()-1 < today() "), Value::Bool(true));
    assert_eq!(value("- - 1 = -(-(1))"), Value::Bool(true));
}

#[test]
fn an_expression_is_its_source_in_json() {
    let expression: Expression = serde_json::from_str("\"${a} = 1\"").unwrap();
    assert_eq!(expression, Expression::parse("${a} = 1").unwrap());
    assert_eq!(serde_json::to_string(&expression).unwrap(), "\"${a} = 1\"");
    let error = serde_json::from_str::<Expression>("\"é == 1\"").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("at character 3: write `=` for equals"),
        "{error}"
    );
}

#[test]
fn what_other_languages_write_is_answered_with_what_to_write_here() {
    let table = [
        ("${a} == 1", 5, "write `=` for equals, not `==`"),
        ("${a} && ${b}", 5, "write `and`, not `&&`"),
        ("${a} || ${b}", 5, "write `or`, not `||`"),
        ("!${a}", 0, "write `not(…)` for not, or `!=` for is not"),
        ("${a} <> 1", 5, "write `!=` for is not, not `<>`"),
        ("${a} => 1", 5, "write `>=` for at least, not `=>`"),
        (
            "${a} / 2",
            5,
            "write `div` to divide, and `${name}` for the answer to a question",
        ),
        (
            "50%",
            2,
            "write `mod` for the remainder of a division, and 0.5 for 50%",
        ),
        (
            "age > 1",
            0,
            "write `${age}` for the answer to age, or 'age' for that very text",
        ),
        ("${a} = true", 7, "write `true()`"),
        ("not ${a}", 0, "write `not(…)` with brackets"),
        ("${a} = ‘yes’", 7, "write text in straight quotes: 'yes'"),
        (
            "1 < ${a} < 5",
            9,
            "write two comparisons joined by `and`: 1 < ${a} and ${a} < 5",
        ),
        ("${a} AND ${b}", 5, "write `and`"),
        ("${a} is 1", 5, "write `=` for equals"),
        (
            "${a} > 2025-09-01",
            7,
            "write a date in quotes: date('2025-09-01')",
        ),
        ("${a} ? 1 : 2", 5, "write `if(condition, then, otherwise)`"),
        (
            ".. = 1",
            0,
            "`..` is not offered: write `${name}` for another answer",
        ),
    ];
    for (source, at, message) in table {
        assert_eq!(refused(source), (at, message.to_string()), "{source}");
    }
}

#[test]
fn what_is_missing_is_pointed_at() {
    let table = [
        ("", 0, "write an expression, such as ${A3} = 'yes'"),
        ("(1 + (2", 5, "close the bracket opened here with `)`"),
        (
            "sum(1, 2",
            3,
            "close the bracket of `sum(` opened here with `)`",
        ),
        (
            "sum(1,",
            3,
            "close the bracket of `sum(` opened here with `)`",
        ),
        ("1)", 1, "this bracket closes nothing: leave it out"),
        (
            "${a} = 'yes",
            7,
            "close the text that begins here with another '",
        ),
        ("${a = 1", 0, "close the name that begins here with `}`"),
        (
            "1 +",
            3,
            "write a value at the end: something is missing there",
        ),
        ("and ${a}", 0, "write a value before `and`"),
        (
            "${a} ${b}",
            5,
            "write `and`, `or` or another operator between these two values",
        ),
    ];
    for (source, at, message) in table {
        assert_eq!(refused(source), (at, message.to_string()), "{source}");
    }
    assert!(refused("${my name} = 1").1.contains("without blanks"));
    assert!(refused("${a} > 1,000").1.contains("write numbers as 1000"));
    assert!(refused("18years").1.contains("write plain numbers"));
}

#[test]
fn functions_are_suggested_and_their_arguments_counted() {
    let table = [
        (
            "count-selcted(${a})",
            "there is no function `count-selcted`: did you mean `count-selected`?",
        ),
        (
            "Selected(${a}, 'x')",
            "there is no function `Selected`: did you mean `selected`?",
        ),
        (
            "string_length(${a})",
            "there is no function `string_length`: did you mean `string-length`?",
        ),
        (
            "avg(${a})",
            "there is no function `avg`: did you mean `mean`?",
        ),
        (
            "isblank(${a})",
            "write `${name} = ''` to ask whether an answer is blank",
        ),
        (
            "frobnicate(${a})",
            "there is no function `frobnicate`: write one that is offered",
        ),
        ("score(${a})", "`score` is not offered yet: leave it out"),
        (
            "if(${a}, 1)",
            "`if` takes 3 arguments, not 2: write if(${age} >= 18, 'adult', 'child')",
        ),
        (
            "today(1)",
            "`today` takes nothing between its brackets, not 1: write today()",
        ),
        (
            "round()",
            "`round` takes 1 to 2 arguments, not 0: write round(${rate}, 1)",
        ),
        (
            "coalesce(1)",
            "`coalesce` takes at least 2 arguments, not 1: write coalesce(${a}, ${b})",
        ),
    ];
    for (source, message) in table {
        assert_eq!(refused(source), (0, message.to_string()), "{source}");
    }
}

#[test]
fn functions_that_come_later_say_so() {
    for name in [
        "once",
        "now",
        "previous",
        "band",
        "position",
        "repeat-count",
        "choice-label",
        "join",
        "count",
        "sum-if",
        "count-if",
    ] {
        assert!(
            refused(&format!("{name}(1)")).1.contains("not offered yet"),
            "{name}"
        );
    }
}

#[test]
fn size_and_depth_are_capped() {
    let deep = |many: usize| format!("{}1{}", "(".repeat(many), ")".repeat(many));
    assert_eq!(value(&deep(32)), Value::Number(1.0));
    assert!(refused(&deep(33)).1.contains("more than 32 brackets deep"));
    for opening in ["(", "-", "not(", "sum(1,"] {
        refused(&opening.repeat(2_000 / opening.len()));
    }
    let long = vec!["1=1"; 333].join(" or ");
    assert_eq!(long.len(), 2_327);
    assert!(
        refused(&long)
            .1
            .starts_with("this has 2327 characters, 2000 are allowed")
    );
    assert_eq!(value(&vec!["0"; 1_000].join("+")), Value::Number(0.0));
    assert_eq!(
        value(&format!("'{}' = 'é'", "é".repeat(1_992))),
        Value::Bool(false)
    );
}

#[test]
fn patterns_are_checked_when_they_are_read() {
    assert!(
        refused("regex(${a}, '[a-')")
            .1
            .starts_with("this pattern cannot be used")
    );
    assert!(
        refused("regex(${a}, 'a)(b')")
            .1
            .starts_with("this pattern cannot be used")
    );
    assert!(
        refused("regex(${a}, '((a{1,1000}){1,1000}){1,1000}')")
            .1
            .contains("write a simpler one")
    );
    assert!(
        refused(&format!("regex(${{a}}, '{}')", "a".repeat(501)))
            .1
            .contains("500 characters")
    );
}
