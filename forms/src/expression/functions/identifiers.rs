//! Functions that check the numbers by which services know a child. They say whether a number is
//! well made, never whose it is.

use super::{Compute, Function, Gives, Takes, Words, argument};
use crate::expression::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "nhs-number",
        usage: "nhs-number(${nhs_number})",
        least: 1,
        most: 1,
        takes: &[Takes::Text],
        gives: Gives::Bool,
        compute: Compute::Plain(nhs_number),
        words: Words::Phrase("{1} passes the check of an NHS number"),
    },
    Function {
        name: "lcs-id",
        usage: "lcs-id(${lcs_id})",
        least: 1,
        most: 1,
        takes: &[Takes::Text],
        gives: Gives::Bool,
        compute: Compute::Plain(lcs_id),
        words: Words::Phrase("{1} is 1 to 10 letters or digits that do not begin with 0"),
    },
];

/// Ten digits, blanks between them allowed. The first nine are weighed by 10 down to 2; what the
/// sum leaves when divided by 11, taken from 11, is the last digit: 11 counts as 0, and a number
/// for which it comes to 10 is never given out (NHS Data Dictionary, NHS NUMBER).
fn nhs_number(values: &[Value]) -> Value {
    let text = argument(values, 0).to_string();
    let digits: Option<Vec<u32>> = text
        .chars()
        .filter(|letter| *letter != ' ')
        .map(|letter| letter.to_digit(10))
        .collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 10) else {
        return Value::Bool(false);
    };
    let weighed = digits[..9].iter().zip((2..=10).rev());
    let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
    Value::Bool((11 - sum % 11) % 11 == digits[9])
}

/// The child identifier of the standard safeguarding dataset: up to ten letters or digits, no
/// leading zero.
fn lcs_id(values: &[Value]) -> Value {
    let text = argument(values, 0).to_string();
    let fits = (1..=10).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !text.starts_with('0');
    Value::Bool(fits)
}
