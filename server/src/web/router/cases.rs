//! The routes of case audits: rounds, cases, blocks, meetings.

use super::{
    handle,
    route::{Route, read, write},
};
use crate::policy::Action as A;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read(
            "/rounds/new",
            A::HostRound,
            get(handle::round_opening::form),
        ),
        write("/rounds", A::HostRound, post(handle::round_opening::open)),
        read(
            "/campaigns/{id}/cases",
            A::SeeRound,
            get(handle::round::round),
        ),
        write(
            "/campaigns/{id}/cases",
            A::HostRound,
            post(handle::round::add_case),
        ),
        read(
            "/campaigns/{id}/cases/new",
            A::HostRound,
            get(handle::round::new_case),
        ),
        read(
            "/campaigns/{id}/timetable",
            A::HostRound,
            get(handle::round::timetable),
        ),
        write(
            "/campaigns/{id}/timetable",
            A::HostRound,
            post(handle::round::set_timetable),
        ),
        read("/cases/{id}", A::SeeRound, get(handle::case::case)),
        write(
            "/cases/{id}/status",
            A::HostRound,
            post(handle::case::set_status),
        ),
        read(
            "/cases/{id}/agencies",
            A::HostRound,
            get(handle::case::agencies),
        ),
        write(
            "/cases/{id}/agencies",
            A::HostRound,
            post(handle::case::ask),
        ),
        write(
            "/cases/{id}/auditors",
            A::HostRound,
            post(handle::case::name),
        ),
        write(
            "/cases/{id}/auditors/remove",
            A::HostRound,
            post(handle::case::remove),
        ),
        write(
            "/cases/{id}/lock",
            A::HostRound,
            post(handle::meeting::lock),
        ),
        write(
            "/cases/{id}/show",
            A::HostRound,
            post(handle::meeting::show),
        ),
        read(
            "/cases/{id}/meeting",
            A::SeeMeeting,
            get(handle::meeting::meeting),
        ),
        write(
            "/cases/{id}/meeting",
            A::AgreeGrade,
            post(handle::meeting::record),
        ),
        read(
            "/cases/{id}/meeting/{section}",
            A::SeeMeeting,
            get(handle::meeting::section),
        ),
        write(
            "/cases/{id}/meeting/{section}/agree",
            A::AgreeGrade,
            post(handle::meeting::agree),
        ),
        read(
            "/cases/{id}/blocks",
            A::HostRound,
            get(handle::block::blocks),
        ),
        write("/cases/{id}/blocks", A::HostRound, post(handle::block::add)),
        write(
            "/cases/{id}/blocks/lift",
            A::HostRound,
            post(handle::block::lift),
        ),
    ]
}
