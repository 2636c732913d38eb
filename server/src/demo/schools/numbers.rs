//! Numbers a school might count: small ones, in proportion to its roll and its kind. It must not
//! know which of them a form refuses.

use super::School;
use crate::demo::dice::Dice;
use fourlens_forms::{answers::Answers, question::Number};

/// How many there are of something in a thousand pupils of a school like most, by question of the
/// school return. Rough shares in England, where they are published; the rest is invented.
const PER_THOUSAND: [(&str, f64); 19] = [
    ("B1", 5.0),
    ("B2", 22.0),
    ("B3", 7.0),
    ("B4", 6.0),
    ("B5", 11.0),
    ("B6", 48.0),
    ("B7", 30.0),
    ("B8", 4.0),
    ("B9", 3.0),
    ("B10", 5.0),
    ("B11", 2.0),
    ("B12", 18.0),
    ("B13", 11.0),
    ("B14", 640.0),
    ("B15", 1.6),
    ("B16", 0.6),
    ("B19", 8.0),
    ("B20", 11.0),
    ("B21", 4.0),
];

/// Pupils with a social worker: on a plan, in need, or looked after.
const SOCIAL_WORKER: [&str; 3] = ["B1", "B2", "B3"];

/// What a school would enter for a number, within the least and most that are asked for.
pub(super) fn number(
    school: &School,
    id: &str,
    asked: &Number,
    given: &Answers,
    dice: &mut Dice,
) -> f64 {
    let drawn = match id {
        "A13" => days_for_the_lead(school, dice),
        "S6" => halves(dice, 9, 58),
        "B17" => suspensions(school, given, dice),
        "B18" => excluded(school, given, dice),
        _ => counted(school, id, given, dice),
    };
    let drawn = if asked.whole { drawn.round() } else { drawn };
    drawn.clamp(asked.min.unwrap_or(0.0), asked.max.unwrap_or(f64::MAX))
}

fn counted(school: &School, id: &str, given: &Answers, dice: &mut Dice) -> f64 {
    let Some((_, share)) = PER_THOUSAND.iter().find(|(question, _)| *question == id) else {
        return dice.between(0, 6) as f64;
    };
    let roll = school.roll() as f64;
    // The same streets send the same school more, year after year.
    let need = 0.4 + 1.5 * school.dice.of("need").unit();
    let expected = share / 1000.0 * roll * need * kind(school, id) * (0.7 + 0.6 * dice.unit());
    let whole = expected.floor() + f64::from(u8::from(dice.unit() < expected.fract()));
    match id {
        // Every referral starts from a logged concern.
        "B14" => whole.max(answered(given, "B12") + 1.0),
        "B21" => whole,
        _ => whole.min(roll),
    }
}

/// How much more or less of something a kind of school sees.
fn kind(school: &School, id: &str) -> f64 {
    let special = school.has("special_ap") || school.has("hospital");
    let secondary = matches!(school.view.phase.as_deref(), Some("secondary" | "16_plus"));
    match (id, special, secondary) {
        ("B6", true, _) => 40.0,
        ("B21", true, _) => 60.0,
        (_, true, _) => 5.0,
        ("B8" | "B9" | "B16" | "B19", _, false) => 0.25,
        (_, _, true) => 1.4,
        _ => 1.0,
    }
}

fn suspensions(school: &School, given: &Answers, dice: &mut Dice) -> f64 {
    let pupils = with_a_social_worker(given);
    let share = if school.view.phase.as_deref() == Some("primary") {
        0.08
    } else {
        0.5
    };
    (pupils * share * dice.unit()).floor()
}

fn excluded(school: &School, given: &Answers, dice: &mut Dice) -> f64 {
    let may =
        with_a_social_worker(given) > 0.0 && school.view.phase.as_deref() == Some("secondary");
    f64::from(u8::from(may && dice.happens(14)))
}

fn with_a_social_worker(given: &Answers) -> f64 {
    SOCIAL_WORKER.iter().map(|id| answered(given, id)).sum()
}

fn answered(given: &Answers, id: &str) -> f64 {
    given
        .get(id)
        .and_then(serde_json::Value::as_f64)
        .unwrap_or(0.0)
}

/// Days a week kept free for the lead: more in a large school.
fn days_for_the_lead(school: &School, dice: &mut Dice) -> f64 {
    if school.roll() > 600 {
        halves(dice, 5, 10)
    } else {
        halves(dice, 1, 6)
    }
}

fn halves(dice: &mut Dice, least: i64, most: i64) -> f64 {
    dice.between(least, most) as f64 / 2.0
}
