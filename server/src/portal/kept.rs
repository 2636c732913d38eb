//! What the partnership keeps: its priorities, and the settings of its forms.

use super::{RequestPortal, local};
use crate::{
    publishing,
    store::{Priority, Scoped},
    web::WebError,
};
use fourlens_app::portal::{
    FormSettings, ListRow, Priorities, PriorityAttempt, PriorityRow, SettingsAttempt, SwitchRow,
};
use fourlens_forms::kept;

/// Every priority there has been, by where it stands today.
pub(super) async fn priorities(
    portal: &RequestPortal,
    attempt: PriorityAttempt,
) -> Result<Priorities, WebError> {
    let today = portal.state().today();
    let scope = portal.scope()?;
    let mut shown = Priorities {
        asked_by: asked_by(portal, &scope).await?,
        once: Some(portal.state().random.id()),
        attempt,
        ..Priorities::default()
    };
    for priority in scope.priorities().await? {
        let group = match priority.is_current(today) {
            true => &mut shown.current,
            false if priority.first_day > today => &mut shown.coming,
            false => &mut shown.past,
        };
        group.push(row(priority));
    }
    Ok(shown)
}

fn row(of: Priority) -> PriorityRow {
    PriorityRow {
        key: of.key,
        title: of.title,
        first_day: of.first_day,
        last_day: of.last_day,
        version: of.version,
    }
}

/// The titles of the forms whose latest version asks about priorities.
async fn asked_by(portal: &RequestPortal, scope: &Scoped) -> Result<Vec<String>, WebError> {
    let mut keys: Vec<String> = Vec::new();
    for version in scope.form_versions().await? {
        if !keys.contains(&version.form_key) {
            keys.push(version.form_key);
        }
    }
    let mut titles = Vec::new();
    for key in keys {
        let latest = publishing::latest(portal.state(), &key).await?;
        let package = latest.form.package();
        if kept::asks_for_priorities(package) {
            titles.push(package.form.title.en().to_string());
        }
    }
    Ok(titles)
}

/// What is kept of a form's latest version.
pub(super) async fn form_settings(
    portal: &RequestPortal,
    key: &str,
    attempt: SettingsAttempt,
) -> Result<FormSettings, WebError> {
    let latest = publishing::latest(portal.state(), key).await?;
    let package = latest.form.package();
    let switches = package.switches.iter().map(|switch| SwitchRow {
        id: switch.id.clone(),
        title: switch.title.en().to_string(),
        on: switch.on,
    });
    let lists = package.lists.iter().map(|list| ListRow {
        title: list.title.en().to_string(),
        items: list
            .items
            .iter()
            .map(|item| item.title.en().to_string())
            .collect(),
        is_priorities: list.id == kept::PRIORITIES,
    });
    Ok(FormSettings {
        key: key.to_string(),
        form: package.form.title.en().to_string(),
        number: latest.number,
        version: latest.hash.to_string(),
        switches: switches.collect(),
        months: kept::months_of(package.form.cycle),
        lists: lists.collect(),
        campaigns: local::open_campaigns(portal, &latest).await?,
        attempt,
    })
}
