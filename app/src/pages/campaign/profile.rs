//! The profile of what was handed in: sections by band as chart and table, themes as a table.

use crate::charts::{Part, Stack, StackedChart, Tone, percent};
use crate::govuk::{Cell, Table};
use crate::pages::bands::worst_first;
use crate::pages::figures::{self, numeric, same_numbers};
use crate::pages::parts::counted;
use crate::pages::rule::rule;
use crate::portal::{BandShare, CampaignPage, SectionProfile, ThemeProfile};
use fourlens_forms::definition::Audience;
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
            {rule(&page.rule)}
            {sections(page)}
            {themes(&page.themes)}
        }
        .into_any(),
    };
    let counts = match page.campaign.audience {
        Audience::School => {
            "The profile counts the submitted returns of the phase and the type chosen in the \
             filter. State and name do not change it."
        }
        Audience::Agency | Audience::Case => {
            "The profile counts the submitted returns of the agency chosen in the filter, with \
             those of its services. State and name do not change it."
        }
    };
    view! {
        <h2 class="govuk-heading-m" id="profile">
            {format!("Profile of {}", page.profiled)}
        </h2>
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <p class="govuk-body">{counts}</p>
                {body}
            </div>
        </div>
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
            "A bar for each of {}, divided by how many returns have each band.",
            counted(page.sections.len() as i64, "section")
        ),
        stacks: page.sections.iter().map(stack).collect(),
    };
    view! {
        {chart.view()}
        {same_numbers("sections by band", section_table(&page.sections))}
    }
    .into_any()
}

fn section_table(sections: &[SectionProfile]) -> Table {
    let bands = sections.first().map(|section| section.bands.as_slice());
    let words = worst_first(bands.unwrap_or_default())
        .into_iter()
        .map(|band| band.label.clone());
    let without = sections.iter().any(|section| section.without > 0);
    let mut head = vec![Cell::from("Section")];
    head.extend(
        words
            .chain(without.then(|| NO_BAND.to_owned()))
            .map(numeric),
    );
    let row = |section: &SectionProfile| {
        let mut row: Vec<Cell> = vec![titled(&section.id, &section.title).into()];
        let bands = worst_first(&section.bands).into_iter();
        row.extend(bands.map(|band| numeric(band.returns.to_string())));
        row.extend(without.then(|| numeric(section.without.to_string())));
        row
    };
    figures::table(head, sections.iter().map(row).collect())
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
    let table = figures::table(head, themes.iter().map(row).collect());
    view! {
        <h3 class="govuk-heading-s" id="themes">
            "Themes: share of the points that could be reached"
        </h3>
        {table.view()}
    }
    .into_any()
}

fn in_section(section: &SectionProfile) -> i64 {
    section.without + section.bands.iter().map(|band| band.returns).sum::<i64>()
}

fn titled(id: &str, title: &str) -> String {
    format!("{id}. {title}")
}
