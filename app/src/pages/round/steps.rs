//! The timetable of a round: each step with its last day, and which is to be done now.

use crate::govuk::{Cell, Tag};
use crate::pages::figures;
use crate::portal::{RoundPage, StepRow, StepStanding};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The timetable, and the way to change it.
pub(super) fn timetable(round: &RoundPage) -> AnyView {
    let change = (!round.closed).then(|| {
        let href = format!("/campaigns/{}/timetable", round.head.id);
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href>
                    "Change the timetable"
                </a>
            </p>
        }
    });
    let head = ["Step", "What is done", "Last day", "State"];
    let head = head.into_iter().map(Cell::from).collect();
    let table = figures::table(head, round.steps.iter().map(row).collect());
    view! {
        <h2 class="govuk-heading-m" id="timetable">
            "Timetable"
        </h2>
        {table.view()}
        {change}
    }
    .into_any()
}

fn row(row: &StepRow) -> Vec<Cell> {
    vec![
        row.step.title().into(),
        row.step.words().into(),
        date_in_words(row.due_on).into(),
        state(row.standing),
    ]
}

fn state(standing: StepStanding) -> Cell {
    match standing {
        StepStanding::Past => "Past".into(),
        StepStanding::Ahead => "Later".into(),
        StepStanding::Now => Tag {
            text: "Now".into(),
            classes: "govuk-tag--yellow".to_owned(),
            ..Tag::default()
        }
        .view()
        .into(),
    }
}
