//! Saving a section: posted by the page's form, or change by change by its island.

use super::id;
use crate::{
    fill::{self, Control, MaySign, Saved},
    policy::Action,
    time,
    web::{WebError, json::JsonBody, render, visit::Visit},
};
use axum::{
    Extension, Form, Json,
    body::Body,
    extract::Path,
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{Refusal, ReturnId},
};
use serde::Deserialize;
use serde_json::{Map, Value as Json_, json};

/// Names and values in the order of the page.
type Fields = Vec<(String, String)>;

/// What the island posts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    fields: Fields,
}

/// Saves a section's page, then shows the next one, or the same where something is to be done.
pub async fn section(
    Extension(visit): Extension<Visit>,
    Path((return_id, section)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response<Body>, WebError> {
    let return_id: ReturnId = id(&return_id)?;
    let goes_on = fields
        .iter()
        .any(|(name, value)| name == "_go" && value == "next");
    // What is typed goes into an address: only what names a control does.
    let files_of = fields.iter().find(|(name, _)| name == "_files");
    let files_of = files_of.and_then(|(_, control)| control.parse::<Control>().ok());
    let files_of = files_of.map(|control| control.to_string());
    let saved = save(&visit, return_id, &section, fields).await?;
    if !saved.conflicts.is_empty() {
        let page =
            pages::section::page(&visit.portal(), return_id, &section, saved.attempt).await?;
        return render::page_with(&visit.state, page, StatusCode::CONFLICT).await;
    }
    let here = format!("/returns/{return_id}/sections/{section}");
    if let Some(control) = files_of {
        return Ok(Redirect::to(&super::evidence::address(return_id, &control)).into_response());
    }
    if let Some(table) = saved.rows_of {
        // Back to the table, where what is blank in a row just begun is no fault yet, and to the
        // title of that row. A table in a row is known by its button.
        let place = match saved.added {
            Some(row) => format!("{row}-title"),
            None if table.contains(':') => table.clone(),
            None => format!("q-{table}"),
        };
        let table_here = format!("{here}?rows={table}#{place}");
        return Ok(Redirect::to(&table_here).into_response());
    }
    if saved.stay || !goes_on {
        return Ok(Redirect::to(&here).into_response());
    }
    let to = match next(&visit, return_id, &section).await? {
        Some(after) => format!("/returns/{return_id}/sections/{after}"),
        None => format!("/returns/{return_id}/check"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Saves single answers while someone types.
pub async fn answers(
    Extension(visit): Extension<Visit>,
    Path((return_id, section)): Path<(String, String)>,
    JsonBody(typed): JsonBody<Typed>,
) -> Result<Response<Body>, WebError> {
    let only_answers = typed.fields.into_iter().filter(|(name, _)| {
        !["_add", "_remove", "_fill", "_files", "_go"].contains(&name.as_str())
    });
    let saved = save(&visit, id(&return_id)?, &section, only_answers.collect()).await?;
    let stored: Map<String, Json_> = saved
        .stored
        .into_iter()
        .map(|(control, (version, shown))| (control, json!({ "version": version, "shown": shown })))
        .collect();
    let conflicts: Vec<Json_> = saved
        .conflicts
        .into_iter()
        .map(|(control, theirs)| json!({ "control": control, "theirs": theirs }))
        .collect();
    let at = time::time_of_day(visit.state.clock.now());
    Ok(Json(json!({ "at": at, "stored": stored, "conflicts": conflicts })).into_response())
}

async fn save(
    visit: &Visit,
    return_id: ReturnId,
    section: &str,
    fields: Fields,
) -> Result<Saved, WebError> {
    let (scope, may_sign) = (visit.scope()?, may_sign(visit, return_id).await?);
    fill::save(&visit.state, &scope, return_id, section, &fields, may_sign).await
}

async fn may_sign(visit: &Visit, return_id: ReturnId) -> Result<MaySign, WebError> {
    Ok(
        match visit.may_with(Action::SubmitReturn, return_id).await? {
            true => MaySign::Yes,
            false => MaySign::No,
        },
    )
}

/// The section after this one on the journey as it stands now.
async fn next(
    visit: &Visit,
    return_id: ReturnId,
    section: &str,
) -> Result<Option<String>, WebError> {
    let loaded = fill::Loaded::load(&visit.state, &visit.scope()?, return_id).await?;
    let position = loaded
        .form
        .section_position(section)
        .ok_or(Refusal::NotFound)?;
    let journey = loaded.journey();
    let asks = |at: &usize| *at > position && !loaded.form.questions_of(*at).is_empty();
    let after = journey.sections().into_iter().find(asks);
    Ok(after.map(|at| loaded.form.sections()[at].id.clone()))
}
