//! What is open to all: start page, notices, styles and scripts, health, the JSON API's document.

use crate::{
    assets::AssetMap,
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Json,
    body::Body,
    extract::Path,
    http::{HeaderMap, Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{Refusal, Role},
};
use serde_json::json;

type Page = Result<Response<Body>, WebError>;

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

/// The JSON API, described.
pub async fn openapi() -> Json<serde_json::Value> {
    Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "Fourlens", "version": env!("CARGO_PKG_VERSION") },
        "paths": { "/api/returns/{id}/sections/{section}": { "post": {
            "summary": "Save answers of one section of a draft",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[0-9a-f]{32}$" } },
                { "name": "section", "in": "path", "required": true, "schema": { "type": "string" } }
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object", "required": ["fields"], "properties": { "fields": {
                    "type": "array", "items": { "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 }
                } }
            } } } },
            "responses": {
                "200": { "description": "What was saved, and what someone else had changed" },
                "400": { "description": "The request cannot be understood" },
                "401": { "description": "Signed out" },
                "404": { "description": "No such section within reach" },
                "409": { "description": "Nothing can be changed any more" },
                "413": { "description": "Too large" },
                "503": { "description": "Busy: try again after Retry-After" }
            }
        } } }
    }))
}

/// There is no such page.
pub async fn lost() -> (StatusCode, WebError) {
    (StatusCode::NOT_FOUND, Refusal::NotFound.into())
}
