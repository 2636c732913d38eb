//! The routes of those who fill returns.

use super::{
    handle,
    route::{Most, Route, SECTION_BYTES, read, write},
};
use crate::policy::Action as A;
use crate::web::Room;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read("/home", A::SeeHome, get(handle::fill::home)),
        read("/returns/{id}", A::SeeReturn, get(handle::fill::task_list)),
        read(
            "/returns/{id}/services",
            A::SeeServices,
            get(handle::fill::services),
        ),
        read(
            "/returns/{id}/sections/{section}",
            A::FillReturn,
            get(handle::fill::section),
        ),
        write(
            "/returns/{id}/sections/{section}",
            A::FillReturn,
            post(handle::save::section),
        )
        .takes(Most::Bytes(SECTION_BYTES)),
        write(
            "/api/returns/{id}/sections/{section}",
            A::FillReturn,
            post(handle::save::answers),
        )
        .takes(Most::Bytes(SECTION_BYTES)),
        read(
            "/returns/{id}/evidence/{question}",
            A::FillReturn,
            get(handle::evidence::page),
        ),
        write(
            "/returns/{id}/evidence/{question}",
            A::FillReturn,
            post(handle::evidence::add),
        )
        .takes(Most::Files)
        .within(Room::Uploads),
        write(
            "/returns/{id}/evidence/{question}/use",
            A::FillReturn,
            post(handle::evidence::reuse),
        ),
        write(
            "/returns/{id}/evidence/{question}/remove",
            A::FillReturn,
            post(handle::evidence::remove),
        ),
        read(
            "/returns/{id}/files/{file}",
            A::ReadFile,
            get(handle::files::download),
        ),
        read(
            "/returns/{id}/check",
            A::FillReturn,
            get(handle::fill::check),
        ),
        write(
            "/returns/{id}/submit",
            A::SubmitReturn,
            post(handle::submit::submit),
        ),
        read(
            "/returns/{id}/receipt",
            A::SeeReturn,
            get(handle::fill::receipt),
        ),
        read(
            "/returns/{id}/print",
            A::SeeReturn,
            get(handle::fill::printable),
        ),
        read(
            "/returns/{id}/feedback",
            A::ReadFeedback,
            get(handle::fill::feedback),
        ),
        read(
            "/returns/{id}/conflict",
            A::DeclareConflict,
            get(handle::conflict::form),
        ),
        write(
            "/returns/{id}/conflict",
            A::DeclareConflict,
            post(handle::conflict::declare),
        ),
    ]
}
