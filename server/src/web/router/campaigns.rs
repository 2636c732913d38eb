//! The routes of those who open campaigns, follow them, read what came and report.

use super::{
    handle,
    route::{Most, Route, SECTION_BYTES, read, write},
};
use crate::policy::Action as A;
use axum::routing::{get, post};

pub(super) fn routes() -> Vec<Route> {
    vec![
        read("/campaigns", A::SeeCampaign, get(handle::report::campaigns)),
        read(
            "/campaigns/new",
            A::OpenCampaign,
            get(handle::opening::begin),
        ),
        write(
            "/campaigns/new",
            A::OpenCampaign,
            post(handle::opening::check),
        ),
        write("/campaigns", A::OpenCampaign, post(handle::opening::open)),
        read(
            "/campaigns/{id}/opened",
            A::OpenCampaign,
            get(handle::opening::opened),
        ),
        write(
            "/campaigns/{id}/withdraw",
            A::OpenCampaign,
            post(handle::opening::withdraw),
        ),
        read(
            "/campaigns/{id}",
            A::SeeCampaign,
            get(handle::report::campaign),
        ),
        read(
            "/campaigns/{id}/scores.csv",
            A::ExportScores,
            get(handle::scores_file::scores_file),
        ),
        read(
            "/returns/{id}/scores",
            A::ReadScores,
            get(handle::report::scores),
        ),
        read(
            "/returns/{id}/answers",
            A::ReadAnswers,
            get(handle::report::answers),
        ),
        read(
            "/returns/{id}/moderation",
            A::Moderate,
            get(handle::moderation::moderation),
        ),
        write(
            "/returns/{id}/moderation/share",
            A::Moderate,
            post(handle::moderation::share),
        ),
        read(
            "/returns/{id}/moderation/{section}",
            A::Moderate,
            get(handle::moderation::section),
        ),
        write(
            "/returns/{id}/moderation/{section}",
            A::Moderate,
            post(handle::moderation::say),
        )
        .takes(Most::Bytes(SECTION_BYTES)),
        write(
            "/returns/{id}/identity",
            A::SeeIdentity,
            post(handle::report::identity),
        ),
        read(
            "/reports/{form}",
            A::SeeReport,
            get(handle::meeting::report),
        ),
        read(
            "/priorities",
            A::KeepPriorities,
            get(handle::priority::priorities),
        ),
        write(
            "/priorities",
            A::KeepPriorities,
            post(handle::priority::add),
        ),
        write(
            "/priorities/{key}",
            A::KeepPriorities,
            post(handle::priority::end),
        ),
        write(
            "/campaigns/{id}/version",
            A::AskVersion,
            post(handle::local::ask),
        ),
    ]
}
