//! The pages of those who chase, report and administer, and the scores file.

use super::id;
use crate::{
    portal::score_rows,
    publishing,
    store::{OrganisationKind, Scoped, StoreError, Subject, SubmittedFacts},
    web::{Room, WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderValue, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{CampaignFilter, CampaignId, OrganisationId, Refusal, ReturnState},
};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use tokio::sync::mpsc;

type Page = Result<Response<Body>, WebError>;

/// Submissions read at once for the scores file.
const SLICE: u32 = 200;

/// The query of a campaign's page; blank parts are as good as none.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    phase: String,
    #[serde(default, rename = "type")]
    school_type: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    page: String,
}

/// The campaigns.
pub async fn campaigns(Extension(visit): Extension<Visit>) -> Page {
    let page = pages::campaigns::page(&visit.portal()).await?;
    render::page(&visit.state, page).await
}

/// One campaign.
pub async fn campaign(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Query(asked): Query<Asked>,
) -> Page {
    let campaign = id(&campaign)?;
    if visit.scope()?.round(campaign).await?.is_some() {
        return Ok(Redirect::to(&format!("/campaigns/{campaign}/cases")).into_response());
    }
    let page = pages::campaign::page(&visit.portal(), campaign, asked.into()).await?;
    render::page(&visit.state, page).await
}

/// One return's scores.
pub async fn scores(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::scores::page(&visit.portal(), id(&return_id)?).await?;
    render::page(&visit.state, page).await
}

/// What one return said.
pub async fn answers(Extension(visit): Extension<Visit>, Path(return_id): Path<String>) -> Page {
    let page = pages::answers::page(&visit.portal(), id(&return_id)?, None).await?;
    render::page(&visit.state, page).await
}

/// Why someone wants to see whom a case identifies.
#[derive(Debug, Default, Deserialize)]
pub struct Why {
    #[serde(default)]
    why: String,
    #[serde(default)]
    other: String,
}

/// The most letters a reason of one's own may have.
const REASON: usize = 200;

