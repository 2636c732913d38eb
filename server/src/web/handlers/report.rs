//! The pages of those who chase, report and administer.

use super::id;
use crate::{
    publishing,
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
    portal::{CampaignFilter, ReturnState},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

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
