//! Each function: what it gives, and that none fails on anything.

use super::{Answers, number, set, text, value, ymd};
use crate::expression::{Value, functions};

#[test]
fn days_and_years_are_counted_as_people_count_them() {
    assert_eq!(value("days-between('2026-02-27', today())"), number(2.0));
    assert_eq!(value("days-between(today(), '2026-02-27')"), number(-2.0));
    assert_eq!(value("years-between('2008-03-01', today())"), number(18.0));
    assert_eq!(value("years-between('2008-03-02', today())"), number(17.0));
    assert_eq!(
        value("years-between('2008-02-29', '2026-02-28')"),
        number(17.0)
    );
    assert_eq!(
        value("years-between('2008-02-29', '2026-03-01')"),
        number(18.0)
    );
    assert_eq!(
        value("years-between('2026-03-01', '2008-03-02')"),
        number(-17.0)
    );
    assert_eq!(value("years-between('', today())"), Value::Blank);
}

#[test]
fn dates_are_written_in_odks_marks() {
    assert_eq!(
        value("format-date('2025-09-01', '%e %b %Y')"),
        text("1 Sep 2025")
    );
    assert_eq!(
        value("format-date('2025-09-01', '%a %d/%m/%y, %n %W 100%%')"),
        text("Mon 01/09/25, 9 36 100%")
    );
    assert_eq!(value("format-date('', '%e')"), Value::Blank);
    assert_eq!(value("format-date(today(), '%')"), Value::Blank);
}

#[test]
fn numbers_of_services_are_well_made_or_not() {
    // 9·10 + 9·9 + 9·8 + 1·2 = 245 = 22·11 + 3, and 11 − 3 = 8.
    for proper in ["9990000018", "999 000 0018", "999 000 0026"] {
        assert_eq!(
            value(&format!("nhs-number('{proper}')")),
            Value::Bool(true),
            "{proper}"
        );
    }
    for wrong in [
        "9990000019",
        "999000018",
        "99900000180",
        "999-000-0018",
        "words",
        "",
    ] {
        assert_eq!(
            value(&format!("nhs-number('{wrong}')")),
            Value::Bool(false),
            "{wrong}"
        );
    }
    for number in 999_000_000_u64..999_000_100 {
        let fits =
            |last: &u64| value(&format!("nhs-number('{number}{last}')")) == Value::Bool(true);
        assert!(
            (0..10).filter(fits).count() <= 1,
            "{number} has one check digit or none"
        );
    }
    for (id, fits) in [
        ("A1", true),
        ("1234567890", true),
        ("0123", false),
        ("12345678901", false),
        ("12-3", false),
    ] {
        assert_eq!(value(&format!("lcs-id('{id}')")), Value::Bool(fits), "{id}");
    }
}

#[test]
fn texts_are_looked_into() {
    assert_eq!(
        value("starts-with('abc', 'ab') and ends-with('abc', 'bc')"),
        Value::Bool(true)
    );
    assert_eq!(value("contains('abc', 'ac')"), Value::Bool(false));
    assert_eq!(
        value("regex('LA1 1AA', '[A-Z]{1,2}[0-9]{1,2} ?[0-9][A-Z]{2}')"),
        Value::Bool(true)
    );
    assert_eq!(value("regex('ab', 'a|ab')"), Value::Bool(true));
    assert_eq!(value("concat('', '')"), Value::Blank);
}

#[test]
fn numbers_are_rounded_as_they_are_read() {
    let table = [
        ("round(2.345, 2)", 2.35),
        ("round(-2.345, 2)", -2.34),
        ("round(-2.3451, 2)", -2.35),
        ("round(0.05, 1)", 0.1),
        ("round(9.99, 1)", 10.0),
        ("round(33.33, -1)", 30.0),
        ("round(4)", 4.0),
        ("round(-0.2)", 0.0),
        ("abs(-3.5)", 3.5),
        ("int(3.9)", 3.0),
    ];
    for (source, expected) in table {
        assert_eq!(value(source), number(expected), "{source}");
    }
    assert_eq!(value("concat(round(-0.2))"), text("0"));
}

#[test]
fn a_constraint_sees_its_own_answer() {
    let answers = Answers::default().own(number(4.0)).with("A9", number(3.0));
    assert_eq!(
        answers.value(". <= coalesce(${A9}, 5000)"),
        Value::Bool(false)
    );
}

#[test]
fn no_function_fails_on_any_values() {
    let mut odd = vec![
        Value::Blank,
        Value::Bool(true),
        number(0.0),
        number(-1.0),
        number(1e300),
        number(f64::NAN),
        number(f64::INFINITY),
        number(f64::MIN_POSITIVE),
        text(""),
        text("-.-"),
        text("9999-12-31"),
        text("%é😀"),
        Value::Date(ymd(0, 1, 1)),
        Value::Date(ymd(9999, 12, 31)),
        Value::Date(chrono::NaiveDate::MAX),
    ];
    odd.extend([set(&[]), set(&["a", ""])]);
    for function in functions::names() {
        let most = functions::named(function).unwrap().most.min(3);
        for many in 0..=most {
            let inputs = ["${a}", "${b}", "${c}"][..many].join(", ");
            let call = match function {
                "regex" => "regex(${a}, '.*')".to_string(),
                _ => format!("{function}({inputs})"),
            };
            let Ok(expression) = crate::expression::Expression::parse(&call) else {
                continue;
            };
            for a in &odd {
                for b in &odd {
                    let answers = Answers::default().with("a", a.clone()).with("b", b.clone());
                    let known = expression.evaluate(&answers.with("c", a.clone()));
                    assert_eq!(
                        known.value.clone().tidy(),
                        known.value,
                        "{call} of {a:?} and {b:?}"
                    );
                }
            }
        }
    }
}
