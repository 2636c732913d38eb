//! What a person finds after signing in.

use super::{
    RequestPortal,
    return_::{complete, tasks},
};
use crate::{
    fill, jobs, publishing,
    store::{ReturnState as Stored, ReturnView},
    time,
    web::WebError,
};
use fourlens_app::portal::{Due, FormRow, Home, PastReturn, ReturnState, Upkeep};
use fourlens_forms::local::local_section;

/// What is due, and what was handed in before.
pub(super) async fn home(portal: &RequestPortal) -> Result<Home, WebError> {
    let (state, today) = (portal.state(), portal.state().today());
    let mut home = Home::default();
    for view in portal.scope()?.mine().await? {
        let form = state.form(view.campaign.form_version).await?;
        let head = fill::head(&view, &form);
        match &view.receipt {
            Some(receipt) if view.state == Stored::Submitted => home.past.push(PastReturn {
                id: view.id,
                organisation: head.organisation,
                campaign: head.campaign,
                reference: receipt.reference.clone(),
                submitted: time::in_words(receipt.submitted_at),
            }),
            _ if view.campaign.closed_at.is_none() => home.due.push(Due {
                progress: progress(portal, &view).await?,
                head,
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
    Ok(home)
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
        mail_waiting: waiting.count,
        mail_since: waiting.since.map(time::in_words).unwrap_or_default(),
    })
}
