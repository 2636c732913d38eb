//! The standards of every service: how many have which band, and which service has which.

use super::list::{Reader, link};
use crate::charts::{Part, Stack, StackedChart, Tone};
use crate::govuk::{Cell, Table};
use crate::pages::bands::{boxed, worst_first};
use crate::pages::figures::{nothing, numeric, same_numbers, table};
use crate::pages::parts::counted;
use crate::portal::{BandShare, ReturnState, ServicesPage, ServicesSection};
use leptos::prelude::*;

const NO_BAND: &str = "No band";

/// A bar for each standard, divided by how many services have each band.
pub(super) fn by_band(page: &ServicesPage) -> AnyView {
    let without = page.sections.iter().any(|section| none_of(section) > 0);
    let stack = |section: &ServicesSection| {
        let bands = worst_first(&section.bands).into_iter().enumerate();
        let part = |(place, share): (usize, &BandShare)| Part {
            tone: Tone::of_band(&share.band, place),
            label: share.label.clone(),
            count: share.returns,
        };
        let mut parts: Vec<Part> = bands.map(part).collect();
        parts.extend(without.then(|| Part {
            tone: Tone::Blank,
            label: NO_BAND.to_owned(),
            count: none_of(section),
        }));
        Stack {
            label: titled(section),
            parts,
        }
    };
    let chart = StackedChart {
        prefix: "standards".to_owned(),
        title: "Standards by band".to_owned(),
        description: format!(
            "A bar for each of {}, divided by how many services have each band.",
            counted(page.sections.len() as i64, "standard")
        ),
        stacks: page.sections.iter().map(stack).collect(),
    };
    view! {
        {chart.view()}
        {same_numbers("standards by band", numbers(page, without))}
    }
    .into_any()
}

fn numbers(page: &ServicesPage, without: bool) -> Table {
    let bands = page
        .sections
        .first()
        .map(|section| worst_first(&section.bands));
    let bands = bands.unwrap_or_default().into_iter();
    let mut head = vec![Cell::from("Standard")];
    head.extend(bands.map(|band| numeric(band.label.clone())));
    head.extend(without.then(|| numeric(NO_BAND)));
    let row = |section: &ServicesSection| {
        let mut row: Vec<Cell> = vec![titled(section).into()];
        let bands = worst_first(&section.bands).into_iter();
        row.extend(bands.map(|band| numeric(band.returns.to_string())));
        row.extend(without.then(|| numeric(none_of(section).to_string())));
        row
    };
    table(head, page.sections.iter().map(row).collect())
}

/// Every service that has submitted with the band of each standard. On a narrow page each service
/// stands as a list of its standards, several beside each other.
pub(super) fn each(page: &ServicesPage, reader: Reader) -> AnyView {
    let mut head = vec![Cell::from("Service")];
    head.extend(page.sections.iter().map(short));
    let services = page.services.rows.iter();
    let submitted = services.filter(|service| service.state == ReturnState::Submitted);
    let row = |(place, service)| {
        let mut row: Vec<Cell> = vec![link(service, reader).into()];
        let bands = page.sections.iter().map(|section| section.each.get(place));
        row.extend(bands.map(|band| cell(band.and_then(Option::as_ref))));
        row
    };
    let matrix = Table {
        rows: submitted.enumerate().map(row).collect(),
        classes: "app-matrix".to_owned(),
        ..table(head, Vec::new())
    };
    view! {
        <p class="govuk-body">
            "Each standard goes by the number that stands before its title above."
        </p>
        {matrix.view()}
    }
    .into_any()
}

/// The id of a standard to see, its title to hear.
fn short(section: &ServicesSection) -> Cell {
    Cell {
        attributes: vec![("aria-label", titled(section))],
        ..section.id.clone().into()
    }
}

fn cell(band: Option<&(String, String)>) -> Cell {
    let Some((band, word)) = band else {
        return nothing();
    };
    boxed(band, word).into()
}

fn none_of(section: &ServicesSection) -> i64 {
    section.each.iter().filter(|band| band.is_none()).count() as i64
}

fn titled(section: &ServicesSection) -> String {
    format!("{}. {}", section.id, section.title)
}
