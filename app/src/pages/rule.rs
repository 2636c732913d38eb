//! How points and bands are given, in sight of the figures that follow from it.

use super::bands::rank;
use crate::portal::{BandRule, ScoringRule};
use leptos::prelude::*;

/// The rule: what a rating gives, what critical means, and each band's sentence, worst first.
pub(super) fn rule(rule: &ScoringRule) -> AnyView {
    let mut bands: Vec<&BandRule> = rule.bands.iter().collect();
    bands.sort_by_key(|band| rank(&band.band));
    let band = |band: &BandRule| {
        view! {
            <li>
                <b>{band.label.clone()}</b>
                ": "
                {band.because.clone()}
            </li>
        }
    };
    let bands = bands.into_iter().map(band).collect_view();
    let badges = (!rule.badges.is_empty()).then(|| {
        view! {
            <p class="govuk-body">"A section can earn a badge besides its band:"</p>
            <ul class="govuk-list govuk-list--bullet">
                {rule.badges.iter().map(band).collect_view()}
            </ul>
        }
    });
    view! {
        <p class="govuk-body">
            {format!("Each question gives {}. ", rule.points)}
            "Critical questions are the ones that children’s safety hangs on most: they can "
            "decide a section’s band whatever its points. The bands are:"
        </p>
        <ul class="govuk-list govuk-list--bullet">{bands}</ul>
        {badges}
    }
    .into_any()
}
