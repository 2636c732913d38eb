//! Moving a campaign's last day, closing it, opening it again.

use super::{
    case::Done,
    id,
    posted::{Fields, attempt, day, field, problem},
};
use crate::{
    store::CampaignMoved,
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
    portal::{CampaignId, Refusal, RoundAttempt},
};

type Page = Result<Response<Body>, WebError>;

/// The page.
pub async fn days(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Query(done): Query<Done>,
) -> Page {
    let said = match done.done.as_str() {
        "moved" => Some("The last day was changed."),
        "closed" => Some("The campaign is closed."),
        "opened" => Some("The campaign is open again."),
        _ => None,
    };
    let tried = RoundAttempt {
        done: said.map(str::to_string),
        ..RoundAttempt::default()
    };
    draw(&visit, id(&campaign)?, tried, StatusCode::OK).await
}

/// Moves the last day.
pub async fn move_last_day(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let scope = visit.scope()?;
    let view = scope.campaign(campaign).await?.ok_or(Refusal::NotFound)?;
    let (seen, to) = (field(&fields, "seen").parse(), day(&fields, "closes"));
    let wrong = match to {
        None => Some("Enter a real day, like 18 12 2026"),
        Some(to) if to < visit.state.today() => Some("Enter today or a later day"),
        Some(to) if to < view.opens_on => Some("Enter a day that is not before the first day"),
        Some(_) => None,
    };
    if let Some(message) = wrong {
        let tried = attempt(fields, problem("closes", message));
        return draw(&visit, campaign, tried, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (Ok(seen), Some(to)) = (seen, to) else {
        return Err(WebError::Malformed("seen is the day that the page showed"));
    };
    match scope.move_last_day(campaign, seen, to).await? {
        Some(CampaignMoved::Done) => done(campaign, "moved"),
        Some(CampaignMoved::Otherwise) => {
            let moved = "Someone changed the last day or closed the campaign after you opened this page. Nothing of yours was saved: check what stands now";
            let tried = attempt(fields, problem("closes", moved));
            draw(&visit, campaign, tried, StatusCode::CONFLICT).await
        }
        None => Err(Refusal::NotFound.into()),
    }
}

/// Closes it, if as many returns are in as the page said.
pub async fn close(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let submitted = field(&fields, "submitted").parse().unwrap_or(-1);
    let scope = visit.scope()?;
    match scope.close_campaign_as_seen(campaign, submitted).await? {
        Some(CampaignMoved::Done) => done(campaign, "closed"),
        Some(CampaignMoved::Otherwise) => {
            let moved = "A return was submitted, or the campaign was closed, after you opened this page. It was not closed just now: check what stands";
            let tried = attempt(Vec::new(), problem("close", moved));
            draw(&visit, campaign, tried, StatusCode::CONFLICT).await
        }
        None => Err(Refusal::NotFound.into()),
    }
}

/// Opens it again; open already, it stays so.
pub async fn open_again(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let moved = visit.scope()?.reopen_campaign(campaign).await?;
    moved.ok_or(Refusal::NotFound)?;
    done(campaign, "opened")
}

fn done(campaign: CampaignId, what: &str) -> Page {
    let to = format!("/campaigns/{campaign}/days?done={what}");
    Ok(Redirect::to(&to).into_response())
}

async fn draw(visit: &Visit, id: CampaignId, tried: RoundAttempt, status: StatusCode) -> Page {
    let page = pages::campaign_days::page(&visit.portal(), id, tried).await?;
    render::page_with(&visit.state, page, status).await
}
