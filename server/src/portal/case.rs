//! One case of a round: whom it asks, who audits, who is kept out; and what an auditor is asked
//! first. It knows a case by its reference only.

use super::{
    RequestPortal, meeting,
    round::{Grades, case_row, found, head},
};
use crate::{
    case_reference,
    store::{
        BlockView, CaseView, OrganisationKind, OrganisationView, Page, PersonView, ReturnFilter,
        ReturnState, ReturnView, RoundView, Scoped,
    },
    time,
    web::WebError,
};
use fourlens_app::portal::{
    AgenciesPage, AgencyReturn, AskableAgency, BlockRow, BlocksPage, CampaignId, CaseId, CasePage,
    ConflictPage, OrganisationId, PersonId, Refusal, ReturnId, Role, RoundAttempt, RoundStep,
};
use std::collections::{HashMap, HashSet};

/// A case within reach and its round.
async fn case_and_round(scope: &Scoped, id: CaseId) -> Result<(CaseView, RoundView), WebError> {
    let case = scope.case(id).await?.ok_or(Refusal::NotFound)?;
    let round = found(scope, case.campaign).await?;
    Ok((case, round))
}

/// The returns about a case.
async fn returns_of(scope: &Scoped, case: &CaseView) -> Result<Vec<ReturnView>, WebError> {
    let all = scope
        .returns_of_campaign(case.campaign, &ReturnFilter::default(), Page::ALL)
        .await?;
    let own = |view: &ReturnView| view.case.as_ref().is_some_and(|of| of.id == case.id);
    Ok(all.into_iter().filter(own).collect())
}

/// One case.
pub(super) async fn case(
    portal: &RequestPortal,
    id: CaseId,
    attempt: RoundAttempt,
) -> Result<CasePage, WebError> {
    let scope = portal.scope()?;
    let (view, round) = case_and_round(&scope, id).await?;
    let returns = returns_of(&scope, &view).await?;
    let auditors = scope.auditors_of_case(id).await?;
    let blocks = scope.blocks_of_case(id).await?.unwrap_or_default();
    let kept_out = kept_out(&blocks);
    let grades = Grades::of(&scope, view.campaign).await?;
    let row = case_row(&view, &returns, &auditors, &grades);
    let form = portal.state().form(round.campaign.form_version).await?;
    let people = scope.people().await?;
    let parents = parents(&scope.organisations().await?);
    let candidates = row.agencies.iter().map(|agency| {
        let above = above(agency.organisation, &parents);
        candidates(&people, agency, &above, &kept_out)
    });
    Ok(CasePage {
        candidates: candidates.collect(),
        head: head(portal, &round).await?,
        due_on: round.due_on(RoundStep::Audit),
        closed: round.campaign.closed_at.is_some(),
        blocked: kept_out.len(),
        agreed: meeting::overall(&scope, &form, id).await?,
        case: row,
        attempt,
    })
}

type Parents = HashMap<OrganisationId, Option<OrganisationId>>;

fn parents(organisations: &[OrganisationView]) -> Parents {
    let pair = |of: &OrganisationView| (of.id, of.parent);
    organisations.iter().map(pair).collect()
}

/// An organisation and all that it belongs to.
fn above(of: OrganisationId, parents: &Parents) -> Vec<OrganisationId> {
    let parent = |of: &OrganisationId| parents.get(of).copied().flatten();
    std::iter::successors(Some(of), parent).collect()
}

/// Auditors of an organisation who can be named: not named already, not kept out.
fn candidates(
    people: &[PersonView],
    agency: &AgencyReturn,
    above: &[OrganisationId],
    kept_out: &HashSet<PersonId>,
) -> Vec<(PersonId, String)> {
    let audits = |person: &&PersonView| {
        let mut grants = person.grants.iter();
        grants.any(|grant| grant.role == Role::Auditor && above.contains(&grant.organisation))
    };
    let named = |person: &&PersonView| agency.auditors.iter().any(|of| of.person == person.id);
    let can_be = |person: &&PersonView| {
        person.disabled_at.is_none() && !named(person) && !kept_out.contains(&person.id)
    };
    let those = people.iter().filter(audits).filter(can_be);
    those
        .map(|person| (person.id, person.name.clone()))
        .collect()
}

/// Who is kept out now: the last row of each person counts.
fn kept_out(rows: &[BlockView]) -> HashSet<PersonId> {
    let mut out = HashSet::new();
    for row in rows {
        match row.lifted {
            true => out.remove(&row.person),
            false => out.insert(row.person),
        };
    }
    out
}

/// Who is kept out of a case, now and before.
pub(super) async fn blocks(
    portal: &RequestPortal,
    id: CaseId,
    attempt: RoundAttempt,
) -> Result<BlocksPage, WebError> {
    let scope = portal.scope()?;
    let (view, round) = case_and_round(&scope, id).await?;
    let rows = scope.blocks_of_case(id).await?.unwrap_or_default();
    let out = kept_out(&rows);
    let organisations = scope.organisations().await?;
    let people = scope.people().await?;
    let can_be = people
        .iter()
        .filter(|person| person.disabled_at.is_none() && !out.contains(&person.id));
    let can_be = can_be.map(|person| (person.id, described(person, &organisations)));
    Ok(BlocksPage {
        people: can_be.collect(),
        head: head(portal, &round).await?,
        case: (view.id, view.reference),
        blocks: block_rows(rows),
        attempt,
    })
}

