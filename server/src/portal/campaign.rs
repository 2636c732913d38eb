//! A campaign as those see it who chase and report: from returns, facts and roll-ups.

use super::{RequestPortal, rule};
use crate::{
    directory::in_words,
    plugins,
    store::{
        CampaignView, FactPack, Page, ReturnFilter, ReturnState as Stored, ReturnView, RollUp,
    },
    time,
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{
    BandShare, CampaignFilter, CampaignId, CampaignPage, CampaignRow, Refusal, ReturnRow,
    ReturnState, SectionProfile, SubmissionId, ThemeProfile,
};
use fourlens_forms::{form::Form, question::date_in_words};
use std::collections::HashMap;

/// Returns on one page of the list.
const A_PAGE: u64 = 25;

/// The campaigns that the visitor chases and reads.
pub(super) async fn campaigns(portal: &RequestPortal) -> Result<Vec<CampaignRow>, WebError> {
    let mut rows = Vec::new();
    for view in portal.scope()?.campaigns().await? {
        let form = portal.state().form(view.form_version).await?;
        rows.push(row(&view, &form, portal.state().today()));
    }
    Ok(rows)
}

fn row(view: &CampaignView, form: &Form, today: NaiveDate) -> CampaignRow {
    CampaignRow {
        id: view.id,
        title: view.title.clone(),
        form: form.package().form.title.en().to_string(),
        audience: form.package().form.audience,
        opens_on: view.opens_on,
        closes_on: view.closes_on,
        opens_later: view.opens_on > today,
        closed: view.closed_at.is_some(),
        asked: view.not_started + view.in_progress + view.submitted,
        submitted: view.submitted,
    }
}

/// Who has returned, and the profile of those who have.
pub(super) async fn campaign(
    portal: &RequestPortal,
    id: CampaignId,
    filter: &CampaignFilter,
) -> Result<CampaignPage, WebError> {
    let scope = portal.scope()?;
    let view = scope.campaign(id).await?.ok_or(Refusal::NotFound)?;
    let form = portal.state().form(view.form_version).await?;
    let wanted = stored(filter);
    let found = scope.count_returns(id, &wanted).await?;
    let pages = pages(found);
    let page = filter.page.clamp(1, pages);
    let shown = Page {
        offset: u32::try_from((page - 1) * A_PAGE).unwrap_or(u32::MAX),
        limit: A_PAGE as u32,
    };
    let listed = scope.returns_of_campaign(id, &wanted, shown).await?;
    let facts = scope.facts_of(&submissions(&listed)).await?;
    let returns = listed.iter().map(|view| return_row(view, &form, &facts));
    let (phases, types) = scope.asked_phases_and_types(id).await?;
    let group = group(filter);
    let rolled = scope.roll_ups(id, &[&group]).await?;
    let profile = Profile {
        form: &form,
        roll_up: rolled.first().map(|(_, roll_up)| roll_up),
    };
    Ok(CampaignPage {
        campaign: row(&view, &form, portal.state().today()),
        counts: (view.not_started, view.in_progress, view.submitted),
        days_left: time::days_until(portal.state().today(), view.closes_on),
        sections: profile.sections(),
        themes: profile.themes(),
        profiled: profile.whom(filter),
        returns: returns.collect(),
        found: found.unsigned_abs(),
        first: (page - 1) * A_PAGE + 1,
        pages,
        filter: CampaignFilter {
            page,
            ..filter.clone()
        },
        phases: with_words(phases),
        types: with_words(types),
        rule: rule::of(&form),
    })
}

fn pages(returns: i64) -> u64 {
    returns.unsigned_abs().div_ceil(A_PAGE).max(1)
}

fn submissions(listed: &[ReturnView]) -> Vec<SubmissionId> {
    let receipts = listed.iter().filter_map(|view| view.receipt.as_ref());
    receipts.map(|receipt| receipt.submission).collect()
}

/// Values of the directory, each with its words.
fn with_words(values: Vec<String>) -> Vec<(String, String)> {
    let pair = |value: String| {
        let words = in_words(&value);
        (value, words)
    };
    values.into_iter().map(pair).collect()
}

fn stored(filter: &CampaignFilter) -> ReturnFilter {
    ReturnFilter {
        phase: filter.phase.clone(),
        school_type: filter.school_type.clone(),
        state: filter.state.map(|state| match state {
            ReturnState::NotStarted => Stored::NotStarted,
            ReturnState::InProgress => Stored::InProgress,
            ReturnState::Submitted => Stored::Submitted,
        }),
        name_contains: filter.name.clone(),
    }
}

/// The roll-up a filter reads: all, one phase or one type. A phase goes before a type.
fn group(filter: &CampaignFilter) -> String {
    match (&filter.phase, &filter.school_type) {
        (Some(phase), _) => format!("phase:{phase}"),
        (None, Some(kind)) => format!("type:{kind}"),
        (None, None) => "all".to_string(),
    }
}

fn return_row(
    view: &ReturnView,
    form: &Form,
    facts: &HashMap<SubmissionId, Vec<FactPack>>,
) -> ReturnRow {
    let packs = view
        .receipt
        .as_ref()
        .and_then(|receipt| facts.get(&receipt.submission))
        .map_or(&[][..], Vec::as_slice);
    let sections: Vec<_> = plugins::facts(packs)
        .filter(|fact| fact.measure.starts_with("section."))
        .collect();
    let bands = form.package().bands.iter().map(|band| BandShare {
        band: band.id.clone(),
        label: band.label.en().to_string(),
        returns: sections
            .iter()
            .filter(|fact| fact.band.as_ref() == Some(&band.id))
            .count() as i64,
    });
    let critical = plugins::facts(packs).find(|fact| fact.measure == "overall");
    let word = |value: &Option<String>| value.as_deref().map(in_words).unwrap_or_default();
    ReturnRow {
        id: view.id,
        organisation: view.organisation.name.clone(),
        urn: view.organisation.urn.clone(),
        phase: word(&view.organisation.phase),
        school_type: word(&view.organisation.school_type),
        state: super::home::state_of(view.state),
        receipt: view.receipt.as_ref().map(|receipt| {
            (
                receipt.reference.clone(),
                time::in_words(receipt.submitted_at),
            )
        }),
        changed: view
            .saved_at
            .map(|saved| date_in_words(time::local(saved).date_naive())),
        bands: if packs.is_empty() {
            Vec::new()
        } else {
            bands.collect()
        },
        critical: critical
            .map(|fact| fact.critical.clone())
            .unwrap_or_default(),
    }
}

struct Profile<'a> {
    form: &'a Form,
    roll_up: Option<&'a RollUp>,
}

impl Profile<'_> {
    fn sections(&self) -> Vec<SectionProfile> {
        let package = self.form.package();
        let profiles = package.sections.iter().filter_map(|section| {
            let tally = self
                .roll_up?
                .tally("rating", &format!("section.{}", section.id))?;
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

    fn themes(&self) -> Vec<ThemeProfile> {
        let profiles = self.form.package().themes.iter().filter_map(|theme| {
            let tally = self
                .roll_up?
                .tally("rating", &format!("theme.{}", theme.id))?;
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

    fn whom(&self, filter: &CampaignFilter) -> String {
        let count = self
            .roll_up
            .and_then(|roll_up| roll_up.tally("rating", "overall"))
            .map_or(0, |tally| tally.submissions);
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
