//! The timetable of a round: each step with its last day, and which is to be done now.

use crate::govuk::{Cell, Details, Tag};
use crate::pages::figures;
use crate::portal::{RoundPage, StepRow, StepStanding};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// What is to be done now, every step behind a summary, and the way to change them.
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
    let head = ["Step", "Last day", "State"];
    let head = head.into_iter().map(Cell::from).collect();
    let table = figures::table(head, round.steps.iter().map(row).collect());
    let all = Details {
        summary: format!("All {} steps of the timetable", round.steps.len()).into(),
        content: table.view().into(),
        ..Details::default()
    };
    view! {
        <h2 class="govuk-heading-m" id="timetable">
            "Timetable"
        </h2>
        {now(round)}
        {all.view()}
        {change}
    }
    .into_any()
}

/// The step that is to be done now.
fn now(round: &RoundPage) -> AnyView {
    let is_now = |row: &&StepRow| row.standing == StepStanding::Now;
    let Some(row) = round.steps.iter().find(is_now) else {
        return view! { <p class="govuk-body">"Every step’s last day has passed."</p> }.into_any();
    };
    let until = format!(
        ", until {}. {}",
        date_in_words(row.due_on),
        row.step.words()
    );
    view! {
        <p class="govuk-body">
            "Now: " <strong>{row.step.title()}</strong> {until}
        </p>
    }
    .into_any()
}

fn row(row: &StepRow) -> Vec<Cell> {
    let what = view! {
        {row.step.title()}
        <span class="app-small govuk-!-font-weight-regular">{row.step.words()}</span>
    };
    vec![
        what.into_any().into(),
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
