//! Gauges: shares that stand beside the scores, each a figure of its own with its rule. None is
//! mixed into a score.

use crate::charts::{Bar, BarChart, Tone};
use crate::govuk::{Cell, Table};
use crate::pages::figures::{numeric, same_numbers, table};
use crate::pages::parts::counted;
use crate::portal::{GaugeScore, GaugeShare, Scores};
use leptos::prelude::*;

/// Every gauge under its title.
pub(in crate::pages) fn gauges(scores: &Scores) -> AnyView {
    scores.gauges.iter().map(gauge).collect_view().into_any()
}

/// The titles of the gauges with the ids of their headings.
pub(in crate::pages) fn contents(scores: &Scores) -> Vec<(String, String)> {
    let gauges = scores.gauges.iter();
    gauges
        .map(|gauge| (gauge.title.clone(), heading_id(gauge)))
        .collect()
}

fn gauge(gauge: &GaugeScore) -> AnyView {
    let whole = match gauge.whole.with {
        Some(with) => format!(
            "{}: {} {} evidence that is in date.",
            gauge.title,
            words(gauge.whole),
            if with == 1 { "has" } else { "have" }
        ),
        None => format!("{}: not known while ratings are missing.", gauge.title),
    };
    let chart = BarChart {
        prefix: heading_id(gauge),
        title: format!("{} by section", gauge.title),
        description: format!(
            "A bar for each of {}: how many of its ratings have evidence that is in date.",
            counted(gauge.sections.len() as i64, "section")
        ),
        key: vec![(
            Tone::Own,
            "Ratings with evidence that is in date".to_owned(),
        )],
        bars: gauge.sections.iter().map(bar).collect(),
    };
    let title = format!("{} by section", gauge.title.to_lowercase());
    view! {
        <h2 class="govuk-heading-m" id=heading_id(gauge)>
            {gauge.title.clone()}
        </h2>
        <p class="govuk-body govuk-!-font-weight-bold">{whole}</p>
        <p class="govuk-body">{gauge.because.clone()}</p>
        {chart.view()}
        {same_numbers(&title, numbers(gauge))}
    }
    .into_any()
}

fn heading_id(gauge: &GaugeScore) -> String {
    format!("gauge-{}", gauge.id)
}

fn bar((id, title, share): &(String, String, GaugeShare)) -> Bar {
    Bar {
        label: format!("{id}. {title}"),
        tone: Tone::Own,
        words: words(*share),
        value: share.with.filter(|_| share.of > 0),
        max: share.of,
    }
}

fn words(share: GaugeShare) -> String {
    match (share.with, share.of) {
        (_, 0) => "No ratings".to_owned(),
        (Some(with), of) => format!("{with} of {}", counted(of, "rating")),
        (None, _) => "Not known yet".to_owned(),
    }
}

fn numbers(gauge: &GaugeScore) -> Table {
    let row = |(id, title, share): &(String, String, GaugeShare)| {
        let with = share
            .with
            .map_or_else(|| "Not known".to_owned(), |with| with.to_string());
        vec![
            format!("{id}. {title}").into(),
            numeric(with),
            numeric(share.of.to_string()),
        ]
    };
    let mut head = vec![Cell::from("Section")];
    head.extend(["With evidence that is in date", "Ratings"].map(numeric));
    table(head, gauge.sections.iter().map(row).collect())
}
