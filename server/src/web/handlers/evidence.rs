//! The files of an evidence question: added by a multipart post that is sealed as it comes, named
//! by another question too, taken away; and given out to those who may read the answer.

use super::id;
use crate::{
    files::{self, Broken, FileProblem, Received, receive},
    fill::{EvidencePlace, Loaded, identifying_names},
    store::{
        AnswerPlace, Edit, FileAbout, FileRoom, FileState, KeepFile, Kept, PartKind, SealedFile,
        Used,
    },
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{
        Multipart, Path, Query,
        multipart::{Field, MultipartError},
    },
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{EvidenceAttempt, FileId, Refusal, ReturnId},
};
use fourlens_forms::question::{Evidence, NamedFile};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::time::Duration;

type Page = Result<Response<Body>, WebError>;

/// The most files of one return.
const FILES: usize = 200;
/// The most files of one post.
const AT_ONCE: usize = 10;
/// How long a post may take: a slow line gets its time, and nobody holds a place for ever.
const LONGEST_POST: Duration = Duration::from_secs(20 * 60);

const GONE: &str = "A file you selected was removed meanwhile. Nothing was changed.";
const CLOSED: &str = "This return was submitted or its campaign was closed while you were here. Nothing more is saved.";

/// What has just been done, as a word of the URL.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page of a question's files.
pub async fn page(
    Extension(visit): Extension<Visit>,
    Path((return_id, control)): Path<(String, String)>,
    Query(Done { done }): Query<Done>,
) -> Page {
    let said = match done.as_str() {
        "added" => Some("The files were added."),
        "removed" => Some("The file was removed."),
        _ => None,
    };
    let attempt = EvidenceAttempt {
        done: said.map(str::to_string),
        ..EvidenceAttempt::default()
    };
    let page = pages::evidence::page(&visit.portal(), id(&return_id)?, &control, attempt).await?;
    render::page(&visit.state, page).await
}

