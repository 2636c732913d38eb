//! Giving a file out: to the respondents of its return, and to those who read submitted answers
//! when a submission refers to it. It is recorded before it is sent, and sent so that no browser
//! runs anything in it.

use super::id;
use crate::{
    policy::{self, Action},
    store::{FileContent, FileState, ReturnState, Scoped, Subject},
    web::{Room, WebError, visit::Visit},
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderName, HeaderValue, Response, header},
};
use fourlens_app::portal::{FileId, Refusal, ReturnId};
use futures::{StreamExt, stream};
use serde_json::json;
use std::fmt::Write as _;

const WAITS: &str = "This file is still being checked for viruses. Nobody can download it until that is done. Try again in a few minutes.";

/// Nothing in it may run, and no page may frame it.
const POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// A file, to be saved.
pub async fn download(
    Extension(visit): Extension<Visit>,
    Path((return_id, file)): Path<(String, String)>,
) -> Result<Response<Body>, WebError> {
    let place = visit.state.bulkheads.enter(Room::Downloads).await?;
    let (return_id, file): (ReturnId, FileId) = (id(&return_id)?, id(&file)?);
    let scope = reach(&visit, return_id, file).await?;
    let content = scope.file(return_id, file).await?;
    let content = content.ok_or(Refusal::NotFound)?;
    if content.state != FileState::Clean {
        let because = WAITS.to_string();
        return Err(Refusal::Closed { because }.into());
    }
    // What does not open is told by an error page, not by half a file.
    let first = content.piece(0).await?.unwrap_or_default();
    let subject = Subject::new("return", return_id.bytes());
    scope
        .record("file.download", subject, json!({ "file": file }))
        .await?;
    let headers = headers(&content)?;
    let whole = Some((visit, content, 1, place));
    let rest = stream::unfold(whole, move |whole| async move {
        let (visit, content, at, place) = whole?;
        match piece(&visit, (return_id, file), &content, at).await {
            Ok(Some(piece)) => Some((Ok(piece), Some((visit, content, at + 1, place)))),
            Ok(None) => None,
            // The connection is broken off, so that half a file is not taken for a whole one.
            Err(cause) => {
                cause.log();
                tracing::warn!("a file was broken off");
                Some((Err(std::io::Error::other("broken off")), None))
            }
        }
    });
    let first = stream::once(async move { Ok::<Bytes, std::io::Error>(first) });
    let mut response = Response::new(Body::from_stream(first.chain(rest)));
    response.headers_mut().extend(headers);
    Ok(response)
}

/// A piece of a file, if its reader may have it still: whatever kept them out since it was begun
/// ends it.
async fn piece(
    visit: &Visit,
    (return_id, file): (ReturnId, FileId),
    content: &FileContent,
    at: u64,
) -> Result<Option<Bytes>, WebError> {
    let Some(piece) = content.piece(at).await? else {
        return Ok(None);
    };
    let now = visit.again().await.ok_or(Refusal::NotFound)?;
    reach(&now, return_id, file).await?;
    Ok(Some(piece))
}

/// The scope in which this visitor may have this file: a respondent's own returns, or, for those
/// who read answers, what was handed in.
async fn reach(visit: &Visit, return_id: ReturnId, file: FileId) -> Result<Scoped, WebError> {
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let scope = |action: Action| {
        let permit = policy::decide(Some(actor), action).ok()?;
        Some(visit.state.store.scope(actor, permit.roles))
    };
    if let Some(own) = scope(Action::SeeReturn)
        && own.return_by_id(return_id).await?.is_some()
    {
        return Ok(own);
    }
    if let Some(reads) = scope(Action::ReadAnswers) {
        let view = reads.return_by_id(return_id).await?;
        let submitted = view.is_some_and(|view| view.state == ReturnState::Submitted);
        if submitted && reads.is_handed_in(return_id, file).await? {
            return Ok(reads);
        }
    }
    Err(Refusal::NotFound.into())
}

fn headers(content: &FileContent) -> Result<Vec<(HeaderName, HeaderValue)>, WebError> {
    let value = |text: &str| {
        HeaderValue::from_str(text).map_err(|cause| WebError::Fault(cause.to_string()))
    };
    Ok(vec![
        (header::CONTENT_TYPE, value(&content.about.media_type)?),
        (header::CONTENT_LENGTH, content.bytes.into()),
        (
            header::CONTENT_DISPOSITION,
            value(&disposition(&content.about.name))?,
        ),
        (header::CONTENT_SECURITY_POLICY, value(POLICY)?),
        (header::CACHE_CONTROL, value("no-store")?),
    ])
}

/// *Save as* with the file's name: plain letters for old browsers, all of it for others.
fn disposition(name: &str) -> String {
    let plain = |letter: char| match letter {
        '"' | '\\' | '%' => '_',
        letter if letter.is_ascii() && !letter.is_ascii_control() => letter,
        _ => '_',
    };
    let plain: String = name.chars().map(plain).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            true => whole.push(char::from(byte)),
            false => {
                let _ = write!(whole, "%{byte:02X}");
            }
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_its_header_or_say_another_one() {
        let told = disposition("a\"; filename=\"b.exe£.pdf");
        assert_eq!(
            told,
            "attachment; filename=\"a_; filename=_b.exe_.pdf\"; \
             filename*=UTF-8''a%22%3B%20filename%3D%22b.exe%C2%A3.pdf"
        );
        assert!(HeaderValue::from_str(&told).is_ok());
    }
}
