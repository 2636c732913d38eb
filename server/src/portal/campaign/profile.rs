//! What the submitted returns of a campaign say together, by section and by theme: from roll-ups,
//! and never as one number.

use super::submissions;
use crate::{
    directory::in_words,
    store::{Page, ReturnFilter, RollUp, Scoped},
    web::WebError,
};
use fourlens_app::portal::{
    BandShare, CampaignFilter, CampaignId, OrganisationId, SectionProfile, ThemeProfile,
};
use fourlens_forms::{definition::Audience, form::Form};

/// What the returns that a filter asks for say together. Those of an agency and its services are
/// few, and are counted anew.
pub(super) async fn rolled_up(
    scope: &Scoped,
    id: CampaignId,
    filter: &CampaignFilter,
) -> Result<RollUp, WebError> {
    if let Some(agency) = filter.agency {
        let within = ReturnFilter {
            within: Some(agency),
            ..ReturnFilter::default()
        };
        let listed = scope.returns_of_campaign(id, &within, Page::ALL).await?;
        let facts = scope.facts_of(&submissions(&listed)).await?;
        return Ok(RollUp::of(facts.values().map(Vec::as_slice)));
    }
    let rolled = scope.roll_ups(id, &[&group(filter)]).await?;
    let first = rolled.into_iter().next();
    Ok(first.map(|(_, roll_up)| roll_up).unwrap_or_default())
}

/// The roll-up a filter reads: all, one phase or one type. A phase goes before a type.
fn group(filter: &CampaignFilter) -> String {
    match (&filter.phase, &filter.school_type) {
        (Some(phase), _) => format!("phase:{phase}"),
        (None, Some(kind)) => format!("type:{kind}"),
        (None, None) => "all".to_string(),
    }
}

/// The profile of what was handed in.
pub(super) struct Profile<'a> {
    pub(super) form: &'a Form,
    pub(super) roll_up: RollUp,
}

impl Profile<'_> {
    /// Sections by band.
    pub(super) fn sections(&self) -> Vec<SectionProfile> {
        let package = self.form.package();
        let profiles = package.sections.iter().filter_map(|section| {
            let measure = format!("section.{}", section.id);
            let tally = self.roll_up.tally("rating", &measure)?;
            let bands: Vec<BandShare> = package
                .bands
                .iter()
                .map(|band| BandShare {
                    band: band.id.clone(),
                    label: band.label.en().to_string(),
                    returns: tally.bands.get(&band.id).copied().unwrap_or(0),
                })
                .collect();
            let banded: i64 = bands.iter().map(|share| share.returns).sum();
            let title = section.title.en().to_string();
            Some(SectionProfile {
                id: section.id.clone(),
                title,
                bands,
                without: tally.submissions - banded,
            })
        });
        profiles.collect()
    }

    /// Themes by points.
    pub(super) fn themes(&self) -> Vec<ThemeProfile> {
        let profiles = self.form.package().themes.iter().filter_map(|theme| {
            let measure = format!("theme.{}", theme.id);
            let tally = self.roll_up.tally("rating", &measure)?;
            Some(ThemeProfile {
                id: theme.id.clone(),
                title: theme.title.en().to_string(),
                value: tally.value,
                max: tally.max,
                returns: tally.valued,
            })
        });
        profiles.collect()
    }

    /// Whom it counts.
    pub(super) fn whom(
        &self,
        filter: &CampaignFilter,
        agencies: &[(OrganisationId, String)],
    ) -> String {
        let overall = self.roll_up.tally("rating", "overall");
        let count = overall.map_or(0, |tally| tally.submissions);
        if self.form.package().form.audience != Audience::School {
            return of_agencies(count, filter.agency, agencies);
        }
        let schools = if count == 1 { "school" } else { "schools" };
        match (&filter.phase, &filter.school_type) {
            (Some(phase), _) => format!("{count} {} {schools}", in_words(phase).to_lowercase()),
            (None, Some(kind)) => format!(
                "{count} {schools} of type {}",
                in_words(kind).to_lowercase()
            ),
            (None, None) => format!("{count} {schools}"),
        }
    }
}

/// How many agencies and services, or how many returns of the one that is asked for.
fn of_agencies(
    count: i64,
    agency: Option<OrganisationId>,
    agencies: &[(OrganisationId, String)],
) -> String {
    let named = agencies.iter().find(|(id, _)| Some(*id) == agency);
    match (named, agency, count) {
        (Some((_, name)), _, 1) => format!("1 return from {name} and its services"),
        (Some((_, name)), ..) => format!("{count} returns from {name} and its services"),
        (None, Some(_), _) => format!("{count} returns"),
        (None, None, 1) => "1 agency or service".to_string(),
        (None, None, _) => format!("{count} agencies and services"),
    }
}
