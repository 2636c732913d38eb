//! What the table of contents is made of: one route, and the most that may be posted to it.

use crate::{policy::Action, state::State};
use axum::{http::Method, routing::MethodRouter};

/// The most bytes a section's post may have: every text of it at its longest.
pub(super) const SECTION_BYTES: usize = 1024 * 1024;

/// The most bytes an uploaded definition may have, with what is posted beside it.
pub(super) const DEFINITION_BYTES: usize = 8 * 1024 * 1024;

/// The most bytes a post of a preview may have: a section's, and every answer so far.
pub(super) const PREVIEW_BYTES: usize = 4 * SECTION_BYTES;

/// The most bytes an extract of the schools register may have, with its links: the whole country
/// was some 60 MB in 2026.
pub(super) const REGISTER_BYTES: usize = 96 * 1024 * 1024;

/// The most bytes any other post may have.
pub(super) const POST_BYTES: usize = 16 * 1024;

/// A route: what it serves, as what action, and the most that may be posted to it.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) action: Action,
    pub(super) handler: MethodRouter<State>,
    pub(super) most: Most,
}

/// The most that may be posted.
#[derive(Clone, Copy)]
pub(super) enum Most {
    /// So many bytes.
    Bytes(usize),
    /// As many as the files of a return may have, and what stands around them.
    Files,
}

impl Most {
    pub(super) fn bytes(self, state: &State) -> usize {
        match self {
            Most::Bytes(bytes) => bytes,
            Most::Files => {
                let files = usize::try_from(state.settings.files.bytes_per_return);
                files.unwrap_or(usize::MAX).saturating_add(SECTION_BYTES)
            }
        }
    }
}

/// A page or a file.
pub(super) fn read(path: &'static str, action: Action, handler: MethodRouter<State>) -> Route {
    Route {
        method: Method::GET,
        path,
        action,
        handler,
        most: Most::Bytes(0),
    }
}

/// A post of so many bytes at most.
pub(super) fn write(
    path: &'static str,
    action: Action,
    handler: MethodRouter<State>,
    most_bytes: usize,
) -> Route {
    Route {
        method: Method::POST,
        path,
        action,
        handler,
        most: Most::Bytes(most_bytes),
    }
}
