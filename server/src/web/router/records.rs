//! The routes of what is kept, for how long, and who saw it.

use super::{
    handle,
    route::{Route, read, write},
};
use crate::policy::Action as A;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read("/records", A::SeeRecords, get(handle::record::records)),
        read("/records/copy", A::CopySubject, get(handle::record::copy)),
        read("/erasures", A::SeeErasures, get(handle::erasure::erasures)),
        write(
            "/erasures",
            A::ProposeErasure,
            post(handle::erasure::propose),
        ),
        read(
            "/erasures/{id}",
            A::SeeErasures,
            get(handle::erasure::erasure),
        ),
        write(
            "/erasures/{id}/approve",
            A::ApproveErasure,
            post(handle::erasure::approve),
        ),
        write(
            "/erasures/{id}/refuse",
            A::ApproveErasure,
            post(handle::erasure::refuse),
        ),
        write("/holds", A::KeepHolds, post(handle::erasure::hold)),
        write("/holds/lift", A::KeepHolds, post(handle::erasure::lift)),
    ]
}
