//! Where the values agree with ODK (JavaRosa), and each place where they do not: one test an
//! exception, named for it.

use super::{Answers, number, set, text, value, ymd};
use crate::expression::{Expression, Known, Value};

/// engines.md §4.2, column "ours": `a` is not answered.
#[test]
fn blank_answers_are_as_the_table_of_engines_says() {
    let table = [
        ("${a} < 16", Value::Bool(false), false),
        ("${a} <= 0", Value::Bool(false), false),
        ("${a} = ''", Value::Bool(true), true),
        ("${a} + 1", Value::Blank, false),
        ("${a} != 'x'", Value::Bool(true), false),
        ("not(${a} = 'x')", Value::Bool(true), false),
        ("if(${a} >= 18, 'adult', 'child')", text("child"), false),
        ("sum(${a}, 2, 3)", number(5.0), false),
    ];
    for (source, value, determined) in table {
        let known = Answers::default().evaluate(source);
        assert_eq!(known, Known { value, determined }, "{source}");
    }
}

#[test]
fn comparisons_and_conditions_agree_with_odk() {
    let answers = Answers::default()
        .with("n", number(5.0))
        .with("t", text("5"));
    let table = [
        ("0.1 + 0.2 = 0.3", Value::Bool(true)),
        ("${n} = ${t}", Value::Bool(true)),
        ("${t} + 1", number(6.0)),
        ("' 5 ' + 1", number(6.0)),
        ("'1e3' + 1", Value::Blank),
        ("5 = ''", Value::Bool(false)),
        ("5 != ''", Value::Bool(true)),
        ("'a' = 'a' and 'a' != 'b'", Value::Bool(true)),
        ("'a' < 'b'", Value::Bool(false)),
        ("true() = 'anything'", Value::Bool(true)),
        ("false() = ''", Value::Bool(true)),
        ("true() + 1", number(2.0)),
        ("if('x', 1, 2)", number(1.0)),
        ("if(0, 1, 2)", number(2.0)),
    ];
    for (source, value) in table {
        assert_eq!(answers.value(source), value, "{source}");
    }
}

#[test]
fn figures_and_functions_agree_with_odk() {
    let answers = Answers::default()
        .with("needs", set(&["send", "young_carer"]))
        .with("day", Value::Date(ymd(2025, 9, 1)));
    let table = [
        ("7 mod 3 - 7 div 2", number(-2.5)),
        ("-7 mod 3", number(-1.0)),
        ("2 + 3 * 4 - 1", number(13.0)),
        (
            "concat(1, ' ', 2.5, ' ', true(), ' ', ${day})",
            text("1 2.5 true 2025-09-01"),
        ),
        ("${needs} = 'send young_carer'", Value::Bool(true)),
        (
            "selected(${needs}, 'send') and not(selected(${needs}, 'sen'))",
            Value::Bool(true),
        ),
        ("selected('', '')", Value::Bool(true)),
        ("selected-at(${needs}, 1)", text("young_carer")),
        ("selected-at(${needs}, 2)", Value::Blank),
        ("selected-at(${needs}, -1)", Value::Blank),
        ("count-selected('a  b')", number(2.0)),
        ("${day} - date('2025-08-30')", number(2.0)),
        ("${day} = '2025-09-01'", Value::Bool(true)),
        ("${day} = 20332", Value::Bool(true)),
        ("date(20332.7)", Value::Date(ymd(2025, 9, 1))),
        ("min(3, '', 1, 'na')", number(1.0)),
        ("max('', 'na')", Value::Blank),
        ("round(2.5) + round(-2.5)", number(1.0)),
        ("round(1.005, 2)", number(1.01)),
        ("round(1234, -2)", number(1200.0)),
        ("round(1, 31)", Value::Blank),
        ("int(-2.7)", number(-2.0)),
        ("substr('hello', 1, 3)", text("el")),
        ("substr('hello', -3)", text("llo")),
        ("substr('hello', 3, 1)", Value::Blank),
        ("contains('hello', '')", Value::Bool(true)),
        ("regex('abc', 'b')", Value::Bool(false)),
        ("regex('', '')", Value::Bool(true)),
    ];
    for (source, value) in table {
        assert_eq!(answers.value(source), value, "{source}");
    }
}

