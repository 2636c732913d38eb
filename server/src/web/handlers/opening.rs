//! Opening a campaign by hand: typed, confirmed, opened once.

use super::id;
use crate::{
    opening,
    publishing::{self, PublishError},
    store::{CampaignOpened, OpenCampaign},
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
    portal::{CampaignId, OpeningAsked, OpeningTyped, Refusal, TypedDay},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// Names and values in the order of the page.
type Fields = Vec<(String, String)>;

const MOVED: &str = "Another version of this form was published after you opened this page. Nothing was opened. What follows is about the newer version.";
const REUSED: &str = "This page was used before to open another campaign. Nothing was opened. Check what follows, then open it.";

/// The form that a campaign is to ask.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    form: Option<String>,
}

/// Which form is it, or what to type for the one chosen.
pub async fn begin(
    Extension(visit): Extension<Visit>,
    Query(Chosen { form }): Query<Chosen>,
) -> Page {
    let asked = match form {
        Some(form) if form.is_empty() => OpeningAsked::ChooseAgain,
        form => OpeningAsked::Type(OpeningTyped {
            form: form.unwrap_or_default(),
            ..OpeningTyped::default()
        }),
    };
    draw(&visit, asked, StatusCode::OK).await
}

/// What a typed campaign comes to, or what is wrong with it.
pub async fn check(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let typed = typed(&fields);
    if one(&fields, "_go") == "change" {
        return draw(&visit, OpeningAsked::Type(typed), StatusCode::OK).await;
    }
    let asked = OpeningAsked::Confirm { typed, moved: None };
    draw(&visit, asked, StatusCode::OK).await
}

/// Opens it. The same page posted twice opens one campaign.
pub async fn open(Extension(visit): Extension<Visit>, Form(fields): Form<Fields>) -> Page {
    let (typed, campaign) = (typed(&fields), id::<_>(one(&fields, "id"))?);
    let again = |moved: Option<&str>| OpeningAsked::Confirm {
        typed: typed.clone(),
        moved: moved.map(str::to_string),
    };
    let latest = publishing::latest(&visit.state, &typed.form).await?;
    let kinds = opening::kinds(&latest.form.package().form).map_err(|_| Refusal::NotFound)?;
    let form = (latest.hash, kinds);
    let today = visit.state.today();
    let Ok(open) = opening::read(&typed, form, &typed.phases, today) else {
        return draw(&visit, again(None), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let scope = visit.scope()?;
    if let Some(before) = scope.opened_before(campaign, &open).await? {
        return end(&visit, campaign, before, again(Some(REUSED))).await;
    }
    if latest.hash.to_string() != one(&fields, "version") {
        return draw(&visit, again(Some(MOVED)), StatusCode::CONFLICT).await;
    }
    if scope.count_asked(open.opens_on, &open.audience).await? == 0 {
        return draw(&visit, again(None), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let asks = publishing::asked_from(&scope, &latest.form, open.opens_on).await;
    let form_version = match asks {
        Ok(hash) => hash,
        Err(PublishError::Store(error)) => return Err(error.into()),
        Err(PublishError::Unsound(_)) => {
            return draw(&visit, again(None), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let open = OpenCampaign {
        form_version,
        ..open
    };
    let opened = scope.open_campaign_as(campaign, open).await?;
    end(&visit, campaign, opened, again(Some(REUSED))).await
}

async fn end(
    visit: &Visit,
    campaign: CampaignId,
    opened: CampaignOpened,
    again: OpeningAsked,
) -> Page {
    match opened {
        CampaignOpened::Done(_) | CampaignOpened::Already => {
            Ok(Redirect::to(&format!("/campaigns/{campaign}/opened")).into_response())
        }
        CampaignOpened::KeyReused => draw(visit, again, StatusCode::CONFLICT).await,
        CampaignOpened::OutOfReach => Err(Refusal::NotFound.into()),
    }
}

/// That it is open.
pub async fn opened(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let page = pages::opening::opened(&visit.portal(), campaign).await?;
    render::page(&visit.state, page).await
}

/// Takes back the returns that organisations have not begun which have closed since.
pub async fn withdraw(Extension(visit): Extension<Visit>, Path(campaign): Path<String>) -> Page {
    let campaign: CampaignId = id(&campaign)?;
    let (scope, today) = (visit.scope()?, visit.state.today());
    scope.campaign(campaign).await?.ok_or(Refusal::NotFound)?;
    scope.withdraw_returns_of_closed(campaign, today).await?;
    Ok(Redirect::to(&format!("/campaigns/{campaign}")).into_response())
}

fn typed(fields: &Fields) -> OpeningTyped {
    let day = |name: &str| {
        let part = |part: &str| one(fields, &format!("{name}-{part}")).to_string();
        TypedDay {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        }
    };
    let phases = fields.iter().filter(|(name, _)| name == "phase");
    OpeningTyped {
        form: one(fields, "form").to_string(),
        title: one(fields, "title").to_string(),
        opens: day("opens"),
        closes: day("closes"),
        as_of: day("as_of"),
        who: one(fields, "who").to_string(),
        phases: phases.map(|(_, value)| value.clone()).collect(),
    }
}

fn one<'f>(fields: &'f Fields, name: &str) -> &'f str {
    let found = fields.iter().find(|(posted, _)| posted == name);
    found.map_or("", |(_, value)| value.as_str())
}

async fn draw(visit: &Visit, asked: OpeningAsked, status: StatusCode) -> Page {
    let page = pages::opening::page(&visit.portal(), asked).await?;
    // Whatever was asked for, a page with something to mend says so.
    let status = match (page.problems, status) {
        (true, StatusCode::OK) => StatusCode::UNPROCESSABLE_ENTITY,
        (_, status) => status,
    };
    render::page_with(&visit.state, page, status).await
}
