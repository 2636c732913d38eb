//! What a return's scores say: sections by band with the reason for each, critical questions
//! that fail, themes, and what the school says of itself. A score that is not known yet is
//! never a low number: it says what is missing.

use crate::charts::{Bar, BarChart, Tone, percent};
use crate::govuk::{Cell, Details, SummaryList, SummaryRow, Table, WarningText};
use crate::pages::figures::{numeric, wide};
use crate::pages::parts::counted;
use crate::portal::{Scores, SectionScore};
use leptos::prelude::*;

const NOT_SCORED: &str = "Not scored yet";
const NOT_APPLICABLE: &str = "Not applicable";

/// Critical questions that fail, before anything else; nothing where none does, which the
/// sentence about the whole says.
pub(in crate::pages) fn critical(scores: &Scores) -> AnyView {
    let failing = match scores.critical.len() {
        0 => return ().into_any(),
        1 => "1 critical question fails".to_owned(),
        all => format!("{all} critical questions fail"),
    };
    let items = scores.critical.iter().map(|(id, asks)| {
        view! { <li>{format!("{id}: {asks}")}</li> }
    });
    let warning = WarningText {
        text: failing.into(),
        ..WarningText::default()
    };
    view! {
        {warning.view()}
        <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
    }
    .into_any()
}

/// Sections by band: as a chart, with the reason for each, and as a table.
pub(in crate::pages) fn sections(scores: &Scores) -> AnyView {
    let chart = BarChart {
        prefix: "profile".to_owned(),
        title: "Points by section, with bands".to_owned(),
        description: format!(
            "A bar for each of {}: points reached of those that could be, with its band. The \
             same numbers stand in the table after it.",
            counted(scores.sections.len() as i64, "section")
        ),
        key: key(scores),
        bars: scores.sections.iter().map(bar).collect(),
    };
    view! {
        <h2 class="govuk-heading-m">"Sections"</h2>
        <p class="govuk-body">{scores.overall.clone()}</p>
        {chart.view()}
        {missing(scores)}
        {reasons(scores)}
        <h3 class="govuk-heading-s" id="sections">
            "Sections: bands and points"
        </h3>
        {wide("sections", table(scores))}
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
    let table = Table {
        head: vec!["Theme".into(), numeric("Points"), numeric("Share")],
        rows: scores.themes.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    };
    view! {
        <h2 class="govuk-heading-m" id="themes">
            "Themes"
        </h2>
        <p class="govuk-body">
            "A question counts in each of its themes. Themes have points and no band."
        </p>
        {wide("themes", table)}
    }
    .into_any()
}

/// What the school says of itself, apart from its score.
pub(in crate::pages) fn own_rating(scores: &Scores) -> AnyView {
    let Some(rating) = &scores.own_rating else {
        return ().into_any();
    };
    let row = SummaryRow {
        key: "Own rating".into(),
        value: rating.clone().into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: vec![row],
        ..SummaryList::default()
    };
    view! {
        <h2 class="govuk-heading-m">"What the school says of itself"</h2>
        {list.view()}
        <p class="govuk-body">"This is shown beside the scores. It is not part of any of them."</p>
    }
    .into_any()
}

fn bar(section: &SectionScore) -> Bar {
    let tone = section
        .band
        .as_ref()
        .map_or(Tone::Own, |(band, _)| Tone::of_band(band, 0));
    let words = match (&section.band, section.value) {
        (Some((_, band)), Some(_)) => format!("{band}: {} points", points(section)),
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
    for section in &scores.sections {
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
fn points(score: &SectionScore) -> String {
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
    let row = |section: &SectionScore| {
        vec![
            format!("{}. {}", section.id, section.title).into(),
            band(section).into(),
            numeric(points(section)),
            numeric(section.n.to_string()),
            numeric(section.na.to_string()),
        ]
    };
    let mut head: Vec<Cell> = vec!["Section".into(), "Band".into()];
    let figures = ["Points", "Questions that count", "Not applicable"];
    head.extend(figures.map(numeric));
    Table {
        head,
        rows: scores.sections.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    }
}

/// The band as a word in a box.
fn band(section: &SectionScore) -> AnyView {
    let (look, word) = match &section.band {
        Some((band, word)) => (band.as_str(), word.clone()),
        None => ("none", "No band".to_owned()),
    };
    let known = ["red", "amber", "green"].contains(&look);
    let class = format!("band band--{}", if known { look } else { "none" });
    view! { <span class=class>{word}</span> }.into_any()
}
