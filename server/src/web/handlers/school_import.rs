//! The schools register's extract: uploaded, looked at, used. It is read apart from requests, as
//! it may be large.

use super::id;
use crate::{
    register::{self, Areas, Links},
    school_import::{self, Uploaded},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::{Body, Bytes},
    extract::{Multipart, Path, Query, multipart::MultipartError},
    http::{HeaderValue, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{ImportAttempt, ImportShow, Refusal, SchoolImportId},
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 100;

const MOVED: &str = "The directory changed after you opened this page. Nothing was done. Look at what would change now, then use the file.";

/// Which part is shown, and which page of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    show: String,
    page: Option<u64>,
}

/// What a post saw.
#[derive(Debug, Deserialize)]
pub struct Seen {
    plan: String,
}

/// What was posted.
#[derive(Default)]
struct Upload {
    areas: String,
    name: String,
    schools: Option<Bytes>,
    links: Option<Bytes>,
}

/// The page that takes an extract.
pub async fn form(Extension(visit): Extension<Visit>) -> Page {
    let page = pages::school_import::upload(&visit.visitor(), ImportAttempt::default());
    render::page(&visit.state, page).await
}

/// Keeps an extract, to be looked at before anything is done.
pub async fn keep(Extension(visit): Extension<Visit>, multipart: Multipart) -> Page {
    let upload = match read(multipart).await {
        Ok(upload) => upload,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        }
        Err(_) => return Err(WebError::Malformed("an extract comes in parts")),
    };
    let (areas, name) = (upload.areas.clone(), upload.name.clone());
    let read = tokio::task::spawn_blocking(move || parse(upload)).await;
    let read = read.map_err(|cause| WebError::Fault(cause.to_string()))?;
    match read {
        Ok(content) => {
            let kept = visit.scope()?.keep_school_import(name, content).await?;
            Ok(Redirect::to(&format!("/directory/import/{kept}")).into_response())
        }
        Err(problems) => {
            let attempt = ImportAttempt { areas, problems };
            let page = pages::school_import::upload(&visit.visitor(), attempt);
            render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn read(mut multipart: Multipart) -> Result<Upload, MultipartError> {
    let mut upload = Upload::default();
    while let Some(part) = multipart.next_field().await? {
        match part.name() {
            Some("file") => {
                upload.name = part.file_name().map(named).unwrap_or_default();
                // A browser posts a part without a name where no file is chosen.
                let bytes = part.bytes().await?;
                upload.schools = (!upload.name.is_empty()).then_some(bytes);
            }
            Some("links") => {
                let is_chosen = part.file_name().is_some_and(|name| !name.is_empty());
                let bytes = part.bytes().await?;
                upload.links = is_chosen.then_some(bytes);
            }
            Some("areas") => upload.areas = part.text().await?.trim().to_owned(),
            _ => {}
        }
    }
    Ok(upload)
}

/// What is kept of an upload.
fn parse(upload: Upload) -> Result<Vec<u8>, Vec<(String, String)>> {
    let mut wrong = Vec::new();
    let mut told = |field: &str, message: String| wrong.push((field.to_owned(), message));
    let areas = Areas::parse(&upload.areas);
    if let Err(message) = &areas {
        told("areas", message.clone());
    }
    let areas = areas.unwrap_or_default();
    let extract = match &upload.schools {
        None => {
            told("file", "Choose the file of schools".to_owned());
            None
        }
        Some(bytes) => register::read(bytes, &areas)
            .map_err(|cause| told("file", cause.to_string()))
            .ok(),
    };
    let links = match &upload.links {
        None => Some(Links::default()),
        Some(bytes) => register::read_links(bytes)
            .map_err(|cause| told("links", cause.to_string()))
            .ok(),
    };
    match (extract, links) {
        (Some(extract), Some(links)) if wrong.is_empty() => Ok(Uploaded {
            areas,
            extract,
            links,
        }
        .packed()),
        _ => Err(wrong),
    }
}

/// What an extract would change.
pub async fn shown(
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Page {
    let show = ImportShow::of(&wanted.show);
    let at = (show, wanted.page.unwrap_or(1));
    draw(&visit, id(&import)?, at, None, StatusCode::OK).await
}

/// What is wrong with which line, as a file.
pub async fn problems(Extension(visit): Extension<Visit>, Path(import): Path<String>) -> Page {
    let scope = visit.scope()?;
    let kept = scope.school_import(id(&import)?).await?;
    let uploaded = school_import::uploaded(&kept.ok_or(Refusal::NotFound)?)?;
    let mut file = csv::Writer::from_writer(Vec::new());
    let mut line = |cells: [&str; 3]| {
        file.write_record(cells)
            .map_err(|cause| WebError::Fault(cause.to_string()))
    };
    line(["file", "line", "problem"])?;
    for (of, problem) in uploaded.problems() {
        // A value of the file may stand in a message: no spreadsheet takes it for a formula, as
        // every message begins with a word or a quotation mark of ours.
        line([of, &problem.line.to_string(), &problem.message])?;
    }
    let file = file
        .into_inner()
        .map_err(|cause| WebError::Fault(cause.to_string()))?;
    let mut response = Response::new(Body::from(file));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"problems.csv\""),
    );
    Ok(response)
}

/// Does what an extract says, if that is still what was shown. What a crash cut short goes on
/// where it ended.
pub async fn apply(
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Form(Seen { plan: seen }): Form<Seen>,
) -> Page {
    let import: SchoolImportId = id(&import)?;
    let scope = visit.scope()?;
    let kept = scope.school_import(import).await?;
    let uploaded = school_import::uploaded(&kept.ok_or(Refusal::NotFound)?)?;
    let today = visit.state.today();
    let (top, plan) = school_import::plan(&scope, &uploaded, today).await?;
    let there = format!("/directory/import/{import}");
    if plan.is_empty() {
        return Ok(Redirect::to(&there).into_response());
    }
    if plan.digest() != seen {
        let refused = Some(MOVED.to_owned());
        return draw(&visit, import, (None, 1), refused, StatusCode::CONFLICT).await;
    }
    let done = scope.put_register(top, &plan).await?;
    scope.school_import_applied(import, &done).await?;
    Ok(Redirect::to(&there).into_response())
}

async fn draw(
    visit: &Visit,
    import: SchoolImportId,
    (show, page): (Option<ImportShow>, u64),
    refused: Option<String>,
    status: StatusCode,
) -> Page {
    let page = pages::school_import::page(&visit.portal(), import, (show, page), refused).await?;
    render::page_with(&visit.state, page, status).await
}

/// A file's name without the folders before it.
fn named(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let printable = name.chars().filter(|letter| !letter.is_control());
    printable.take(LONGEST_NAME).collect()
}
