//! Numbers an agency might count: in proportion to its staff, and in step with how it rates the
//! question they belong to.

use super::Agency;
use crate::demo::{dice::Dice, respondents::Cell};
use fourlens_forms::answers::Answers;
use serde_json::Value as Json;

/// Levels of a training plan, each with how many in a hundred need it.
pub(super) const LEVELS: [(&str, i64); 3] = [
    ("Level 1: everyone", 100),
    ("Level 2: contact with children or parents", 60),
    ("Level 3: direct work with children", 25),
];

/// A number for a question of the Section 11 self-assessment.
pub(super) fn number(agency: &Agency, question: &str, given: &Answers, dice: &mut Dice) -> i64 {
    match question {
        "A5" => staff(agency),
        "A6" => dice.between(0, staff(agency) / 8),
        "S11-5.3.raised" => dice.between(0, 14),
        "S11-5.3.resolved_first_step" => {
            let raised = count(given, "S11-5.3.raised");
            raised - dice.between(0, raised / 2)
        }
        "S11-5.3.unresolved" => {
            let left = count(given, "S11-5.3.raised") - count(given, "S11-5.3.resolved_first_step");
            dice.between(0, left)
        }
        "S11-11.2.referred" => dice.between(0, 6),
        "S11-11.2.within_time" => {
            let referred = count(given, "S11-11.2.referred");
            let late = match rating(given, question) {
                2.. => 0,
                _ => dice.between(1, 2),
            };
            (referred - late).max(0)
        }
        "S11-12.2.led" => dice.between(2, 60),
        "Z4" => dice.between(6, 22) * 30,
        _ => dice.between(0, 12),
    }
}

/// A percentage: high where the question is rated well.
pub(super) fn percent(question: &str, given: &Answers, dice: &mut Dice) -> i64 {
    match rating(given, question) {
        3 => dice.between(95, 99),
        2 => dice.between(88, 96),
        _ => dice.between(41, 87),
    }
}

/// A cell of the training that is in date by level.
pub(super) fn level(agency: &Agency, cell: &Cell<'_>, dice: &mut Dice) -> Option<Json> {
    let (name, share) = LEVELS.get(cell.row)?;
    let in_scope = (staff(agency) * share / 100).max(1);
    match cell.column {
        "level" => Some(Json::from(*name)),
        "in_scope" => Some(Json::from(in_scope)),
        "in_date" => {
            let needed = cell.so_far.get("in_scope").and_then(Json::as_i64);
            let share = percent(cell.table, cell.given, dice);
            Some(Json::from(needed.unwrap_or(in_scope) * share / 100))
        }
        _ => None,
    }
}

/// How many people work there, the same every year.
fn staff(agency: &Agency) -> i64 {
    let mut dice = agency.dice.of("staff");
    match agency.is_service() {
        true => dice.between(9, 140),
        false => dice.between(40, 900),
    }
}

fn count(given: &Answers, question: &str) -> i64 {
    given.get(question).and_then(Json::as_i64).unwrap_or(0)
}

/// The rating of the question that a part belongs to.
fn rating(given: &Answers, part: &str) -> i64 {
    let rated = part.rsplit_once('.').map_or(part, |(rated, _)| rated);
    let rating = given.get(rated).and_then(Json::as_str);
    rating.and_then(|rating| rating.parse().ok()).unwrap_or(0)
}
