//! The strongest and weakest questions of a return.

use crate::govuk::Cell;
use crate::pages::figures::table;
use crate::portal::{RatedQuestion, Scores};
use leptos::prelude::*;

/// The strongest and the weakest questions, both always told.
pub(in crate::pages) fn ranked(scores: &Scores) -> AnyView {
    view! {
        <h2 class="govuk-heading-m" id="strongest">
            "Strongest"
        </h2>
        {strongest(scores)}
        <h2 class="govuk-heading-m" id="weakest">
            "Weakest"
        </h2>
        {weakest(scores)}
    }
    .into_any()
}

fn strongest(scores: &Scores) -> AnyView {
    let (ranked, rule) = (&scores.strongest, &scores.rule);
    let said = match (ranked.questions.is_empty(), ranked.full) {
        (true, _) => return words(format!("No question is rated better than {}.", rule.low)),
        (false, true) => "These have the best ratings.".to_owned(),
        (false, false) => format!(
            "No question is rated {}. These are among the best.",
            rule.best
        ),
    };
    let more = ranked.questions.last().filter(|_| ranked.equal > 0);
    let more = more.map(|last| {
        words(format!(
            "{} more are also rated “{}”.",
            ranked.equal, last.rating
        ))
    });
    view! {
        {words(said)}
        {list(&ranked.questions)}
        {more}
    }
    .into_any()
}

fn weakest(scores: &Scores) -> AnyView {
    let (ranked, rule) = (&scores.weakest, &scores.rule);
    let named = ranked.questions.len();
    let said = match (named, ranked.unnamed) {
        (0, _) => return words(format!("No question is rated {}.", rule.low)),
        (1, 0) => format!("This is the only question rated {}.", rule.low),
        (_, 0) => format!("These are the {named} questions rated {}.", rule.low),
        (_, more) => format!(
            "These are {named} of the {} questions rated {}.",
            named + more,
            rule.low
        ),
    };
    view! {
        {words(said)}
        {list(&ranked.questions)}
    }
    .into_any()
}

fn words(said: String) -> AnyView {
    view! { <p class="govuk-body">{said}</p> }.into_any()
}

fn list(questions: &[RatedQuestion]) -> AnyView {
    let row = |rated: &RatedQuestion| {
        let question = Cell {
            classes: "govuk-!-font-weight-regular".to_owned(),
            ..named(rated).into()
        };
        vec![question, rated.rating.clone().into()]
    };
    let head = ["Question", "Rating"].into_iter().map(Cell::from);
    table(head.collect(), questions.iter().map(row).collect()).view()
}

/// A question with its number, and whether it is critical.
pub(super) fn named(rated: &RatedQuestion) -> String {
    let critical = if rated.critical { " (critical)" } else { "" };
    format!("{}. {}{critical}", rated.question, rated.label)
}
