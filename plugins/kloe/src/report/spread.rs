//! How often each grade was given: by agency, by the theme of the audit and by quarter.

use super::{AUDITS, answer, cell, size};
use crate::counted::Counted;
use fourlens_contract::{CountRow, CountTable, ReportedReturn, Tile};
use std::collections::BTreeMap;

/// What the audits are told apart by.
struct Breakdown {
    id: &'static str,
    title: &'static str,
    rows_are: &'static str,
    label: for<'a> fn(&ReportedReturn<'a>) -> &'a str,
}

const BREAKDOWNS: [Breakdown; 3] = [
    Breakdown {
        id: "by_agency",
        title: "by agency",
        rows_are: "Agency",
        label: |of| of.organisation,
    },
    Breakdown {
        id: "by_theme",
        title: "by theme of the audit",
        rows_are: "Theme of the audit",
        label: |of| of.theme,
    },
    Breakdown {
        id: "by_quarter",
        title: "by quarter",
        rows_are: "Quarter",
        label: |of| of.quarter,
    },
];

/// One tile for each way of telling the audits apart.
pub(super) fn tiles(grade: &Counted<'_>, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
    BREAKDOWNS
        .iter()
        .map(|breakdown| tile(grade, breakdown, returns))
        .collect()
}

fn tile(grade: &Counted<'_>, breakdown: &Breakdown, returns: &[ReportedReturn<'_>]) -> Tile {
    let mut groups: BTreeMap<&str, Vec<&ReportedReturn<'_>>> = BTreeMap::new();
    for of in returns.iter().filter(|of| of.facts.is_some()) {
        groups.entry((breakdown.label)(of)).or_default().push(of);
    }
    let rows = groups
        .iter()
        .map(|(label, audits)| row(grade, label, audits));
    let order = &grade.order;
    let best_first = order.places.iter().rev().map(|of| of.label.en());
    let outside = order.outside.iter().map(|of| of.label.en());
    let columns = best_first
        .chain(["Graded"])
        .chain(outside)
        .chain(["No grade"]);
    Tile {
        id: format!("{}.{}", grade.measure, breakdown.id),
        title: format!("{}: grades {}", grade.title, breakdown.title),
        table: CountTable {
            counts: AUDITS.to_string(),
            because: "Each audit counts once, under the grade its agency gave. Percentages are of those graded.".to_string(),
            rows_are: breakdown.rows_are.to_string(),
            columns: columns.map(str::to_string).collect(),
            rows: rows.collect(),
        },
        figures: Vec::new(),
        notes: vec![
            "Grades are counted, and never averaged: they are an order and not numbers.".to_string(),
            "A child whom several agencies audited counts once for each of them.".to_string(),
        ],
    }
}

fn row(grade: &Counted<'_>, label: &str, audits: &[&ReportedReturn<'_>]) -> CountRow {
    let with = |wanted: &dyn Fn(Option<&str>) -> bool| -> Vec<&ReportedReturn<'_>> {
        let audits = audits.iter().copied();
        audits
            .filter(|of| wanted(answer(of, &grade.measure)))
            .collect()
    };
    let place = |answer: Option<&str>| grade.order.place(answer?);
    let graded = with(&|answer| place(answer).is_some());
    let n = size(graded.len());
    let known = |answer: Option<&str>| answer.and_then(|value| grade.order.label(value)).is_some();
    let mut cells: Vec<_> = (0..grade.order.places.len())
        .rev()
        .map(|at| cell(&with(&|answer| place(answer) == Some(at)), Some(n)))
        .collect();
    cells.push(cell(&graded, None));
    for outside in &grade.order.outside {
        cells.push(cell(&with(&|answer| answer == Some(&outside.value)), None));
    }
    cells.push(cell(&with(&|answer| !known(answer)), None));
    CountRow {
        label: label.to_string(),
        cells,
    }
}
