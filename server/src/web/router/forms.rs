//! The routes of forms: uploaded, tried, published, and with questions of the partnership.

use super::{
    handle,
    route::{DEFINITION_BYTES, Most, PREVIEW_BYTES, Route, read, write},
};
use crate::policy::Action as A;
use crate::web::Room;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read("/forms", A::SeeForms, get(handle::report::forms)),
        read(
            "/forms/upload",
            A::PrepareForm,
            get(handle::definition::form),
        ),
        write(
            "/forms/upload",
            A::PrepareForm,
            post(handle::definition::keep),
        )
        .takes(Most::Stream(DEFINITION_BYTES))
        .within(Room::DefinitionsIn),
        read(
            "/forms/drafts/{id}",
            A::PrepareForm,
            get(handle::definition::shown),
        ),
        write(
            "/forms/drafts/{id}",
            A::PrepareForm,
            post(handle::definition::replace),
        )
        .takes(Most::Stream(DEFINITION_BYTES))
        .within(Room::DefinitionsIn),
        write(
            "/forms/drafts/{id}/discard",
            A::PrepareForm,
            post(handle::definition::discard),
        ),
        write(
            "/forms/drafts/{id}/publish",
            A::PublishForm,
            post(handle::definition::publish),
        ),
        read(
            "/forms/drafts/{id}/preview",
            A::PrepareForm,
            get(handle::preview::of_draft),
        ),
        write(
            "/forms/drafts/{id}/preview",
            A::PrepareForm,
            post(handle::preview::try_draft),
        )
        .takes(Most::Bytes(PREVIEW_BYTES)),
        read(
            "/forms/{key}/preview",
            A::PrepareForm,
            get(handle::preview::of_form),
        ),
        write(
            "/forms/{key}/preview",
            A::PrepareForm,
            post(handle::preview::try_form),
        )
        .takes(Most::Bytes(PREVIEW_BYTES)),
        read(
            "/forms/{key}/local-questions",
            A::SeeForms,
            get(handle::local::questions),
        ),
        write(
            "/forms/{key}/local-questions",
            A::PublishForm,
            post(handle::local::add),
        ),
        write(
            "/forms/{key}/local-questions/remove",
            A::PublishForm,
            post(handle::local::remove),
        ),
        read(
            "/forms/{key}/settings",
            A::SeeForms,
            get(handle::settings::settings),
        ),
        write(
            "/forms/{key}/settings",
            A::PublishForm,
            post(handle::settings::save),
        ),
    ]
}