#[test]
fn exception_a_figure_that_cannot_be_computed_is_blank_not_nan() {
    assert_eq!(value("concat('x' * 2, '!')"), text("!"));
    assert_eq!(value("'x' * 2 = ''"), Value::Bool(true));
}

#[test]
fn exception_division_by_zero_is_blank_and_determined_as_its_inputs() {
    for source in ["1 div 0", "-1 div 0", "0 div 0", "1 mod 0"] {
        assert_eq!(
            Answers::default().evaluate(source),
            Known::certain(Value::Blank),
            "{source}"
        );
    }
    assert_eq!(
        Answers::default().evaluate("${a} div 0"),
        Known::blank_unanswered()
    );
}

#[test]
fn exception_a_number_too_large_is_blank_not_infinity() {
    let digits = "9".repeat(300);
    assert_eq!(value(&format!("{digits} * {digits}")), Value::Blank);
}

#[test]
fn exception_sum_and_mean_take_values_not_a_nodeset() {
    assert_eq!(value("sum(1, 2, '')"), number(3.0));
    assert_eq!(value("mean(1, 2, 'na', '')"), number(1.5));
    assert_eq!(value("sum('')"), number(0.0));
    assert_eq!(value("mean('')"), Value::Blank);
    assert_eq!(value("count-non-empty('', 'a', 0)"), number(2.0));
    assert_eq!(value("coalesce('', '', 3)"), number(3.0));
}

#[test]
fn exception_the_largest_of_negative_numbers_is_negative() {
    assert_eq!(value("max(-3, -5)"), number(-3.0));
}

#[test]
fn exception_negative_numbers_round_to_tens_like_others() {
    assert_eq!(value("round(-36, -1)"), number(-40.0));
}

#[test]
fn exception_a_day_plus_days_is_a_day() {
    assert_eq!(value("today() + 1"), Value::Date(ymd(2026, 3, 2)));
    assert_eq!(value("today() - 1"), Value::Date(ymd(2026, 2, 28)));
    assert_eq!(value("1.9 + today()"), Value::Date(ymd(2026, 3, 2)));
    assert_eq!(value("today() + 9000000"), Value::Blank);
    assert_eq!(value("today() * 1"), number(20_513.0));
}

#[test]
fn exception_a_day_is_put_in_order_with_an_iso_text() {
    assert_eq!(
        value("today() >= '2026-03-01' and '2026-03-02' > today()"),
        Value::Bool(true)
    );
    assert_eq!(
        value("today() > 'soon' or today() <= 'soon'"),
        Value::Bool(false)
    );
}

#[test]
fn exception_a_text_that_is_no_date_makes_a_blank_date_not_a_failure() {
    for source in [
        "date('soon')",
        "date('2025-02-30')",
        "date('2025-2-3')",
        "date(true())",
    ] {
        assert_eq!(value(source), Value::Blank, "{source}");
    }
    assert_eq!(
        value("date('2025-09-01T10:30:00')"),
        Value::Date(ymd(2025, 9, 1))
    );
}

#[test]
fn exception_a_format_of_hours_makes_a_blank_text_not_midnight() {
    assert_eq!(value("format-date(today(), '%H:%M')"), Value::Blank);
}

#[test]
fn exception_a_comma_in_a_text_is_no_decimal_point() {
    assert_eq!(value("'1,000' + 0"), Value::Blank);
}

#[test]
fn exception_letters_are_counted_not_units_of_utf_16() {
    assert_eq!(value("string-length('a😀é')"), number(3.0));
    assert_eq!(value("substr('a😀é', 1, 2)"), text("😀"));
}

#[test]
fn exception_selected_takes_a_number() {
    assert_eq!(value("selected('1 2', 2)"), Value::Bool(true));
}

#[test]
fn exception_patterns_are_written_out_and_linear() {
    assert!(Expression::parse("regex('a', ${pattern})").is_err());
    assert!(Expression::parse("regex('a', '(?=a)a')").is_err());
    let long = Answers::default().with("a", text(&"x".repeat(10_001)));
    assert_eq!(long.value("regex(${a}, 'x*')"), Value::Bool(false));
}

#[test]
fn exception_comparisons_do_not_chain() {
    assert!(Expression::parse("1 < 2 < 3").is_err());
    assert!(Expression::parse("1 = 1 = 1").is_err());
    assert_eq!(value("1 < 2 = true()"), Value::Bool(true));
}