/// What one return said, with whom it identifies. The page is the answer to the post and has no
/// address: whoever comes back says again why.
pub async fn identity(
    Extension(visit): Extension<Visit>,
    Path(return_id): Path<String>,
    Form(posted): Form<Why>,
) -> Page {
    let return_id = id(&return_id)?;
    match why(&posted) {
        Ok(why) => {
            let page = pages::answers::with_identity(&visit.portal(), return_id, &why).await?;
            render::page(&visit.state, page).await
        }
        Err(problem) => {
            let page =
                pages::answers::page(&visit.portal(), return_id, Some(problem.to_string())).await?;
            render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn why(posted: &Why) -> Result<String, &'static str> {
    let other = posted.other.trim();
    let known = pages::answers::WHY
        .iter()
        .find(|(word, _)| *word == posted.why);
    match (known, posted.why.as_str()) {
        (Some((_, words)), _) => Ok((*words).to_string()),
        (None, "other") if other.is_empty() => Err("Enter why you need to see the details"),
        (None, "other") if other.chars().count() > REASON => {
            Err("Shorten your reason to 200 characters or fewer")
        }
        (None, "other") => Ok(other.to_string()),
        _ => Err("Select why you need to see the details"),
    }
}

/// What has just been done with forms, as words of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct FormsDone {
    #[serde(default)]
    done: String,
    #[serde(default)]
    published: String,
}

/// The forms, published or on their way.
pub async fn forms(Extension(visit): Extension<Visit>, Query(done): Query<FormsDone>) -> Page {
    let published = publishing::latest_if_any(&visit.state, &done.published).await?;
    let said = match (published, done.done.as_str()) {
        (Some(latest), _) => {
            let title = latest.form.package().form.title.en();
            let number = latest.number;
            Some(format!(
                "{title}: version {number} is published. A campaign can be opened on it now."
            ))
        }
        (None, "discarded") => Some("The definition was thrown away.".to_string()),
        (None, "gone") => Some("That definition was published or thrown away before.".to_string()),
        _ => None,
    };
    let page = pages::forms::page(&visit.portal(), said).await?;
    render::page(&visit.state, page).await
}

/// A campaign's scores as CSV, streamed: a line for each measure of each submission.
pub async fn scores_file(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let place = visit.state.bulkheads.enter(Room::Exports).await?;
    let scope = visit.scope()?;
    let view = scope.campaign(campaign).await?.ok_or(Refusal::NotFound)?;
    let subject = Subject {
        kind: "campaign".to_string(),
        id: campaign.bytes().to_vec(),
    };
    scope
        .record(
            "export.scores",
            subject,
            serde_json::json!({ "submissions": view.submitted }),
        )
        .await?;
    let (sender, mut receiver) = mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    tokio::spawn(async move {
        let _place = place;
        let (mut after, mut first) = (0, true);
        loop {
            if !visit.is_still_let_in().await {
                tracing::warn!("the scores file was broken off: its reader was kept out");
                let _gone = sender.send(Err(std::io::Error::other("kept out"))).await;
                return;
            }
            let (slice, above) = match slice(&scope, campaign, after).await {
                Ok(read) => read,
                Err(cause) => {
                    // The connection is broken off, so that half a file is not taken for a whole one.
                    tracing::error!(%cause, "the scores file was broken off");
                    let _gone = sender.send(Err(std::io::Error::other("broken off"))).await;
                    return;
                }
            };
            let last = slice.last().map(|submitted| submitted.cursor);
            let mut writer = csv::WriterBuilder::new()
                .has_headers(first)
                .from_writer(Vec::new());
            let rows = slice.iter().flat_map(|submitted| {
                let agency = agency_of(submitted).and_then(|agency| above.get(&agency));
                score_rows(submitted, agency.map_or("", String::as_str))
            });
            for row in rows {
                if let Err(cause) = writer.serialize(row) {
                    tracing::error!(%cause, "a line of the scores file was lost");
                }
            }
            let Ok(bytes) = writer.into_inner() else {
                return;
            };
            if sender.send(Ok(bytes.into())).await.is_err() {
                return;
            }
            first = false;
            match last {
                Some(cursor) => after = cursor,
                None => return,
            }
        }
    });
    let name = format!("attachment; filename=\"scores-{campaign}.csv\"");
    let mut response = Response::new(Body::from_stream(futures::stream::poll_fn(move |waker| {
        receiver.poll_recv(waker)
    })));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    let name = HeaderValue::from_str(&name).map_err(|cause| WebError::Fault(cause.to_string()))?;
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The agency that a service is part of.
fn agency_of(submitted: &SubmittedFacts) -> Option<OrganisationId> {
    let organisation = &submitted.organisation;
    let is_service = organisation.kind == OrganisationKind::Service;
    organisation.parent.filter(|_| is_service)
}

/// A slice of a campaign's scores, with the names of the agencies above its services.
async fn slice(
    scope: &Scoped,
    campaign: CampaignId,
    after: i64,
) -> Result<(Vec<SubmittedFacts>, HashMap<OrganisationId, String>), StoreError> {
    let slice = scope.facts_of_campaign(campaign, after, SLICE).await?;
    let agencies: HashSet<_> = slice.iter().filter_map(agency_of).collect();
    let names = scope.organisation_names(agencies).await?;
    Ok((slice, names))
}

impl From<Asked> for CampaignFilter {
    fn from(asked: Asked) -> CampaignFilter {
        let some = |text: String| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        CampaignFilter {
            phase: some(asked.phase),
            school_type: some(asked.school_type),
            agency: asked.agency.parse().ok(),
            state: match asked.state.as_str() {
                "not_started" => Some(ReturnState::NotStarted),
                "in_progress" => Some(ReturnState::InProgress),
                "submitted" => Some(ReturnState::Submitted),
                _ => None,
            },
            name: some(asked.name),
            page: asked.page.parse().unwrap_or(1).clamp(1, 100_000),
        }
    }
}