/// A person with what they do where: "Mo Hale, auditor, Ostrelby Hospitals".
fn described(person: &PersonView, organisations: &[OrganisationView]) -> String {
    let Some(grant) = person.grants.first() else {
        return person.name.clone();
    };
    let place = organisations
        .iter()
        .find(|organisation| organisation.id == grant.organisation)
        .map_or_else(String::new, |found| format!(", {}", found.name));
    let title = grant.role.title().to_lowercase();
    format!("{}, {title}{place}", person.name)
}

/// Each block with what lifted it; those that stand first, the newest of each first.
fn block_rows(rows: Vec<BlockView>) -> Vec<BlockRow> {
    let erased = || "(erased)".to_string();
    let by = |row: &BlockView| row.by.clone().unwrap_or_else(|| "the portal".to_string());
    let mut blocks: Vec<BlockRow> = Vec::new();
    for row in rows {
        let (at, by) = (time::in_words(row.at), by(&row));
        let reason = row.reason.unwrap_or_else(erased);
        if !row.lifted {
            blocks.push(BlockRow {
                person: row.person,
                name: row.name,
                since: (at, by),
                reason,
                lifted: None,
            });
            continue;
        }
        let mut open = blocks.iter_mut().rev();
        if let Some(block) = open.find(|block| block.person == row.person) {
            block.lifted = Some((at, by, reason));
        }
    }
    blocks.reverse();
    blocks.sort_by_key(|block| block.lifted.is_some());
    blocks
}

/// A case to be added to a round.
pub(super) async fn new_case(
    portal: &RequestPortal,
    to: CampaignId,
    attempt: RoundAttempt,
) -> Result<AgenciesPage, WebError> {
    let scope = portal.scope()?;
    let round = found(&scope, to).await?;
    let prefix = case_reference::prefix(&round.theme, round.campaign.opens_on);
    let number = scope.highest_case_number(&prefix).await? + 1;
    let (agencies, others) = askable(&scope, &[]).await?;
    Ok(AgenciesPage {
        head: head(portal, &round).await?,
        case: None,
        proposed: case_reference::numbered(&prefix, number),
        agencies,
        others,
        attempt,
    })
}

/// Whom a case asks.
pub(super) async fn agencies(
    portal: &RequestPortal,
    id: CaseId,
    attempt: RoundAttempt,
) -> Result<AgenciesPage, WebError> {
    let scope = portal.scope()?;
    let (view, round) = case_and_round(&scope, id).await?;
    let returns = returns_of(&scope, &view).await?;
    let (agencies, others) = askable(&scope, &returns).await?;
    Ok(AgenciesPage {
        head: head(portal, &round).await?,
        proposed: view.reference.clone(),
        case: Some((view.id, view.reference)),
        agencies,
        others,
        attempt,
    })
}

/// The agencies with whatever else is asked, and the services and schools that are not.
async fn askable(
    scope: &Scoped,
    returns: &[ReturnView],
) -> Result<(Vec<AskableAgency>, Vec<(OrganisationId, String)>), WebError> {
    let organisations = scope.organisations().await?;
    let names: HashMap<_, _> = organisations.iter().map(|of| (of.id, &of.name)).collect();
    let (mut agencies, mut others) = (Vec::new(), Vec::new());
    for of in organisations.iter().filter(|of| of.closed_on.is_none()) {
        let own = returns.iter().find(|view| view.organisation.id == of.id);
        let parent = of.parent.and_then(|parent| names.get(&parent));
        match of.kind {
            OrganisationKind::Service if own.is_none() => {
                let under = parent.map_or_else(String::new, |name| format!(" ({name})"));
                others.push((of.id, format!("{}{under}", of.name)));
            }
            OrganisationKind::School if own.is_none() => others.push((of.id, of.name.clone())),
            OrganisationKind::Agency | OrganisationKind::Service | OrganisationKind::School => {
                agencies.push(AskableAgency {
                    id: of.id,
                    name: of.name.clone(),
                    asked: own.is_some(),
                    begun: own.is_some_and(|view| view.state != ReturnState::NotStarted),
                });
            }
            OrganisationKind::Partnership | OrganisationKind::Trust => {}
        }
    }
    agencies.sort_by_cached_key(|agency| agency.name.to_lowercase());
    others.sort_by_cached_key(|(_, name)| name.to_lowercase());
    Ok((agencies, others))
}

/// What an auditor is asked before they see anything of a case.
pub(super) async fn conflict(
    portal: &RequestPortal,
    id: ReturnId,
    attempt: RoundAttempt,
) -> Result<ConflictPage, WebError> {
    let named = portal.scope()?.named_returns().await?;
    let named = named.into_iter().find(|named| named.view.id == id);
    let named = named.ok_or(Refusal::NotFound)?;
    Ok(ConflictPage {
        return_id: id,
        reference: named.case.reference,
        round: named.view.campaign.title,
        organisation: named.view.organisation.name,
        declaration: named.declaration,
        attempt,
    })
}
