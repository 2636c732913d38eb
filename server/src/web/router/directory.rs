//! The routes of organisations and of who is where in them.

use super::{
    handle,
    route::{Most, REGISTER_BYTES, Route, read, write},
};
use crate::policy::Action as A;
use crate::web::Room;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read(
            "/directory",
            A::SeeDirectory,
            get(handle::directory::directory),
        ),
        write("/directory", A::KeepDirectory, post(handle::directory::add)),
        read(
            "/directory/new",
            A::KeepDirectory,
            get(handle::directory::new),
        ),
        read(
            "/directory/import",
            A::ImportSchools,
            get(handle::school_import::form),
        ),
        write(
            "/directory/import",
            A::ImportSchools,
            post(handle::school_import::keep),
        )
        .takes(Most::Stream(REGISTER_BYTES))
        .within(Room::Imports),
        read(
            "/directory/import/{id}",
            A::ImportSchools,
            get(handle::school_import::shown),
        )
        .within(Room::Imports),
        read(
            "/directory/import/{id}/problems.csv",
            A::ImportSchools,
            get(handle::school_import::problems),
        ),
        write(
            "/directory/import/{id}/apply",
            A::ImportSchools,
            post(handle::school_import::apply),
        )
        .within(Room::Imports),
        read(
            "/directory/{id}",
            A::SeeDirectory,
            get(handle::directory::one),
        ),
        read(
            "/directory/{id}/edit",
            A::KeepDirectory,
            get(handle::directory::edit),
        ),
        write(
            "/directory/{id}/edit",
            A::KeepDirectory,
            post(handle::directory::save),
        ),
        read(
            "/directory/{id}/people",
            A::SeeDirectory,
            get(handle::contacts::contacts),
        ),
        write(
            "/directory/{id}/people",
            A::KeepPeople,
            post(handle::contacts::join),
        ),
        write(
            "/directory/{id}/people/end",
            A::KeepPeople,
            post(handle::contacts::leave),
        ),
        write(
            "/directory/{id}/people/bring",
            A::KeepPeople,
            post(handle::contacts::bring),
        ),
        read(
            "/directory/{id}/merge",
            A::MergeOrganisations,
            get(handle::merge::merging),
        ),
        write(
            "/directory/{id}/merge",
            A::MergeOrganisations,
            post(handle::merge::merge),
        ),
        write(
            "/directory/{id}/merge/undo",
            A::MergeOrganisations,
            post(handle::merge::undo),
        ),
    ]
}
