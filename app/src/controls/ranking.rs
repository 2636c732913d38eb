//! Options put in order: a place is picked for each, which works by keyboard, by voice and
//! without scripts.

use super::{Control, control::said, frame};
use crate::govuk::{Select, SelectItem};
use fourlens_forms::question::Ranking;
use leptos::prelude::*;

/// A list of places beside each option.
pub(super) fn control(kind: &Ranking, control: &Control<'_>) -> AnyView {
    let selects = kind.options.iter().map(|option| {
        Select {
            name: format!("{}-{}", control.name, option.value),
            label: said(&option.label).into(),
            hint: option.hint.as_ref().map(|hint| said(hint).into()),
            items: places(kind.options.len()),
            value: Some(kind.place(control.asked.answer.as_ref(), &option.value)),
            ..Select::default()
        }
        .view()
    });
    frame::group(control, selects.collect_view().into_any())
}

fn places(number: usize) -> Vec<SelectItem> {
    let item = |value: String, text: String| SelectItem {
        value: Some(value),
        text,
        ..SelectItem::default()
    };
    let blank = item(String::new(), "Choose a place".to_owned());
    let places = (1..=number).map(|place| item(place.to_string(), ordinal(place)));
    std::iter::once(blank).chain(places).collect()
}

/// A place in words: 1st, 2nd, 3rd, 4th, 11th.
fn ordinal(place: usize) -> String {
    let ending = match (place % 10, place % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}
