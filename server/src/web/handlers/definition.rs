//! Definitions on their way: uploaded, replaced, thrown away, published.

mod upload;

use super::{id, posted::once};
use crate::{
    definition, publishing,
    store::{DraftKept, FormHash, NewFormDraft, PublishedDraft},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Multipart, Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{DefinitionAttempt, FormDraftId, Refusal, UploadAttempt},
};
use serde::Deserialize;
use upload::{Given, Upload};

type Page = Result<Response<Body>, WebError>;

const FULL: &str = "So many definitions are kept that are not published that there is no room for another. Throw one away on the page “Forms”, then upload this again.";
const MOVED: &str = "Someone replaced this definition or published another version of the form after you opened this page. Nothing was published. Look at what is shown now, then publish.";
const CHANGED: &str = "Someone replaced this definition after you opened this page. Nothing was thrown away. Look at what is shown now, then decide.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Which upload a post looked at, and which latest version.
#[derive(Debug, Deserialize)]
pub struct Seen {
    seen: i64,
    #[serde(default)]
    latest: String,
}

/// The page that takes a definition.
pub async fn form(Extension(visit): Extension<Visit>) -> Page {
    let attempt = UploadAttempt {
        once: Some(visit.state.random.id()),
        ..UploadAttempt::default()
    };
    let page = pages::upload::page(&visit.visitor(), attempt);
    render::page(&visit.state, page).await
}

/// Keeps an uploaded definition, sound or not.
pub async fn keep(Extension(visit): Extension<Visit>, multipart: Multipart) -> Page {
    let upload = match upload::read(multipart).await? {
        Some(upload) => upload,
        None => return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
    };
    let given = match upload.given() {
        Ok(given) => given,
        Err(attempt) => return refused(&visit, attempt).await,
    };
    let text = upload.text.clone();
    let draft = draft_of(&visit, &upload, &given);
    let new = new(&visit, given).await?;
    match visit.scope()?.keep_form_draft(draft, new).await? {
        DraftKept::Kept(id) => Ok(Redirect::to(&url(id)).into_response()),
        DraftKept::Full => {
            let attempt = UploadAttempt {
                text,
                file_problem: Some(FULL.to_string()),
                text_problem: None,
                once: None,
            };
            refused(&visit, attempt).await
        }
    }
}

/// One definition.
pub async fn shown(
    Extension(visit): Extension<Visit>,
    Path(draft): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "beside" => Some(
            "Someone replaced the definition that you looked at, or it is gone. Nothing is lost: yours is kept beside it, here.",
        ),
        _ => None,
    };
    let attempt = DefinitionAttempt {
        done: said.map(str::to_string),
        ..DefinitionAttempt::default()
    };
    draw(&visit, id(&draft)?, attempt, StatusCode::OK).await
}

/// Replaces a definition. If someone else was faster, both are kept.
pub async fn replace(
    Extension(visit): Extension<Visit>,
    Path(draft): Path<String>,
    multipart: Multipart,
) -> Page {
    let draft: FormDraftId = id(&draft)?;
    let upload = match upload::read(multipart).await? {
        Some(upload) => upload,
        None => return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
    };
    let given = match upload.given() {
        Ok(given) => given,
        Err(attempt) => {
            let problem = attempt.file_problem.or(attempt.text_problem);
            let attempt = DefinitionAttempt {
                refused: problem,
                ..DefinitionAttempt::default()
            };
            return draw(&visit, draft, attempt, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let beside = draft_of(&visit, &upload, &given);
    let (scope, new) = (visit.scope()?, new(&visit, given).await?);
    let seen = upload.seen.unwrap_or_default();
    if scope.replace_form_draft(draft, seen, new.clone()).await? {
        return Ok(Redirect::to(&url(draft)).into_response());
    }
    match scope.keep_form_draft(beside, new).await? {
        DraftKept::Kept(beside) => {
            Ok(Redirect::to(&format!("{}?done=beside", url(beside))).into_response())
        }
        DraftKept::Full => Err(Refusal::Closed {
            because: FULL.to_string(),
        }
        .into()),
    }
}

/// Throws a definition away.
pub async fn discard(
    Extension(visit): Extension<Visit>,
    Path(draft): Path<String>,
    Form(Seen { seen, .. }): Form<Seen>,
) -> Page {
    let (draft, scope) = (id(&draft)?, visit.scope()?);
    if scope.discard_form_draft(draft, seen).await? {
        return Ok(Redirect::to("/forms?done=discarded").into_response());
    }
    moved(&visit, draft, CHANGED).await
}

/// Publishes a definition.
pub async fn publish(
    Extension(visit): Extension<Visit>,
    Path(draft): Path<String>,
    Form(Seen { seen, latest }): Form<Seen>,
) -> Page {
    let (draft, scope) = (id(&draft)?, visit.scope()?);
    let unreadable = |_| WebError::Malformed("the latest version is named by its hash");
    let latest: Option<FormHash> = match latest.as_str() {
        "" => None,
        latest => Some(latest.parse().map_err(unreadable)?),
    };
    let Some(held) = scope.form_draft(draft).await? else {
        return gone();
    };
    if held.row.version != seen {
        return moved(&visit, draft, MOVED).await;
    }
    let reading = definition::read_apart(&visit.state, held.source.into()).await?;
    let Ok(form) = reading.proved else {
        return moved(&visit, draft, MOVED).await;
    };
    match publishing::publish_draft(&scope, (draft, seen), latest, &form).await? {
        PublishedDraft::Done(published) => {
            let key = published.version.form_key;
            Ok(Redirect::to(&format!("/forms?published={key}")).into_response())
        }
        PublishedDraft::Moved => moved(&visit, draft, MOVED).await,
    }
}

/// The identity of what was uploaded: from the same page the same file is the same definition.
fn draft_of(visit: &Visit, upload: &Upload, given: &Given) -> FormDraftId {
    let random = visit.state.random.as_ref();
    once(random, &upload.once, &[&given.name, &given.source])
}

async fn new(visit: &Visit, given: Given) -> Result<NewFormDraft, WebError> {
    let reading = definition::read_apart(&visit.state, given.source.as_str().into()).await?;
    let problems = reading.proved.err().map_or(0, |problems| problems.len());
    let (key, title) = reading.named.unzip();
    Ok(NewFormDraft {
        form_key: key,
        title: title.unwrap_or(given.name),
        problems: u32::try_from(problems).unwrap_or(u32::MAX),
        source: given.source,
    })
}

fn url(draft: FormDraftId) -> String {
    format!("/forms/drafts/{draft}")
}

async fn refused(visit: &Visit, attempt: UploadAttempt) -> Page {
    let page = pages::upload::page(&visit.visitor(), attempt);
    render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The definition as it is now, after someone else was faster; or that it is gone.
async fn moved(visit: &Visit, draft: FormDraftId, why: &str) -> Page {
    if visit.scope()?.form_draft(draft).await?.is_none() {
        return gone();
    }
    let attempt = DefinitionAttempt {
        refused: Some(why.to_string()),
        ..DefinitionAttempt::default()
    };
    draw(visit, draft, attempt, StatusCode::CONFLICT).await
}

fn gone() -> Page {
    Ok(Redirect::to("/forms?done=gone").into_response())
}

async fn draw(
    visit: &Visit,
    draft: FormDraftId,
    attempt: DefinitionAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::definition::page(&visit.portal(), draft, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
