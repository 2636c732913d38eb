//! The profile of what was handed in: sections by band as chart and table, themes as a table.

use super::bands::worst_first;
use crate::charts::{Part, Stack, StackedChart, Tone, percent};
use crate::govuk::{Cell, Table};
use crate::pages::figures::{numeric, wide};
use crate::pages::parts::counted;
use crate::portal::{BandShare, CampaignPage, SectionProfile, ThemeProfile};
use leptos::prelude::*;

const NO_BAND: &str = "No band";

/// Sections and themes of the returns that were asked for.
pub(super) fn profile(page: &CampaignPage) -> AnyView {
    let counted: i64 = page.sections.iter().map(in_section).max().unwrap_or(0);
    let body = match counted {
        0 => view! {
            <p class="govuk-body">
                "Nothing that matches has been submitted yet. The profile appears with the first \
                 submitted return."
            </p>
        }
        .into_any(),
        _ => view! {
            {sections(page)}
            {themes(&page.themes)}
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-m">{format!("Profile of {}", page.profiled)}</h2>
        {body}
    }
    .into_any()
}

fn sections(page: &CampaignPage) -> AnyView {
    let stack = |section: &SectionProfile| {
        let bands = worst_first(&section.bands).into_iter().enumerate();
        let part = |(place, share): (usize, &BandShare)| Part {
            tone: Tone::of_band(&share.band, place),
            label: share.label.clone(),
            count: share.returns,
        };
        let mut parts: Vec<Part> = bands.map(part).collect();
        if page.sections.iter().any(|section| section.without > 0) {
            parts.push(Part {
                tone: Tone::Blank,
                label: NO_BAND.to_owned(),
                count: section.without,
            });
        }
        Stack {
            label: titled(&section.id, &section.title),
            parts,
        }
    };
    let chart = StackedChart {
        prefix: "sections".to_owned(),
        title: "Sections by band".to_owned(),
        description: format!(
            "A bar for each of {}, divided by how many returns have each band. The same numbers \
             stand in the table after it.",
            counted(page.sections.len() as i64, "section")
        ),
        stacks: page.sections.iter().map(stack).collect(),
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{chart.view()}</div>
        </div>
        <h3 class="govuk-heading-s" id="sections-by-band">
            "Sections by band: number of returns"
        </h3>
        {wide("sections-by-band", section_table(&page.sections))}
    }
    .into_any()
}

fn section_table(sections: &[SectionProfile]) -> Table {
    let bands = sections.first().map(|section| section.bands.as_slice());
    let words = worst_first(bands.unwrap_or_default())
        .into_iter()
        .map(|band| band.label.clone());
    let mut head = vec![Cell::from("Section")];
    head.extend(words.chain([NO_BAND.to_owned()]).map(numeric));
    let row = |section: &SectionProfile| {
        let mut row: Vec<Cell> = vec![titled(&section.id, &section.title).into()];
        let bands = worst_first(&section.bands).into_iter();
        row.extend(bands.map(|band| numeric(band.returns.to_string())));
        row.push(numeric(section.without.to_string()));
        row
    };
    Table {
        head,
        rows: sections.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    }
}

fn themes(themes: &[ThemeProfile]) -> AnyView {
    if themes.is_empty() {
        return ().into_any();
    }
    let row = |theme: &ThemeProfile| {
        let share = percent(theme.value, theme.max).map(|share| format!("{share}%"));
        vec![
            theme.title.clone().into(),
            numeric(share.unwrap_or_else(|| "None counted".to_owned())),
            numeric(format!("{} of {}", theme.value, theme.max)),
            numeric(theme.returns.to_string()),
        ]
    };
    let mut head = vec![Cell::from("Theme")];
    head.extend(["Share of points", "Points", "Returns"].map(numeric));
    let table = Table {
        head,
        rows: themes.iter().map(row).collect(),
        first_cell_is_header: true,
        ..Table::default()
    };
    view! {
        <h3 class="govuk-heading-s" id="themes">
            "Themes: points reached of those that could be"
        </h3>
        {wide("themes", table)}
    }
    .into_any()
}

fn in_section(section: &SectionProfile) -> i64 {
    section.without + section.bands.iter().map(|band| band.returns).sum::<i64>()
}

fn titled(id: &str, title: &str) -> String {
    format!("{id}. {title}")
}
