//! What a person finds after signing in.

use super::{
    RequestPortal, meeting,
    return_::{complete, tasks},
};
use crate::{
    fill, jobs,
    policy::Action,
    publishing,
    store::{ReturnState as Stored, ReturnView, Scoped},
    time,
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{
    CampaignId, CaseDue, CaseFollowed, Declaration, Due, FormRow, Home, MeetingDue, OrganisationId,
    PastReturn, ReturnState, RoundStep, Upkeep,
};
use fourlens_forms::local::local_section;
use std::collections::HashMap;

/// What is due, and what was handed in before.
pub(super) async fn home(portal: &RequestPortal) -> Result<Home, WebError> {
    let (state, today) = (portal.state(), portal.state().today());
    let mut home = Home::default();
    let scope = portal.scope()?;
    let mine = scope.mine().await?;
    let tree = Tree::of(&mine);
    for view in &mine {
        if view.case.is_some() || tree.is_told_above(view) {
            continue;
        }
        let form = state.form(view.campaign.form_version).await?;
        let head = fill::head(view, &form);
        let services = tree.below(view);
        match &view.receipt {
            Some(receipt) if view.state == Stored::Submitted => home.past.push(PastReturn {
                id: view.id,
                organisation: head.organisation,
                campaign: head.campaign,
                reference: receipt.reference.clone(),
                submitted: time::in_words(receipt.submitted_at),
                services,
            }),
            _ if view.campaign.closed_at.is_none() => home.due.push(Due {
                progress: progress(portal, view).await?,
                head,
                services,
                state: state_of(view.state),
                opens_on: Some(view.campaign.opens_on).filter(|day| *day > today),
                closes_on: view.campaign.closes_on,
                days_left: time::days_until(today, view.campaign.closes_on),
                minutes: form.package().form.minutes,
            }),
            _ => {}
        }
    }
    home.due.sort_by_key(|due| due.closes_on);
    home.cases = cases(portal, &scope).await?;
    home.followed = followed(portal).await?;
    if let Some(scope) = portal.visit.scope_to(Action::AgreeGrade) {
        home.meetings = meeting::due(&scope).await?;
    }
    if portal.visit.scope_to(Action::SeeReport).is_some() {
        home.reports = reports(portal).await?;
    }
    Ok(home)
}

/// The returns about cases that the visitor is named for, by reference only.
async fn cases(portal: &RequestPortal, scope: &Scoped) -> Result<Vec<CaseDue>, WebError> {
    let today = portal.state().today();
    let mut cases = Vec::new();
    let meetings = match portal.visit.scope_to(Action::SeeMeeting) {
        Some(scope) => meeting::due(&scope).await?,
        None => Vec::new(),
    };
    for named in scope.named_returns().await? {
        let due_on = due_on(portal, &named.view).await?;
        let is_own = |meeting: &&MeetingDue| meeting.case == named.case.id;
        cases.push(CaseDue {
            meeting: meetings.iter().find(is_own).map(|meeting| meeting.case),
            return_id: named.view.id,
            reference: named.case.reference,
            round: named.view.campaign.title,
            organisation: named.view.organisation.name,
            state: state_of(named.view.state),
            declaration: named.declaration,
            due: (due_on, time::days_until(today, due_on)),
            closed: named.view.campaign.closed_at.is_some(),
        });
    }
    // What is left to do stands first.
    cases.sort_by_key(|case| {
        let done =
            case.state == ReturnState::Submitted || case.declaration == Declaration::Conflict;
        (done, case.due.0)
    });
    Ok(cases)
}

/// The published forms of case audits, by key and title: each has a report.
async fn reports(portal: &RequestPortal) -> Result<Vec<(String, String)>, WebError> {
    let mut reports = Vec::new();
    for row in forms(portal).await? {
        let latest = publishing::latest(portal.state(), &row.key).await?;
        if fill::is_about_a_case(&latest.form) {
            reports.push((row.key, row.title));
        }
    }
    Ok(reports)
}

/// The returns about cases that are audited for the visitor's agencies: only how far they are.
async fn followed(portal: &RequestPortal) -> Result<Vec<CaseFollowed>, WebError> {
    let Some(scope) = portal.visit.scope_to(Action::FollowCases) else {
        return Ok(Vec::new());
    };
    let mut followed = Vec::new();
    for (view, auditors) in scope.followed_returns().await? {
        let Some(case) = &view.case else { continue };
        followed.push(CaseFollowed {
            reference: case.reference.clone(),
            round: view.campaign.title.clone(),
            organisation: view.organisation.name.clone(),
            state: state_of(view.state),
            auditors,
            due_on: due_on(portal, &view).await?,
        });
    }
    Ok(followed)
}

/// The last day for a return: about a case, the day by which agencies audit.
pub(super) async fn due_on(
    portal: &RequestPortal,
    view: &ReturnView,
) -> Result<NaiveDate, WebError> {
    if view.case.is_none() {
        return Ok(view.campaign.closes_on);
    }
    // The days of a round are no secret to those who work in it.
    let system = portal.state().store.system("portal");
    let round = system.round(view.campaign.id).await?;
    Ok(round.map_or(view.campaign.closes_on, |round| {
        round.due_on(RoundStep::Audit)
    }))
}

/// Which returns lie below which: what an agency's services owe is told with what it owes itself.
struct Tree<'v> {
    by_place: HashMap<(CampaignId, OrganisationId), &'v ReturnView>,
}

