//! How good whoever answers is at what a question asks: hidden, drifting from year to year, alike
//! within a section and across the city. It must not know how a rating is written.

use super::dice::Dice;

/// Which year: 0 is the open campaign's, -1 the one before.
pub(super) type Year = i32;

/// The first year there are returns of.
pub(super) const FIRST_YEAR: Year = -2;

/// What is asked, as far as quality cares.
pub(super) struct Asked<'a> {
    pub(super) section: &'a str,
    pub(super) question: &'a str,
    pub(super) critical: bool,
}

/// How good the one with these dice is at what is asked in a year, from 0 to 1: half of all
/// answers lie between 0.5 and 0.8, and legal duties are met more often than the rest.
pub(super) fn quality(own: &Dice, city: &Dice, year: Year, asked: &Asked<'_>) -> f64 {
    let around = |dice: &Dice, word: String, width: f64| dice.of(&word).around_zero() * width;
    let drift: f64 = (FIRST_YEAR + 1..=year)
        .map(|year| 0.14 + around(own, format!("drift {year}"), 0.15))
        .sum();
    let sum = 0.55
        + if asked.critical { 0.5 } else { 0.0 }
        + drift
        + around(city, format!("section {}", asked.section), 0.3)
        + around(city, format!("question {}", asked.question), 0.25)
        + around(own, "level".to_string(), 0.5)
        + around(own, format!("section {}", asked.section), 0.35)
        + around(own, format!("question {}", asked.question), 0.45)
        + around(own, format!("question {} in {year}", asked.question), 0.4);
    1.0 / (1.0 + (-sum).exp())
}
