//! How whoever answers rates themselves: by its hidden quality where it is scored, by how it rated
//! the rest where it sums up.

use super::{
    answering::Answering,
    dice::Dice,
    quality::{self, quality},
};
use fourlens_forms::{
    journey::Journey,
    question::{Choice, NOT_APPLICABLE, Question, Rating},
};
use serde_json::Value as Json;

/// Where quality falls from one rating to the next, best first.
const CUTS: [f64; 3] = [0.79, 0.52, 0.26];

/// A rating's answer.
pub(super) fn rating(
    answering: &Answering<'_>,
    journey: &Journey<'_>,
    position: usize,
    rating: &Rating,
) -> Option<Json> {
    let form = journey.form();
    let question = form.question(position).id();
    let section = &form.sections()[form.entries()[position].section];
    let never = answering
        .who
        .dice()
        .of(&format!("{question} does not apply"))
        .happens(14);
    if rating.not_applicable && never {
        return Some(Json::from(NOT_APPLICABLE));
    }
    let asked = quality::Asked {
        section: &section.id,
        question,
        critical: rating.critical,
    };
    let good = match section.scored {
        true => quality(answering.who.dice(), answering.city, answering.year, &asked),
        false => Overall::of(journey).in_its_own_eyes(),
    };
    let place = CUTS.iter().filter(|cut| good <= **cut).count();
    let options = &rating.on.as_ref()?.options;
    let option = options.get(place).or(options.last())?;
    Some(Json::from(option.value.clone()))
}

/// One option of a choice; whether standards are met follows from the ratings before.
pub(super) fn choice(journey: &Journey<'_>, choice: &Choice, dice: &mut Dice) -> Option<Json> {
    let offers = |value: &str| choice.options.iter().any(|option| option.value == value);
    let overall = Overall::of(journey);
    let says = match overall.failing {
        0 if overall.share > 0.55 => "met",
        0 | 1 => "unsure",
        _ => "not_yet",
    };
    let value = if offers(says) {
        says
    } else {
        &dice.pick(&choice.options).value
    };
    Some(Json::from(value))
}

/// The place of a rating on its question's scale, best first.
pub(super) fn place(question: &Question, rating: &str) -> usize {
    let Question::Rating(asked) = question else {
        return 0;
    };
    let options = asked.kind.on.iter().flat_map(|scale| &scale.options);
    options
        .into_iter()
        .position(|option| option.value == rating)
        .unwrap_or(0)
}

/// How someone has rated themselves so far.
struct Overall {
    /// Its points of those it could have.
    share: f64,
    /// Critical questions that fail.
    failing: usize,
}

impl Overall {
    fn of(journey: &Journey<'_>) -> Overall {
        let (mut points, mut most, mut failing) = (0, 0, 0);
        for (position, entry) in journey.form().entries().iter().enumerate() {
            let (Question::Rating(asked), Some(answer)) =
                (&entry.question, journey.answer(position))
            else {
                continue;
            };
            let (Some(scale), Some(given)) = (&asked.kind.on, asked.kind.points(answer)) else {
                continue;
            };
            points += given;
            most += scale.highest();
            let fails = |value: &str| {
                scale
                    .option(value)
                    .is_some_and(|option| option.fails_critical)
            };
            failing += usize::from(asked.kind.critical && answer.as_str().is_some_and(fails));
        }
        Overall {
            share: if most == 0 {
                0.5
            } else {
                points as f64 / most as f64
            },
            failing,
        }
    }

    /// People are kind to themselves, and kinder when little is plainly wrong.
    fn in_its_own_eyes(&self) -> f64 {
        self.share + if self.failing == 0 { 0.04 } else { -0.12 }
    }
}
