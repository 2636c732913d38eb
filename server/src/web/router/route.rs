//! What the table of contents is made of: one route, what may be posted to it, and in which room
//! its work is done.

use crate::{policy::Action, state::State, web::Room};
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
const POST_BYTES: usize = 16 * 1024;

/// A route: what it serves, as what action, what may be posted to it, and where it is done.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) action: Action,
    pub(super) handler: MethodRouter<State>,
    pub(super) most: Most,
    pub(super) room: Option<Room>,
}

/// The most that may be posted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Most {
    /// So many bytes, all there before the work begins: a slow line waits for itself alone.
    Bytes(usize),
    /// So many bytes, read as they come.
    Stream(usize),
    /// As many as the files of a return may have, and what stands around them, read as they come.
    Files,
}

impl Most {
    pub(super) fn bytes(self, state: &State) -> usize {
        match self {
            Most::Bytes(bytes) | Most::Stream(bytes) => bytes,
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
        room: Some(Room::Pages),
    }
}

/// A post of a few fields.
pub(super) fn write(path: &'static str, action: Action, handler: MethodRouter<State>) -> Route {
    Route {
        method: Method::POST,
        path,
        action,
        handler,
        most: Most::Bytes(POST_BYTES),
        room: Some(Room::Saves),
    }
}

impl Route {
    /// The same, with so much posted to it.
    pub(super) fn takes(self, most: Most) -> Route {
        Route { most, ..self }
    }

    /// The same, done in another room.
    pub(super) fn within(self, room: Room) -> Route {
        let room = Some(room);
        Route { room, ..self }
    }

    /// The same, for what costs next to nothing: it is answered however busy the portal is.
    pub(super) fn always(self) -> Route {
        Route { room: None, ..self }
    }
}
