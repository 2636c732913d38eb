//! An audit round as its host sees it: its timetable, its cohort, who is missing, who has a
//! conflict. Nothing here opens an answer.

use super::RequestPortal;
use crate::{
    clock::UnixMillis,
    fill::is_about_a_case,
    publishing,
    store::{AuditorView, CaseView, Page, ReturnFilter, ReturnView, RoundView, Scoped},
    time,
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{
    AgencyReturn, CASE_SHOWS, CampaignId, CaseId, CaseRow, CaseShow, ConflictTold, Declaration,
    NamedAuditor, NewRoundPage, Refusal, ReturnId, ReturnState, RoundAttempt, RoundHead, RoundPage,
    RoundStep, StepRow, StepStanding, TimetablePage,
};
use std::collections::HashMap;

/// Cases on one page of the list.
const A_PAGE: usize = 20;

/// A round with a page of those of its cases that are shown.
pub(super) async fn round(
    portal: &RequestPortal,
    id: CampaignId,
    show: CaseShow,
    page: usize,
) -> Result<RoundPage, WebError> {
    let scope = portal.scope()?;
    let view = found(&scope, id).await?;
    let cohort = cohort(&scope, &view).await?;
    let agencies = || cohort.iter().flat_map(|case| &case.agencies);
    let standing = |state| agencies().filter(|agency| agency.state == state).count();
    let asked = cohort.iter().filter(|case| !case.withdrawn);
    let asked = asked.flat_map(|case| &case.agencies);
    let shown: Vec<&CaseRow> = cohort.iter().filter(|case| case.is_in(show)).collect();
    let pages = shown.len().div_ceil(A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let on_page = shown.iter().skip((page - 1) * A_PAGE).take(A_PAGE);
    Ok(RoundPage {
        head: head(portal, &view).await?,
        closed: view.campaign.closed_at.is_some(),
        steps: steps(&view, portal.state().today()),
        counts: (
            standing(ReturnState::NotStarted),
            standing(ReturnState::InProgress),
            standing(ReturnState::Submitted),
        ),
        cohort: cohort.len(),
        without_auditor: asked.filter(|agency| agency.lacks_auditor()).count(),
        conflicts: cohort.iter().flat_map(conflicts).collect(),
        cases: on_page.map(|case| (*case).clone()).collect(),
        show,
        found: CASE_SHOWS
            .map(|(show, ..)| (show, cohort.iter().filter(|case| case.is_in(show)).count()))
            .to_vec(),
        page: (page, pages),
        done: None,
    })
}

/// A round within reach.
pub(super) async fn found(scope: &Scoped, id: CampaignId) -> Result<RoundView, WebError> {
    Ok(scope.round(id).await?.ok_or(Refusal::NotFound)?)
}

/// What every page of a round says at its top.
pub(super) async fn head(portal: &RequestPortal, view: &RoundView) -> Result<RoundHead, WebError> {
    let form = portal.state().form(view.campaign.form_version).await?;
    Ok(RoundHead {
        id: view.campaign.id,
        title: view.campaign.title.clone(),
        form: form.package().form.title.en().to_string(),
        form_key: form.package().form.key.clone(),
    })
}

/// The steps, and which of them is to be done on this day: the first whose last day has not
/// passed.
fn steps(view: &RoundView, today: NaiveDate) -> Vec<StepRow> {
    let now = view.steps.iter().position(|(_, due)| *due >= today);
    let steps = view.steps.iter().enumerate();
    let row = |(place, (step, due_on)): (usize, &(RoundStep, NaiveDate))| StepRow {
        step: *step,
        due_on: *due_on,
        standing: match now {
            Some(now) if place == now => StepStanding::Now,
            Some(now) if place > now => StepStanding::Ahead,
            _ => StepStanding::Past,
        },
    };
    steps.map(row).collect()
}

/// Every case of a round within reach, with whom it asks and who audits.
async fn cohort(scope: &Scoped, view: &RoundView) -> Result<Vec<CaseRow>, WebError> {
    let id = view.campaign.id;
    let returns = scope
        .returns_of_campaign(id, &ReturnFilter::default(), Page::ALL)
        .await?;
    let auditors = scope.auditors_of_round(id).await?;
    let grades = Grades::of(scope, id).await?;
    let cases = scope.cases_of_round(id).await?;
    let row = |case: &CaseView| case_row(case, &returns, &auditors, &grades);
    Ok(cases.iter().map(row).collect())
}

/// Which grades of a round are locked, and of which cases they are shown; and since when.
pub(super) struct Grades {
    locked: HashMap<ReturnId, UnixMillis>,
    shown: HashMap<CaseId, UnixMillis>,
}

impl Grades {
    pub(super) async fn of(scope: &Scoped, round: CampaignId) -> Result<Grades, WebError> {
        Ok(Grades {
            locked: scope.locks_of_round(round).await?,
            shown: scope.shown_cases(round).await?,
        })
    }
}

/// A case with those of these returns, auditors and grades that are its own.
pub(super) fn case_row(
    case: &CaseView,
    returns: &[ReturnView],
    auditors: &[AuditorView],
    grades: &Grades,
) -> CaseRow {
    let own = |view: &&ReturnView| view.case.as_ref().is_some_and(|of| of.id == case.id);
    let agency = |view: &ReturnView| {
        let named = auditors.iter().filter(|auditor| {
            auditor.case == case.id && auditor.organisation == view.organisation.id
        });
        let receipt = view.receipt.as_ref();
        AgencyReturn {
            organisation: view.organisation.id,
            name: view.organisation.name.clone(),
            return_id: view.id,
            state: super::home::state_of(view.state),
            submitted: receipt.map(|receipt| time::in_words(receipt.submitted_at)),
            locked: grades.locked.get(&view.id).copied().map(time::in_words),
            auditors: named.map(named_auditor).collect(),
        }
    };
    CaseRow {
        id: case.id,
        reference: case.reference.clone(),
        withdrawn: case.withdrawn,
        shown: grades.shown.get(&case.id).copied().map(time::in_words),
        agencies: returns.iter().filter(own).map(agency).collect(),
    }
}

fn named_auditor(view: &AuditorView) -> NamedAuditor {
    NamedAuditor {
        person: view.person,
        name: view.name.clone(),
        declaration: view.declaration,
        reason: view.reason.clone(),
    }
}

/// The conflicts declared in a case.
fn conflicts(case: &CaseRow) -> Vec<ConflictTold> {
    let of_agency = |agency: &AgencyReturn| {
        let told = |auditor: &NamedAuditor| {
            (auditor.declaration == Declaration::Conflict).then(|| ConflictTold {
                case: case.id,
                reference: case.reference.clone(),
                organisation: agency.name.clone(),
                auditor: auditor.name.clone(),
                open: agency.lacks_auditor() && !case.withdrawn,
            })
        };
        agency.auditors.iter().filter_map(told).collect::<Vec<_>>()
    };
    case.agencies.iter().flat_map(of_agency).collect()
}

/// A round to be opened, of a published form of case audits.
pub(super) async fn new_round(
    portal: &RequestPortal,
    attempt: RoundAttempt,
) -> Result<NewRoundPage, WebError> {
    let state = portal.state();
    // Which forms are asked here is no secret: their privacy notices are open to all.
    let versions = state.store.system("portal").form_versions().await?;
    let mut keys: Vec<String> = versions.into_iter().map(|row| row.form_key).collect();
    keys.sort();
    keys.dedup();
    let mut forms = Vec::new();
    for key in keys {
        let latest = publishing::latest(state, &key).await?;
        if is_about_a_case(&latest.form) {
            let title = latest.form.package().form.title.en().to_string();
            forms.push((key, title));
        }
    }
    Ok(NewRoundPage {
        id: state.random.id(),
        forms,
        attempt,
    })
}

/// A round's timetable.
pub(super) async fn timetable(
    portal: &RequestPortal,
    id: CampaignId,
    attempt: RoundAttempt,
) -> Result<TimetablePage, WebError> {
    let view = found(&portal.scope()?, id).await?;
    Ok(TimetablePage {
        head: head(portal, &view).await?,
        steps: view.steps,
        attempt,
    })
}
