//! What a request can end in besides its page, and the status of each: the only place that picks
//! status codes for errors.

use super::accept::TooSlow;
use crate::{forms::FormError, store::StoreError};
use axum::http::StatusCode;
use fourlens_app::portal::Refusal;
use http_body_util::LengthLimitError;
use std::error::Error;

/// Why a request does not get its page.
#[derive(Debug)]
pub enum WebError {
    /// The page is refused.
    Refused(Refusal),
    /// Too much is going on.
    Busy,
    /// The request cannot be understood.
    Malformed(&'static str),
    /// What a browser of ours would not send: a field that no page has, or no form at all. The
    /// status says which.
    Unreadable(StatusCode),
    /// Another site made the request.
    Elsewhere,
    /// More was posted than the route takes.
    TooLarge,
    /// What was posted came too slowly, or stopped coming.
    TooSlow,
    /// Something is wrong with us.
    Fault(String),
}

impl WebError {
    /// The status that goes with it.
    pub fn status(&self) -> StatusCode {
        match self {
            WebError::Refused(Refusal::NotFound) => StatusCode::NOT_FOUND,
            WebError::Refused(Refusal::SignIn) => StatusCode::UNAUTHORIZED,
            WebError::Refused(Refusal::DeclareFirst(_) | Refusal::Prove) => StatusCode::FORBIDDEN,
            WebError::Refused(Refusal::Closed { .. }) => StatusCode::CONFLICT,
            WebError::Refused(Refusal::Busy) | WebError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            WebError::Malformed(_) => StatusCode::BAD_REQUEST,
            WebError::Unreadable(status) => *status,
            WebError::Refused(Refusal::NotTaken { .. }) => StatusCode::BAD_REQUEST,
            WebError::Elsewhere => StatusCode::FORBIDDEN,
            WebError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            WebError::TooSlow => StatusCode::REQUEST_TIMEOUT,
            WebError::Refused(Refusal::Fault) | WebError::Fault(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// Why the body of a request was not read to its end.
    pub fn of_body(cause: &axum::Error) -> WebError {
        let mut next = Some(cause as &dyn Error);
        while let Some(cause) = next {
            if cause.is::<LengthLimitError>() {
                return WebError::TooLarge;
            }
            if cause.is::<TooSlow>() {
                return WebError::TooSlow;
            }
            next = cause.source();
        }
        WebError::Malformed("the post ended early")
    }

    /// What the page says.
    pub fn refusal(&self) -> Refusal {
        match self {
            WebError::Refused(refusal) => refusal.clone(),
            WebError::Busy => Refusal::Busy,
            WebError::Malformed(_) => Refusal::NotFound,
            WebError::Unreadable(_) => not_taken(
                "The portal could not read what your browser sent, so nothing was done. Go back, reload the page and try again.",
            ),
            WebError::Elsewhere => not_taken(
                "This came from a page that is not the portal's, so nothing was done. Open the portal itself and do it there.",
            ),
            WebError::TooLarge => not_taken("What you sent is larger than this page can take."),
            WebError::TooSlow => not_taken(
                "What you sent did not arrive in time, so nothing of it was saved. Check your connection, go back and try again.",
            ),
            WebError::Fault(_) => Refusal::Fault,
        }
    }

    /// Tells the log, once, what people are not told.
    pub fn log(&self) {
        match self {
            WebError::Fault(cause) => tracing::error!(%cause, "a request failed"),
            WebError::Busy => tracing::warn!("a request was shed"),
            WebError::Elsewhere => tracing::warn!(
                "a post from elsewhere was refused; a proxy must pass Host and Origin unchanged"
            ),
            _ => {}
        }
    }
}

fn not_taken(because: &str) -> Refusal {
    let because = because.to_string();
    Refusal::NotTaken { because }
}

impl From<Refusal> for WebError {
    fn from(refusal: Refusal) -> Self {
        WebError::Refused(refusal)
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Unwritten(_) | StoreError::Stopped => WebError::Busy,
            StoreError::Files(cause) => {
                tracing::error!(%cause, "the place of files failed");
                WebError::Busy
            }
            other => WebError::Fault(other.to_string()),
        }
    }
}

impl From<FormError> for WebError {
    fn from(error: FormError) -> Self {
        match error {
            FormError::Store(error) => error.into(),
            other => WebError::Fault(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_body_was_not_read_decides_the_status() {
        let status = |cause: axum::Error| WebError::of_body(&cause).status().as_u16();
        assert_eq!(status(axum::Error::new(TooSlow)), 408);
        assert_eq!(status(axum::Error::new(axum::Error::new(TooSlow))), 408);
        let cut = std::io::Error::other("the connection was reset");
        assert_eq!(status(axum::Error::new(cut)), 400);
    }
}
