//! What a case is known by, `NEG-26Q4-03`: the theme's letters, the year and quarter of its
//! round, and a number. It names nobody, and must not know which references are taken.

use chrono::{Datelike, NaiveDate};

/// Letters of a theme at most.
const LETTERS: usize = 6;

/// A reference as it is written: capital letters, `yyQn`, two digits or three.
///
/// # Errors
/// What to write instead, in a sentence.
pub fn read(typed: &str) -> Result<String, String> {
    let reference = typed.trim().to_uppercase();
    let parts: Vec<&str> = reference.split('-').collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let proper = match parts.as_slice() {
        [theme, quarter, number] => {
            is_theme(theme)
                && quarter.len() == 4
                && digits(&quarter[..2])
                && ["Q1", "Q2", "Q3", "Q4"].contains(&&quarter[2..])
                && (2..=3).contains(&number.len())
                && digits(number)
        }
        _ => false,
    };
    if proper {
        return Ok(reference);
    }
    Err("Enter a reference of letters, year and quarter, and number, like NEG-26Q4-03".to_string())
}

/// Whether these letters can open a reference.
pub fn is_theme(letters: &str) -> bool {
    (2..=LETTERS).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What the references of a theme begin with in the quarter of a day: `NEG-26Q4`.
pub fn prefix(theme: &str, day: NaiveDate) -> String {
    format!("{theme}-{:02}Q{}", day.year() % 100, quarter(day))
}

/// The quarter of the calendar year that a day is in.
pub fn quarter(day: NaiveDate) -> u32 {
    day.month0() / 3 + 1
}

/// The reference with this number.
pub fn numbered(prefix: &str, number: u32) -> String {
    format!("{prefix}-{number:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_letters_a_quarter_and_a_number() {
        assert_eq!(read(" neg-26q4-03 "), Ok("NEG-26Q4-03".to_string()));
        assert_eq!(read("PB-27Q1-118"), Ok("PB-27Q1-118".to_string()));
        for wrong in [
            "",
            "NEG",
            "NEG-26Q4",
            "NEG-26Q5-03",
            "NEG-2026Q4-03",
            "NEG-26Q4-3",
            "N3G-26Q4-03",
            "NEG-26Q4-0003",
            "NEGLECT-26Q4-03",
            "NEG-é6Q4-03",
            "NEG-26Q4-03-1",
            "Mia Oakes",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_next_reference_is_of_the_quarter_of_its_round() {
        let day = |text: &str| text.parse().expect("a day");
        let prefix = |day| prefix("NEG", day);
        assert_eq!(prefix(day("2026-10-05")), "NEG-26Q4");
        assert_eq!(prefix(day("2027-03-31")), "NEG-27Q1");
        assert_eq!(numbered("NEG-26Q4", 7), "NEG-26Q4-07");
    }
}
