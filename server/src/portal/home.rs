//! What a person finds after signing in.

use super::RequestPortal;
use crate::{fill, store::ReturnState as Stored, time, web::WebError};
use fourlens_app::portal::{Due, FormRow, Home, PastReturn, ReturnState};

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
                head,
                state: state_of(view.state),
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
    let mut rows: Vec<FormRow> = Vec::new();
    // Which forms are asked here is no secret: their privacy notices are open to all.
    for version in portal
        .state()
        .store
        .system("portal")
        .form_versions()
        .await?
    {
        let form = portal.state().form(version.hash).await?;
        rows.push(FormRow {
            key: version.form_key,
            title: form.package().form.title.en().to_string(),
            number: version.number,
            version: version.hash.to_string()[..12].to_string(),
            published: time::in_words(version.published_at),
        });
    }
    rows.sort_by(|one, other| (&one.key, other.number).cmp(&(&other.key, one.number)));
    rows.dedup_by(|later, first| later.key == first.key);
    Ok(rows)
}
