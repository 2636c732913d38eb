//! What is open to all: start page, notices, styles and scripts, health, the JSON API's document.

use crate::{
    assets::AssetMap,
    policy::Action,
    state::State,
    web::{Room, WebError, cookie, render, visit::Visit},
};
use axum::{
    Extension, Json,
    body::Body,
    extract::{self, Path, Request},
    http::{HeaderMap, Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{Refusal, Role},
};
use serde_json::{Value, json};

type Page = Result<Response<Body>, WebError>;

/// The JSON API, described by hand; a story holds it against the table of routes.
const OPENAPI: &str = include_str!("../openapi.json");

/// The start page; someone who is signed in goes on to where their work is.
pub async fn start(Extension(visit): Extension<Visit>) -> Page {
    let visitor = visit.visitor();
    if visitor.name.is_some() {
        return Ok(Redirect::to(home_of(&visitor.roles)).into_response());
    }
    render::page(&visit.state, pages::start::page(&visitor)).await
}

/// Where someone's work is.
pub fn home_of(roles: &[Role]) -> &'static str {
    let follows = [Role::QualityAssuranceManager, Role::EducationAdviser];
    if follows.iter().any(|role| roles.contains(role)) {
        "/campaigns"
    } else if roles.contains(&Role::DataProtectionOfficer) {
        "/records"
    } else if roles.contains(&Role::Administrator) {
        "/forms"
    } else {
        "/home"
    }
}

/// The accessibility statement.
pub async fn accessibility(Extension(visit): Extension<Visit>) -> Page {
    render::page(&visit.state, pages::accessibility::page(&visit.visitor())).await
}

/// The cookie page.
pub async fn cookies(Extension(visit): Extension<Visit>) -> Page {
    render::page(&visit.state, pages::cookies::page(&visit.visitor())).await
}

/// The privacy notices.
pub async fn privacy(Extension(visit): Extension<Visit>) -> Page {
    let page = pages::privacy::list(&visit.portal()).await?;
    render::page(&visit.state, page).await
}

/// One form's privacy notice.
pub async fn privacy_of_form(Extension(visit): Extension<Visit>, Path(form): Path<String>) -> Page {
    let page = pages::privacy::page(&visit.portal(), &form).await?;
    render::page(&visit.state, page).await
}

/// A style, a script or an island.
pub async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Page {
    AssetMap::answer(&path, &headers).ok_or(Refusal::NotFound.into())
}

/// That the process runs.
pub async fn alive() -> &'static str {
    "alive"
}

/// That the portal can answer: the database does, and what is saved can be written.
pub async fn ready(Extension(visit): Extension<Visit>) -> Result<&'static str, WebError> {
    if !visit.state.store.is_writing() {
        return Err(WebError::Busy);
    }
    visit
        .state
        .store
        .system("portal")
        .form_versions()
        .await
        .map_err(|_| WebError::Busy)?;
    Ok("ready")
}

/// The JSON API, described; only the session's name follows the portal's address.
pub async fn openapi(Extension(visit): Extension<Visit>) -> Json<Value> {
    let mut document: Value = serde_json::from_str(OPENAPI).expect("a story reads it as JSON");
    document["components"]["securitySchemes"]["session"]["name"] =
        cookie::name(&visit.state.settings).into();
    Json(document)
}

/// There is no such page.
pub async fn lost() -> (StatusCode, WebError) {
    (StatusCode::NOT_FOUND, Refusal::NotFound.into())
}

/// There is such an address, but it is not asked so; the router adds how it is.
pub async fn wrong_method(
    extract::State(state): extract::State<State>,
    request: Request,
) -> Result<Response<Body>, WebError> {
    const STATUS: StatusCode = StatusCode::METHOD_NOT_ALLOWED;
    if request.uri().path().starts_with("/api/") {
        let message = "This address is not asked so: the header Allow says how it is.";
        return Ok((STATUS, Json(json!({ "message": message }))).into_response());
    }
    let _place = state.bulkheads.enter(Room::Pages).await?;
    let visit = Visit::decide(state.clone(), request.headers(), Action::ReadPublic).await?;
    let page = pages::refused::page(&visit.visitor(), &Refusal::NotFound);
    render::page_with(&state, page, STATUS).await
}
