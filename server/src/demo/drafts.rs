//! Returns that are begun and not handed in, saved as their pages save them. It must not know what
//! is answered.

use super::{
    Making,
    answering::Answering,
    campaigns::{Plans, Returns},
    respondents::{Respondent, Standing},
    rounds::Round,
};
use crate::{
    fill::{Control, row_changes},
    store::{Change, StoreError},
};
use fourlens_forms::{journey::Journey, question::Question};
use serde_json::Value as Json;

/// Begins the returns of some who have not handed in.
pub(super) async fn begin(
    making: &Making<'_>,
    round: &Round<'_>,
    returns: &Returns,
    plans: &Plans,
) -> Result<(), StoreError> {
    for who in &round.who {
        let to_do = returns
            .get(&who.view().id)
            .filter(|view| view.receipt.is_none());
        let (Some(view), Some(sections)) = (to_do, sections_begun(*who, round)) else {
            continue;
        };
        let answering = Answering {
            city: &making.city.dice,
            who: *who,
            year: 0,
            at: making.clock.now(),
            host: &making.host,
            last_plan: plans.get(&who.view().id),
        };
        let journey = answering.journey(round.form);
        making
            .system
            .save(view.id, changes(&journey, sections))
            .await?;
    }
    Ok(())
}

/// How many sections someone has filled; none when they have not begun.
fn sections_begun(who: &dyn Respondent, round: &Round<'_>) -> Option<usize> {
    let mut dice = who.dice().of("begins");
    // The last is the sign-off, which nobody has come to.
    let most = i64::try_from(round.form.sections().len()).unwrap_or(2) / 2;
    match who.standing() {
        Some(Standing::Begun(sections)) => Some(sections),
        Some(_) => None,
        None => dice
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
