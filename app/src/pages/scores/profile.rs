//! What a return's scores say: sections by band with the reason for each, themes, and what those
//! who answered say of themselves. A score that is not known yet is never a low number: it says what is
//! missing.

use crate::charts::{Bar, BarChart, Tone, percent};
use crate::govuk::{Cell, Details, SummaryList, SummaryRow, Table, Tag};
use crate::pages::bands::{boxed, rank};
use crate::pages::figures::{self, numeric, same_numbers};
use crate::pages::parts::counted;
use crate::pages::rule::rule;
use crate::portal::{Scores, SectionScore};
use leptos::prelude::*;

pub(super) const NOT_SCORED: &str = "Not scored yet";
const NOT_APPLICABLE: &str = "Not applicable";

/// Sections by band: as a chart, with the reason for each, and as a table.
pub(in crate::pages) fn sections(scores: &Scores) -> AnyView {
    let chart = BarChart {
        prefix: "profile".to_owned(),
        title: "Points by section, with bands".to_owned(),
        description: format!(
            "A bar for each of {}: points reached of those that could be, with its band.",
            counted(scores.sections.len() as i64, "section")
        ),
        key: key(scores),
        bars: scores.sections.iter().map(bar).collect(),
    };
    view! {
        <h2 class="govuk-heading-m" id="sections">
            "Sections"
        </h2>
        {rule(&scores.rule)}
        {chart.view()}
        {missing(scores)}
        {reasons(scores)}
        {same_numbers("sections, bands and points", table(scores))}
    }
    .into_any()
}

/// Themes, which have points and no band.
pub(in crate::pages) fn themes(scores: &Scores) -> AnyView {
    if scores.themes.is_empty() {
        return ().into_any();
    }
    let row = |theme: &SectionScore| {
        let share = theme.value.and_then(|value| percent(value, theme.max));
        vec![
            theme.title.clone().into(),
            numeric(points(theme)),
            numeric(share.map_or_else(String::new, |share| format!("{share}%"))),
        ]
    };
    let head = vec!["Theme".into(), numeric("Points"), numeric("Share")];
    let table = figures::table(head, scores.themes.iter().map(row).collect());
    view! {
        <h2 class="govuk-heading-m" id="themes">
            "Themes"
        </h2>
        <p class="govuk-body">
            "A question counts in each of its themes. Themes have points and no band."
        </p>
        {table.view()}
    }
    .into_any()
}

/// What those who answered say of themselves, apart from the score.
pub(in crate::pages) fn own_rating(scores: &Scores) -> AnyView {
    let Some(rating) = &scores.own_rating else {
        return ().into_any();
    };
    view! {
        <h2 class="govuk-heading-m" id="own-rating">
            "Your own rating"
        </h2>
        <p class="govuk-body">
            {format!("You rate yourselves “{rating}”. It is not part of any score.")}
        </p>
    }
    .into_any()
}

fn bar(section: &SectionScore) -> Bar {
    let tone = section
        .band
        .as_ref()
        .map_or(Tone::Own, |(band, _)| Tone::of_band(band, 0));
    let words = match (&section.band, section.value) {
        (Some((_, band)), Some(_)) => {
            let earned = std::iter::once(band).chain(&section.badges);
            let earned: Vec<&str> = earned.map(String::as_str).collect();
            format!("{}: {} points", earned.join(", "), points(section))
        }
        (Some((_, band)), None) => format!("{band}, whatever is still missing"),
        (None, Some(_)) if section.n > 0 => format!("{} points", points(section)),
        (None, _) => points(section),
    };
    Bar {
        label: format!("{}. {}", section.id, section.title),
        tone,
        words,
        value: section.value.filter(|_| section.max > 0),
        max: section.max,
    }
}

/// The bands that stand in the chart, and the blank look where it does.
fn key(scores: &Scores) -> Vec<(Tone, String)> {
    let mut key: Vec<(Tone, String)> = Vec::new();
    let mut sections: Vec<&SectionScore> = scores.sections.iter().collect();
    let place = |band: &Option<(String, String)>| band.as_ref().map(|(id, _)| rank(id));
    sections.sort_by_key(|section| place(&section.band).unwrap_or(usize::MAX));
    for section in sections {
        let bar = bar(section);
        let means = match (&section.band, bar.value) {
            (_, None) => (Tone::Blank, "No points counted".to_owned()),
            (Some((_, word)), _) => (bar.tone, word.clone()),
            (None, _) => (bar.tone, "No band".to_owned()),
        };
        if !key.iter().any(|(tone, _)| *tone == means.0) {
            key.push(means);
        }
    }
    key
}

/// Points in words; what is not known is said so.
pub(super) fn points(score: &SectionScore) -> String {
    match score.value {
        _ if score.n == 0 && score.na > 0 => NOT_APPLICABLE.to_owned(),
        Some(value) => format!("{value} of {}", score.max),
        None => NOT_SCORED.to_owned(),
    }
}

/// What is not scored yet, each with what is missing.
fn missing(scores: &Scores) -> AnyView {
    let open = scores
        .sections
        .iter()
        .filter(|section| points(section) == NOT_SCORED);
    let items: Vec<_> = open
        .map(|section| view! { <li>{format!("{}. {}", section.title, section.because)}</li> })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <h3 class="govuk-heading-s">{NOT_SCORED}</h3>
        <ul class="govuk-list govuk-list--bullet">{items.into_iter().collect_view()}</ul>
    }
    .into_any()
}

/// Why each section is what it is.
fn reasons(scores: &Scores) -> AnyView {
    let row = |section: &SectionScore| SummaryRow {
        key: format!("{}. {}", section.id, section.title).into(),
        value: section.because.clone().into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: scores.sections.iter().map(row).collect(),
        ..SummaryList::default()
    };
    Details {
        summary: "Why each section has its band".into(),
        content: list.view().into(),
        ..Details::default()
    }
    .view()
}

fn table(scores: &Scores) -> Table {
    let some = |of: fn(&SectionScore) -> u32| scores.sections.iter().any(|section| of(section) > 0);
    let not_applicable = some(|section| section.na);
    let row = |section: &SectionScore| {
        let mut row: Vec<Cell> = vec![
            format!("{}. {}", section.id, section.title).into(),
            band(section).into(),
            numeric(points(section)),
            numeric(section.n.to_string()),
        ];
        row.extend(not_applicable.then(|| numeric(section.na.to_string())));
        row
    };
    let mut head: Vec<Cell> = vec!["Section".into(), "Band".into()];
    head.extend(["Points", "Questions that count"].map(numeric));
    head.extend(not_applicable.then(|| numeric(NOT_APPLICABLE)));
    figures::table(head, scores.sections.iter().map(row).collect())
}

/// The band as a word in a box, and the badges beside it.
fn band(section: &SectionScore) -> AnyView {
    let (look, word) = match &section.band {
        Some((band, word)) => (band.as_str(), word.as_str()),
        None => ("none", "No band"),
    };
    let badge = |badge: &String| {
        let tag = Tag {
            text: badge.clone().into(),
            classes: "govuk-tag--green".to_owned(),
            ..Tag::default()
        };
        view! {
            " "
            {tag.view()}
        }
    };
    view! {
        {boxed(look, word)}
        {section.badges.iter().map(badge).collect_view()}
    }
    .into_any()
}
