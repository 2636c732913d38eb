//! What is open to all: the start page, notices, styles and scripts, health.

use super::{
    handle,
    route::{Route, read, write},
};
use crate::policy::Action as A;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read("/", A::ReadPublic, get(handle::open::start)),
        read(
            "/accessibility",
            A::ReadPublic,
            get(handle::open::accessibility),
        ),
        read("/cookies", A::ReadPublic, get(handle::open::cookies)),
        read("/privacy", A::ReadPublic, get(handle::open::privacy)),
        read(
            "/privacy/{form}",
            A::ReadPublic,
            get(handle::open::privacy_of_form),
        ),
        write("/language", A::ReadPublic, post(handle::language::choose)),
        read("/assets/{*path}", A::ReadPublic, get(handle::open::asset)).always(),
        read("/openapi.json", A::ReadPublic, get(handle::open::openapi)).always(),
        read("/healthz", A::CheckHealth, get(handle::open::alive)).always(),
        read("/readyz", A::CheckHealth, get(handle::open::ready)).always(),
    ]
}
