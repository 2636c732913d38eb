//! Publishing versions of forms, and which version an open campaign may ask: what the browser
//! and the command line have in common. It must not know a page.

use crate::{
    clock::UnixMillis,
    forms::FormError,
    state::State,
    store::{FormHash, Published, PublishedDraft, Scoped, StoreError},
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{FormDraftId, Refusal};
use fourlens_forms::{
    change::{ChangeKind, changes},
    definition::ListItem,
    form::{BuildProblem, Form},
    kept,
    text::Text,
};
use std::{collections::BTreeSet, sync::Arc};

/// The newest version of a form.
pub struct Latest {
    /// Its name.
    pub hash: FormHash,
    /// Which version it is.
    pub number: i64,
    /// The form.
    pub form: Arc<Form>,
    /// When its wording was published first.
    pub published_at: UnixMillis,
}

/// The newest published version of a form.
///
/// # Errors
/// `NotFound` when the form was never published here.
pub async fn latest(state: &State, key: &str) -> Result<Latest, WebError> {
    let found = latest_if_any(state, key).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// The newest published version of a form; none when it was never published here.
///
/// # Errors
/// When the database fails, or holds a version that this build cannot run.
pub async fn latest_if_any(state: &State, key: &str) -> Result<Option<Latest>, FormError> {
    // Which forms are asked here is no secret: their privacy notices are open to all.
    let found = state.store.system("publishing").latest_form(key).await?;
    let Some(version) = found else {
        return Ok(None);
    };
    Ok(Some(Latest {
        hash: version.hash,
        number: version.number,
        form: state.form(version.hash).await?,
        published_at: version.published_at,
    }))
}

/// The ids of questions in every version of a form: they are never used again.
///
/// # Errors
/// When the database fails, or holds a version that this build cannot run.
pub async fn ids_ever_used(state: &State, key: &str) -> Result<Vec<String>, FormError> {
    let mut used = BTreeSet::new();
    for version in state.store.system("publishing").form_versions().await? {
        if version.form_key == key {
            let form = state.form(version.hash).await?;
            used.extend(
                form.entries()
                    .iter()
                    .map(|entry| entry.question.id().to_string()),
            );
        }
    }
    Ok(used.into_iter().collect())
}

/// Publishes a form; the same form again is the same version.
///
/// # Errors
/// When the database fails.
pub async fn publish(scope: &Scoped, form: &Form) -> Result<Published, StoreError> {
    let package = serde_json::to_string(form.package()).expect("a package is JSON");
    scope.publish(&form.package().form.key, &package).await
}

/// Publishes a form made of the version `seen`; whether that was still the latest. If it was not,
/// nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn publish_after(
    scope: &Scoped,
    seen: FormHash,
    form: &Form,
) -> Result<bool, StoreError> {
    let package = serde_json::to_string(form.package()).expect("a package is JSON");
    let key = &form.package().form.key;
    Ok(scope.publish_after(seen, key, &package).await?.is_some())
}

/// The version that a campaign opened on a day asks: the form's latest with the priorities that
/// are current then, published if it was not before.
///
/// # Errors
/// When the database fails, or the form does not work with these priorities.
pub async fn asked_from(
    scope: &Scoped,
    latest: &Form,
    first_day: NaiveDate,
) -> Result<FormHash, PublishError> {
    let Some(form) = with_priorities(scope, latest, first_day).await? else {
        return Ok(FormHash(*latest.version()));
    };
    publish(scope, &form).await?;
    Ok(FormHash(*form.version()))
}

/// A form with the priorities that are current on a day; none when it asks about none.
///
/// # Errors
/// When the database fails, or the form does not work with these priorities.
pub async fn with_priorities(
    scope: &Scoped,
    latest: &Form,
    day: NaiveDate,
) -> Result<Option<Form>, PublishError> {
    let package = latest.package();
    if !kept::asks_for_priorities(package) {
        return Ok(None);
    }
    let all = scope.priorities().await?;
    let mut current: Vec<_> = all
        .into_iter()
        .filter(|priority| priority.is_current(day))
        .collect();
    current.sort_by_key(|priority| priority.first_day);
    let items = current.into_iter().map(|priority| ListItem {
        id: priority.key,
        title: Text::english(priority.title),
    });
    let package = kept::with_items(package.clone(), kept::PRIORITIES, items.collect());
    Form::build(package)
        .map(Some)
        .map_err(PublishError::Unsound)
}

/// Why a version could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The form does not work so.
    #[error("the form does not work with what is kept for it: {}", .0.iter().map(|problem| format!("{}: {}", problem.place, problem.message)).collect::<Vec<_>>().join("; "))]
    Unsound(Vec<BuildProblem>),
}

/// Publishes a definition that was kept until now, as long as it is the upload `seen` and
/// `latest` is still the form's latest version.
///
/// # Errors
/// When the database fails.
pub async fn publish_draft(
    scope: &Scoped,
    (draft, seen): (FormDraftId, i64),
    latest: Option<FormHash>,
    form: &Form,
) -> Result<PublishedDraft, StoreError> {
    let package = serde_json::to_string(form.package()).expect("a package is JSON");
    let key = &form.package().form.key;
    scope
        .publish_form_draft(draft, seen, latest, key, &package)
        .await
}

/// Why a campaign that asks `now` cannot ask `next` while it is open, in a sentence; none when
/// it can: every answer given so far stays proper and counts as it did.
pub fn why_not_asked(now: &Form, next: &Form) -> Option<String> {
    let grave = changes(now, next)
        .into_iter()
        .find(|change| change.kind > ChangeKind::Compatible)?;
    let (place, what) = (grave.place, grave.what);
    Some(format!(
        "Answers given so far would not fit the newer version ({place} {what}). It can be asked from the next campaign on."
    ))
}
