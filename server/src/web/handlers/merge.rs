//! One organisation becomes a part of another: chosen, previewed, done, undone.

use super::{
    id,
    posted::{Fields, field, problem},
};
use crate::{
    store::MergeOutcome,
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{MergeId, OrganisationId, Refusal, RoundAttempt},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

const MOVED: &str = "Someone changed one of the two after you opened this page. Nothing was merged. Look at what would move now, then merge";
const UNFIT: &str = "These two cannot become one: they are of different kinds, one stands below the other, or one is merged already. Choose another";
const LATER: &str = "What they became a part of was merged itself since. Undo that merge first";

/// What is looked for, and what is chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    words: String,
    into: String,
    done: String,
}

/// What can be merged with what.
pub async fn merging(
    Extension(visit): Extension<Visit>,
    Path(of): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Page {
    let said = match wanted.done.as_str() {
        "undone" => Some("The merge was undone. What it moved is back."),
        _ => None,
    };
    let attempt = RoundAttempt {
        done: said.map(str::to_owned),
        ..RoundAttempt::default()
    };
    let into = match wanted.into.as_str() {
        "" => None,
        into => Some(id(into)?),
    };
    draw(
        &visit,
        id(&of)?,
        &wanted.words,
        into,
        attempt,
        StatusCode::OK,
    )
    .await
}

/// Merges. The same page posted twice merges once.
pub async fn merge(
    Extension(visit): Extension<Visit>,
    Path(of): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (from, into): (OrganisationId, OrganisationId) = (id(&of)?, id(field(&fields, "into"))?);
    let merge: MergeId = id(field(&fields, "merge"))?;
    let version = |name: &str| field(&fields, name).parse().unwrap_or(0);
    let (one, other) = (
        (from, version("from_version")),
        (into, version("into_version")),
    );
    let today = visit.state.today();
    let scope = visit.scope()?;
    let (why, into, status) = match scope.merge_organisations(merge, one, other, today).await? {
        MergeOutcome::Done => {
            return Ok(Redirect::to(&format!("/directory/{into}?done=merged")).into_response());
        }
        MergeOutcome::NotFound => return Err(Refusal::NotFound.into()),
        MergeOutcome::Unfit | MergeOutcome::LaterFirst => {
            (UNFIT, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        MergeOutcome::Moved => (MOVED, Some(into), StatusCode::CONFLICT),
    };
    let attempt = RoundAttempt {
        problems: problem("merge", why),
        ..RoundAttempt::default()
    };
    draw(&visit, from, "", into, attempt, status).await
}

/// Undoes a merge. Undone twice is undone once.
pub async fn undo(
    Extension(visit): Extension<Visit>,
    Path(of): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let of: OrganisationId = id(&of)?;
    let merge: MergeId = id(field(&fields, "merge"))?;
    match visit.scope()?.undo_merge(merge).await? {
        MergeOutcome::Done => {
            Ok(Redirect::to(&format!("/directory/{of}/merge?done=undone")).into_response())
        }
        MergeOutcome::LaterFirst => {
            let attempt = RoundAttempt {
                problems: problem("merges", LATER),
                ..RoundAttempt::default()
            };
            draw(&visit, of, "", None, attempt, StatusCode::CONFLICT).await
        }
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn draw(
    visit: &Visit,
    of: OrganisationId,
    words: &str,
    into: Option<OrganisationId>,
    attempt: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::merging::page(&visit.portal(), of, words, into, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
