//! What the submitted returns of a campaign say together, as far as someone reaches, by section and
//! by theme, and never as one number.

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

/// Submissions whose facts are read at a time.
const A_SLICE: usize = 500;

/// What the returns that a filter asks for say together, of those within reach: whoever reads the
/// profile may read each of them by name. A roll-up counts everyone, so it is for those only who
/// reach everyone; and of an agency with its services, or of a phase and a type together, there is
/// none.
pub(super) async fn rolled_up(
    scope: &Scoped,
    id: CampaignId,
    filter: &CampaignFilter,
) -> Result<RollUp, WebError> {
    if let Some(group) = group(filter)
        && scope.reaches_all_of(id).await?
    {
        let rolled = scope.roll_ups(id, &[&group]).await?;
        let first = rolled.into_iter().next();
        return Ok(first.map(|(_, roll_up)| roll_up).unwrap_or_default());
    }
    let counted = ReturnFilter {
        within: filter.agency,
        phase: filter.phase.clone(),
        school_type: filter.school_type.clone(),
        ..ReturnFilter::default()
    };
    let listed = scope.returns_of_campaign(id, &counted, Page::ALL).await?;
    let mut packs = Vec::new();
    for slice in submissions(&listed).chunks(A_SLICE) {
        packs.extend(scope.facts_of(slice).await?.into_values());
    }
    Ok(RollUp::of(packs.iter().map(Vec::as_slice)))
}

/// The roll-up of what a filter asks for, if one counts just that: all, one phase or one type.
fn group(filter: &CampaignFilter) -> Option<String> {
    match (&filter.agency, &filter.phase, &filter.school_type) {
        (None, None, None) => Some("all".to_string()),
        (None, Some(phase), None) => Some(format!("phase:{phase}")),
        (None, None, Some(kind)) => Some(format!("type:{kind}")),
        _ => None,
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
        let word = |value: &String| in_words(value).to_lowercase();
        let phase = filter.phase.as_ref().map(word);
        let phase = phase.map_or_else(String::new, |phase| format!("{phase} "));
        let kind = filter.school_type.as_ref().map(word);
        let kind = kind.map_or_else(String::new, |kind| format!(" of type {kind}"));
        format!("{count} {phase}{schools}{kind}")
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