impl<'v> Tree<'v> {
    fn of(views: &'v [ReturnView]) -> Tree<'v> {
        let place = |view: &'v ReturnView| ((view.campaign.id, view.organisation.id), view);
        Tree {
            by_place: views.iter().map(place).collect(),
        }
    }

    /// The returns of the same campaign above one, the nearest first.
    fn above(&self, view: &'v ReturnView) -> impl Iterator<Item = &'v ReturnView> {
        let above = |view: &&'v ReturnView| {
            let parent = view.organisation.parent?;
            self.by_place.get(&(view.campaign.id, parent)).copied()
        };
        std::iter::successors(above(&view), above)
    }

    /// Whether a return above it stands on the page, and leads to it.
    fn is_told_above(&self, view: &'v ReturnView) -> bool {
        let told = |above: &ReturnView| {
            above.state == Stored::Submitted || above.campaign.closed_at.is_none()
        };
        self.above(view).any(told)
    }

    /// How many of those below have handed in, and how many there are; none without any.
    fn below(&self, view: &'v ReturnView) -> Option<(usize, usize)> {
        let is_below = |other: &&&ReturnView| self.above(other).any(|above| above.id == view.id);
        let below: Vec<_> = self.by_place.values().filter(is_below).collect();
        let submitted = below.iter().filter(|view| view.state == Stored::Submitted);
        (!below.is_empty()).then(|| (submitted.count(), below.len()))
    }
}

/// How many sections of a return that is begun are complete, and how many there are.
async fn progress(
    portal: &RequestPortal,
    view: &ReturnView,
) -> Result<Option<(usize, usize)>, WebError> {
    if view.state != Stored::InProgress {
        return Ok(None);
    }
    let loaded = portal.load(view.id).await?;
    let tasks = tasks(&loaded, &loaded.journey());
    Ok(Some((complete(&tasks), tasks.len())))
}

/// How far a stored return has come.
pub(super) fn state_of(state: Stored) -> ReturnState {
    match state {
        Stored::NotStarted => ReturnState::NotStarted,
        Stored::InProgress => ReturnState::InProgress,
        Stored::Submitted => ReturnState::Submitted,
    }
}

/// The forms published here, the latest version of each.
pub(super) async fn forms(portal: &RequestPortal) -> Result<Vec<FormRow>, WebError> {
    let state = portal.state();
    // Which forms are asked here is no secret: their privacy notices are open to all.
    let versions = state.store.system("portal").form_versions().await?;
    let mut keys: Vec<String> = versions
        .into_iter()
        .map(|version| version.form_key)
        .collect();
    keys.dedup();
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let latest = publishing::latest(state, &key).await?;
        let package = latest.form.package();
        rows.push(FormRow {
            title: package.form.title.en().to_string(),
            number: latest.number,
            version: latest.hash.to_string()[..12].to_string(),
            published: time::in_words(latest.published_at),
            local: local_section(package).is_some(),
            key,
        });
    }
    Ok(rows)
}

/// What an administrator should know of the portal itself.
pub(super) async fn upkeep(portal: &RequestPortal) -> Result<Upkeep, WebError> {
    let waiting = jobs::mail_waiting(portal.state()).await?;
    let system = portal.state().store.system("portal");
    Ok(Upkeep {
        scans_files: portal.state().scanner.scans(),
        files_waiting: system.count_waiting_files().await?,
        sends_mail: portal.state().mailer.sends(),
        mail_waiting: waiting.count,
        mail_set_aside: jobs::mail_set_aside(portal.state()).await?,
        mail_since: waiting.since.map(time::in_words).unwrap_or_default(),
    })
}
