//! Returns that schools have begun and not handed in, saved as their pages save them. It must not
//! know what is answered.

use super::{
    Making,
    accounts::{PRIMARY, SPECIAL},
    answering::Respondent,
    campaigns::Returns,
    schools::School,
};
use crate::{
    fill::{Control, row_changes},
    store::{Change, StoreError},
};
use fourlens_forms::{journey::Journey, question::Question};
use serde_json::Value as Json;

/// Begins the returns of some who have not handed in.
pub(super) async fn begin(making: &Making<'_>, returns: &Returns) -> Result<(), StoreError> {
    for school in &making.city.schools {
        let to_do = returns
            .get(&school.view.id)
            .filter(|view| view.receipt.is_none());
        let (Some(view), Some(sections)) = (to_do, sections_begun(school, making)) else {
            continue;
        };
        let respondent = Respondent {
            city: &making.city.dice,
            school,
            year: 0,
            at: making.clock.now(),
            host: &making.host,
        };
        let journey = respondent.journey(making.form);
        making
            .system
            .save(view.id, changes(&journey, sections))
            .await?;
    }
    Ok(())
}

/// How many sections a school has filled; none when it has not begun. The primary whose head may
/// sign in has filled two, the special school none.
fn sections_begun(school: &School, making: &Making<'_>) -> Option<usize> {
    let mut dice = school.dice.of("begins");
    // The last is the sign-off, which nobody has come to.
    let most = i64::try_from(making.form.sections().len()).unwrap_or(2) / 2;
    match school {
        school if school.is_in(PRIMARY) => Some(2),
        school if school.is_in(SPECIAL) => None,
        _ => dice
            .happens(55)
            .then(|| usize::try_from(dice.between(1, most)).unwrap_or(1)),
    }
}

/// The answers of the first sections of a journey, as changes of an empty draft.
fn changes(journey: &Journey<'_>, sections: usize) -> Vec<Change> {
    let form = journey.form();
    let begun = journey.sections().into_iter().take(sections);
    let mut changes = Vec::new();
    for position in begun.flat_map(|section| form.questions_of(section)) {
        let Some(answer) = journey.answer(position) else {
            continue;
        };
        let id = form.question(position).id();
        match form.question(position) {
            Question::Table(table) => {
                changes.extend(row_changes(&Control::of(id), &table.kind, answer));
            }
            _ => changes.push(change(Control::of(id), answer.clone())),
        }
    }
    changes
}

fn change(control: Control, value: Json) -> Change {
    Change {
        question: control.question,
        row: control.row,
        seen_version: 0,
        value: Some(value),
    }
}
