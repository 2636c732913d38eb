//! What a request can end in besides its page, and the status of each: the only place that picks
//! status codes for errors.

use crate::{forms::FormError, store::StoreError};
use axum::http::StatusCode;
use fourlens_app::portal::Refusal;

/// Why a request does not get its page.
#[derive(Debug)]
pub enum WebError {
    /// The page is refused.
    Refused(Refusal),
    /// Too much is going on.
    Busy,
    /// The request cannot be understood.
    Malformed(&'static str),
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
            WebError::Refused(Refusal::Fault) | WebError::Fault(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// What the page says.
    pub fn refusal(&self) -> Refusal {
        match self {
            WebError::Refused(refusal) => refusal.clone(),
            WebError::Busy => Refusal::Busy,
            WebError::Malformed(_) => Refusal::NotFound,
            WebError::Fault(_) => Refusal::Fault,
        }
    }

    /// Tells the log, once, what people are not told.
    pub fn log(&self) {
        match self {
            WebError::Fault(cause) => tracing::error!(%cause, "a request failed"),
            WebError::Busy => tracing::warn!("a request was shed"),
            _ => {}
        }
    }
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