/// Adds the files of a post.
pub async fn add(
    Extension(visit): Extension<Visit>,
    Path((return_id, control)): Path<(String, String)>,
    multipart: Multipart,
) -> Page {
    let return_id: ReturnId = id(&return_id)?;
    let loaded = open(&visit, return_id).await?;
    let place = answer_place(&loaded, &loaded.evidence(&control)?);
    let mut post = Post {
        visit: &visit,
        return_id,
        place,
        key: None,
        seen: 0,
        kept: Vec::new(),
        problems: Vec::new(),
    };
    let posted = tokio::time::timeout(LONGEST_POST, post.take(multipart)).await;
    match posted.map_err(|_| WebError::Busy)? {
        Ok(()) => {}
        // The router draws the page that says so.
        Err(Stopped::TooLarge) => return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
        Err(Stopped::Error(error)) => return Err(error),
    }
    if post.seen == 0 {
        post.problems.push("Select a file to add".to_string());
    }
    let (kept, problems) = (post.kept, post.problems);
    for file in kept {
        files::check_now(&visit.state, return_id, file).await;
    }
    if problems.is_empty() {
        return back(return_id, &control, "added");
    }
    let attempt = EvidenceAttempt {
        problems,
        ..EvidenceAttempt::default()
    };
    show(
        &visit,
        return_id,
        &control,
        attempt,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await
}

/// Lets the answer name files that the return has already.
pub async fn reuse(
    Extension(visit): Extension<Visit>,
    Path((return_id, control)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let return_id: ReturnId = id(&return_id)?;
    let loaded = open(&visit, return_id).await?;
    let place = answer_place(&loaded, &loaded.evidence(&control)?);
    let wanted: Vec<FileId> = picked(&fields)?;
    if wanted.is_empty() {
        let problems = vec!["Select a file you already added, or add another".to_string()];
        let attempt = EvidenceAttempt {
            problems,
            ..EvidenceAttempt::default()
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&visit, return_id, &control, attempt, status).await;
    }
    let named = loaded
        .answers_with_files()
        .into_iter()
        .flat_map(|(_, files)| files);
    let mut named: Vec<NamedFile> = named
        .filter(|file| file.id.parse().is_ok_and(|id: FileId| wanted.contains(&id)))
        .collect();
    named.sort_by(|one, other| one.id.cmp(&other.id));
    named.dedup_by(|one, other| one.id == other.id);
    let edit: Edit = Box::new(move |now| Some(with(now, named)));
    let used = visit
        .scope()?
        .use_files(return_id, wanted, place, edit)
        .await?;
    match used.ok_or(Refusal::NotFound)? {
        Used::Done => back(return_id, &control, "added"),
        Used::Closed => Err(closed()),
        Used::Gone => {
            let attempt = EvidenceAttempt {
                problems: vec![GONE.to_string()],
                ..EvidenceAttempt::default()
            };
            show(&visit, return_id, &control, attempt, StatusCode::CONFLICT).await
        }
    }
}

/// Takes a file from the answer; it is destroyed unless another answer names it.
pub async fn remove(
    Extension(visit): Extension<Visit>,
    Path((return_id, control)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Page {
    let return_id: ReturnId = id(&return_id)?;
    let loaded = open(&visit, return_id).await?;
    let place = answer_place(&loaded, &loaded.evidence(&control)?);
    let file = picked(&fields)?.pop().ok_or(Refusal::NotFound)?;
    let edit: Edit = Box::new(move |now| without(now, file));
    let taken = visit
        .scope()?
        .take_file_away(return_id, file, place, edit)
        .await?;
    match taken.ok_or(Refusal::NotFound)? {
        Used::Done | Used::Gone => {
            if let Err(cause) = visit.state.store.sweep_files().await {
                tracing::warn!(%cause, "a file's bytes are swept later");
            }
            back(return_id, &control, "removed")
        }
        Used::Closed => Err(closed()),
    }
}

/// Why a post was not read to its end.
enum Stopped {
    TooLarge,
    Error(WebError),
}

impl<E: Into<WebError>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Stopped::Error(error.into())
    }
}

/// A post of files, as far as it has come.
struct Post<'a> {
    visit: &'a Visit,
    return_id: ReturnId,
    place: AnswerPlace,
    key: Option<[u8; 16]>,
    seen: usize,
    kept: Vec<FileId>,
    problems: Vec<String>,
}

impl Post<'_> {
    async fn take(&mut self, mut multipart: Multipart) -> Result<(), Stopped> {
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            match (field.name(), field.file_name()) {
                (Some("key"), None) => {
                    let key = field.text().await.map_err(broken)?;
                    // Written like an identity: 32 hexadecimal digits.
                    self.key = key.parse().ok().map(|key: FileId| *key.bytes());
                }
                (Some("file"), Some(name)) => {
                    let name = name.to_string();
                    self.file(name, field).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn file(&mut self, name: String, mut field: Field<'_>) -> Result<(), Stopped> {
        // A browser posts an input in which nothing was picked as a file without a name.
        if name.is_empty() {
            while field.chunk().await.map_err(broken)?.is_some() {}
            return Ok(());
        }
        self.seen += 1;
        if self.seen > AT_ONCE {
            while field.chunk().await.map_err(broken)?.is_some() {}
            self.problems
                .push(FileProblem::TooMany(AT_ONCE).words(&name));
            return Ok(());
        }
        let key = self
            .key
            .ok_or(WebError::Malformed("key comes before files"))?;
        let most = self.visit.state.settings.files.bytes_per_file;
        let scope = self.visit.scope()?;
        let received = receive(&scope, self.return_id, &name, most, field).await;
        match received.map_err(broken_off)?.ok_or(Refusal::NotFound)? {
            Received::Refused(problem) => self.problems.push(problem.words(&name)),
            Received::Sealed(sealed, about) => self.keep(key, sealed, about).await?,
        }
        Ok(())
    }

    async fn keep(
        &mut self,
        upload_key: [u8; 16],
        sealed: SealedFile,
        about: FileAbout,
    ) -> Result<(), WebError> {
        let settings = &self.visit.state.settings.files;
        let (id, name) = (sealed.id, about.name.clone());
        let named = NamedFile {
            id: id.to_string(),
            name: about.name.clone(),
            bytes: sealed.bytes,
        };
        let room = FileRoom {
            bytes: settings.bytes_per_return,
            files: FILES,
        };
        let keep = KeepFile {
            about,
            state: match self.visit.state.scanner.scans() {
                true => FileState::Waiting,
                false => FileState::Clean,
            },
            upload_key,
            place: self.place.clone(),
            edit: Box::new(move |now| Some(with(now, vec![named]))),
            room,
        };
        match self.visit.scope()?.keep_file(sealed, keep).await? {
            Kept::Now => self.kept.push(id),
            Kept::Before(_) => {}
            Kept::NoRoom => {
                let problem = FileProblem::NoRoom(room.bytes, room.files);
                self.problems.push(problem.words(&name));
            }
            Kept::Closed => return Err(closed()),
        }
        Ok(())
    }
}

fn broken(cause: MultipartError) -> Stopped {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Stopped::TooLarge,
        _ => Stopped::Error(WebError::Malformed("the post ended early or is no form")),
    }
}

fn broken_off(cause: Broken<MultipartError>) -> Stopped {
    match cause {
        Broken::Source(cause) => broken(cause),
        Broken::Store(cause) => cause.into(),
    }
}

/// The return, if its answers can still be changed.
async fn open(visit: &Visit, return_id: ReturnId) -> Result<Loaded, WebError> {
    let loaded = Loaded::load(&visit.state, &visit.scope()?, return_id).await?;
    match loaded.closed(visit.state.today()) {
        Some(because) => Err(Refusal::Closed { because }.into()),
        None => Ok(loaded),
    }
}

fn answer_place(loaded: &Loaded, place: &EvidencePlace<'_>) -> AnswerPlace {
    AnswerPlace {
        question: place.control.question.clone(),
        row: place.control.row.clone(),
        part: match identifying_names(&loaded.form).contains(&place.control.question) {
            true => PartKind::Identifying,
            false => PartKind::Other,
        },
    }
}

/// An answer that names these files too.
fn with(now: Option<Json>, more: Vec<NamedFile>) -> Json {
    let mut files = now.as_ref().map(Evidence::files).unwrap_or_default();
    for file in more {
        if files.iter().all(|there| there.id != file.id) {
            files.push(file);
        }
    }
    let mut answer = Evidence::with_files(now, &files).unwrap_or_else(|| json!({}));
    answer["how"] = json!("file");
    answer
}

/// An answer that names this file no more; with its last file it no longer says that it is one.
fn without(now: Option<Json>, file: FileId) -> Option<Json> {
    let mut files = now.as_ref().map(Evidence::files).unwrap_or_default();
    files.retain(|there| there.id != file.to_string());
    let mut answer = Evidence::with_files(now, &files)?;
    if files.is_empty()
        && answer["how"] == json!("file")
        && let Some(parts) = answer.as_object_mut()
    {
        parts.remove("how");
    }
    let is_blank = answer.as_object().is_some_and(|parts| parts.is_empty());
    (!is_blank).then_some(answer)
}

fn picked(fields: &[(String, String)]) -> Result<Vec<FileId>, WebError> {
    let picked = fields.iter().filter(|(name, _)| name == "file");
    picked.map(|(_, file)| id(file)).collect()
}

fn closed() -> WebError {
    let because = CLOSED.to_string();
    Refusal::Closed { because }.into()
}

/// The page of a control's files.
pub(super) fn address(return_id: ReturnId, control: &str) -> String {
    format!("/returns/{return_id}/evidence/{control}")
}

fn back(return_id: ReturnId, control: &str, done: &str) -> Page {
    let page = format!("{}?done={done}", address(return_id, control));
    Ok(Redirect::to(&page).into_response())
}

async fn show(
    visit: &Visit,
    return_id: ReturnId,
    control: &str,
    attempt: EvidenceAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::evidence::page(&visit.portal(), return_id, control, attempt).await?;
    render::page_with(&visit.state, page, status).await
}
