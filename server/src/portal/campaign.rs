//! A campaign as those see it who chase and report: from returns, facts and roll-ups.

mod profile;

use super::{RequestPortal, rule};
use crate::{
    directory::in_words,
    plugins,
    policy::Action,
    store::{
        CampaignView, FactPack, OrganisationKind, Page, ReturnFilter, ReturnOrder,
        ReturnState as Stored, ReturnView, Scoped,
    },
    time,
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{
    BandShare, CampaignDays, CampaignFilter, CampaignId, CampaignPage, CampaignRow, ClosedReturn,
    OrganisationId, Refusal, ReturnRow, ReturnState, RoundAttempt, SubmissionId,
};
use fourlens_forms::{definition::Audience, form::Form, question::date_in_words};
use profile::{Profile, rolled_up};
use std::collections::{HashMap, HashSet};

/// Returns on one page of the list.
const A_PAGE: u64 = 25;

/// The last day of a campaign and its close.
pub(super) async fn days(
    portal: &RequestPortal,
    id: CampaignId,
    attempt: RoundAttempt,
) -> Result<CampaignDays, WebError> {
    let view = portal.scope()?.campaign(id).await?;
    let view = view.ok_or(Refusal::NotFound)?;
    let form = portal.state().form(view.form_version).await?;
    let head = &form.package().form;
    Ok(CampaignDays {
        id,
        is_round: head.audience == Audience::Case,
        closes_on: view.closes_on,
        closed: view.closed_at.map(time::in_words),
        counts: (view.not_started, view.in_progress, view.submitted),
        drafts_days: head.retention.map(|retention| retention.drafts_days),
        title: view.title,
        attempt,
    })
}

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
    let wanted = stored(filter, &form);
    let found = scope.count_returns(id, &wanted).await?;
    let pages = pages(found);
    let page = filter.page.clamp(1, pages);
    let shown = Page {
        offset: u32::try_from((page - 1) * A_PAGE).unwrap_or(u32::MAX),
        limit: A_PAGE as u32,
    };
    let listed = scope.returns_of_campaign(id, &wanted, shown).await?;
    let facts = scope.facts_of(&submissions(&listed)).await?;
    let above = agencies_of(&scope, &listed).await?;
    let returns = listed.iter().map(|view| ReturnRow {
        part_of: above_of(view).and_then(|above_it| above.get(&above_it).cloned()),
        ..return_row(view, &form, &facts)
    });
    let (phases, types) = scope.asked_phases_and_types(id).await?;
    let agencies = scope.asked_agencies(id).await?;
    let profile = Profile {
        form: &form,
        roll_up: rolled_up(&scope, id, filter).await?,
    };
    Ok(CampaignPage {
        campaign: row(&view, &form, portal.state().today()),
        counts: (view.not_started, view.in_progress, view.submitted),
        days_left: time::days_until(portal.state().today(), view.closes_on),
        sections: profile.sections(),
        themes: profile.themes(),
        profiled: profile.whom(filter, &agencies),
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
        agencies: agencies
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        rule: rule::of(&form),
        closed_since: closed_since(&scope, id, portal.state().today()).await?,
        may_keep: portal.visit.scope_to(Action::OpenCampaign).is_some(),
    })
}

/// Returns not handed in of organisations that have closed since they were asked.
async fn closed_since(
    scope: &Scoped,
    id: CampaignId,
    today: NaiveDate,
) -> Result<Vec<ClosedReturn>, WebError> {
    let closed = scope.returns_of_closed(id, today).await?.into_iter();
    let rows = closed.map(|view| ClosedReturn {
        closed: view
            .organisation
            .closed_on
            .map(date_in_words)
            .unwrap_or_default(),
        organisation: view.organisation.name,
        begun: view.state != Stored::NotStarted,
    });
    Ok(rows.collect())
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

fn stored(filter: &CampaignFilter, form: &Form) -> ReturnFilter {
    ReturnFilter {
        within: filter.agency,
        order: match form.package().form.audience {
            Audience::Agency => ReturnOrder::Tree,
            Audience::School | Audience::Case => ReturnOrder::Name,
        },
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

/// What a service is part of.
fn above_of(view: &ReturnView) -> Option<OrganisationId> {
    let is_service = view.organisation.kind == OrganisationKind::Service;
    view.organisation.parent.filter(|_| is_service)
}

/// The names of what the services among these returns are part of.
async fn agencies_of(
    scope: &Scoped,
    listed: &[ReturnView],
) -> Result<HashMap<OrganisationId, String>, WebError> {
    let above: HashSet<_> = listed.iter().filter_map(above_of).collect();
    match above.is_empty() {
        true => Ok(HashMap::new()),
        false => Ok(scope.organisation_names(above).await?),
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
    let word = |value: &Option<String>| value.as_deref().map(in_words).unwrap_or_default();
    ReturnRow {
        id: view.id,
        organisation_id: view.organisation.id,
        organisation: view.organisation.name.clone(),
        part_of: None,
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
        bands: match packs.is_empty() {
            true => Vec::new(),
            false => bands_of(packs, form),
        },
        critical: failing(packs, form),
    }
}

/// How many sections have which band, in the form's order of bands.
pub(super) fn bands_of(packs: &[FactPack], form: &Form) -> Vec<BandShare> {
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
    bands.collect()
}

/// The critical questions that fail, by number.
pub(super) fn failing(packs: &[FactPack], form: &Form) -> Vec<String> {
    let overall = plugins::facts(packs).find(|fact| fact.measure == "overall");
    let ids = overall.into_iter().flat_map(|fact| &fact.critical);
    ids.map(|id| form.called(id).to_string()).collect()
}
