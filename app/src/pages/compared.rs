//! A return beside the one before it, and beside those of others.

use super::figures::{numeric, same_numbers, table};
use crate::charts::{Pair, PairedChart, percent};
use crate::govuk::{InsetText, Table};

use crate::portal::{ComparedSection, Comparison, Trend, TrendSection};
use leptos::prelude::*;

/// A comparison by section, in whole percent of the points that could be reached.
struct Beside {
    prefix: &'static str,
    title: String,
    description: String,
    own: &'static str,
    other: String,
    pairs: Vec<Pair>,
}

/// Change since the return before.
pub(super) fn trend(trend: Option<&Trend>) -> AnyView {
    let body = match trend {
        None => view! {
            <p class="govuk-body">"There is no earlier return to compare this one with."</p>
        }
        .into_any(),
        Some(trend) => {
            let pair = |section: &TrendSection| Pair {
                label: format!("{}. {}", section.id, section.title),
                own: section.now.and_then(|(value, max)| percent(value, max)),
                other: section.before.and_then(|(value, max)| percent(value, max)),
            };
            Beside {
                prefix: "change",
                title: format!("Change since {}", trend.campaign),
                description: "For each section the share of points in this return, above the \
                              share in the earlier one."
                    .to_owned(),
                own: "Now",
                other: trend.campaign.clone(),
                pairs: trend.sections.iter().map(pair).collect(),
            }
            .view()
        }
    };
    view! {
        <h2 class="govuk-heading-m" id="change">
            "Change since the last return"
        </h2>
        {body}
    }
    .into_any()
}

/// The others under this heading, or why they cannot be shown.
pub(super) fn comparison(
    heading: &'static str,
    comparison: &Result<Comparison, String>,
) -> AnyView {
    let body = match comparison {
        Err(because) => InsetText {
            content: because.clone().into(),
            ..InsetText::default()
        }
        .view(),
        Ok(comparison) => {
            let pair = |section: &ComparedSection| Pair {
                label: format!("{}. {}", section.id, section.title),
                own: section.own,
                other: section.others,
            };
            Beside {
                prefix: "others",
                title: format!("Compared with {}", comparison.whom),
                description: "For each section your share of the points, above the share of \
                              the others together."
                    .to_owned(),
                own: "You",
                other: "others together".to_owned(),
                pairs: comparison.sections.iter().map(pair).collect(),
            }
            .view()
        }
    };
    view! {
        <h2 class="govuk-heading-m" id="others">
            {heading}
        </h2>
        {body}
    }
    .into_any()
}

impl Beside {
    fn view(self) -> AnyView {
        let table = self.table();
        let table = same_numbers(&self.title, table);
        let chart = PairedChart {
            prefix: self.prefix.to_owned(),
            title: self.title,
            description: self.description,
            own: self.own.to_owned(),
            other: self.other,
            pairs: self.pairs,
        };
        view! {
            {chart.view()}
            {table}
        }
        .into_any()
    }

    fn table(&self) -> Table {
        let row = |pair: &Pair| {
            vec![
                pair.label.clone().into(),
                numeric(share(pair.own)),
                numeric(share(pair.other)),
                difference(pair).into(),
            ]
        };
        let head = vec![
            "Section".into(),
            numeric(self.own),
            numeric(self.other.clone()),
            "Difference".into(),
        ];
        table(head, self.pairs.iter().map(row).collect())
    }
}

fn share(share: Option<i64>) -> String {
    share.map_or_else(|| "Not known".to_owned(), |share| format!("{share}%"))
}

/// The difference in words, because an arrow or a colour says nothing to some.
fn difference(pair: &Pair) -> String {
    match pair.own.zip(pair.other).map(|(own, other)| own - other) {
        None => "Cannot be told".to_owned(),
        Some(0) => "The same".to_owned(),
        Some(points @ 1..) => format!("{points} points higher"),
        Some(points) => format!("{} points lower", -points),
    }
}
