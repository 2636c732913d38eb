//! The table of contents: every route with its method, its action and its handler. `fourlens
//! routes` prints this list, and nothing is served that is not in it.

mod route;
mod sign_in;

use super::{WebError, client, handlers as handle, headers, render, visit::Visit};
use crate::{
    policy::{Access, Action},
    state::State,
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    http::Response,
    middleware::{self, Next},
    response::IntoResponse,
    routing::{get, post},
};
use route::{
    DEFINITION_BYTES, Most, POST_BYTES, PREVIEW_BYTES, REGISTER_BYTES, Route, SECTION_BYTES, read,
    write,
};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer,
    timeout::RequestBodyTimeoutLayer, trace::TraceLayer,
};

/// How long a body may keep silent.
const BODY_SILENCE: Duration = Duration::from_secs(15);

/// A route as it is printed.
#[derive(Debug, Clone, Serialize)]
pub struct RouteRow {
    /// GET or POST; a GET never writes, but for the return from a provider.
    pub method: String,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The action it does.
    pub action: &'static str,
    /// Whether everyone may do it.
    pub public: bool,
}

fn table() -> Vec<Route> {
    let mut all = pages();
    all.extend(sign_in::routes());
    all
}

fn pages() -> Vec<Route> {
    use Action as A;
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
        write(
            "/language",
            A::ReadPublic,
            post(handle::language::choose),
            POST_BYTES,
        ),
        read("/assets/{*path}", A::ReadPublic, get(handle::open::asset)),
        read("/openapi.json", A::ReadPublic, get(handle::open::openapi)),
        read("/healthz", A::CheckHealth, get(handle::open::alive)),
        read("/readyz", A::CheckHealth, get(handle::open::ready)),
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
            SECTION_BYTES,
        ),
        write(
            "/api/returns/{id}/sections/{section}",
            A::FillReturn,
            post(handle::save::answers),
            SECTION_BYTES,
        ),
        read(
            "/returns/{id}/evidence/{question}",
            A::FillReturn,
            get(handle::evidence::page),
        ),
        Route {
            most: Most::Files,
            ..write(
                "/returns/{id}/evidence/{question}",
                A::FillReturn,
                post(handle::evidence::add),
                POST_BYTES,
            )
        },
        write(
            "/returns/{id}/evidence/{question}/use",
            A::FillReturn,
            post(handle::evidence::reuse),
            POST_BYTES,
        ),
        write(
            "/returns/{id}/evidence/{question}/remove",
            A::FillReturn,
            post(handle::evidence::remove),
            POST_BYTES,
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
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/campaigns",
            A::OpenCampaign,
            post(handle::opening::open),
            POST_BYTES,
        ),
        read(
            "/campaigns/{id}/opened",
            A::OpenCampaign,
            get(handle::opening::opened),
        ),
        write(
            "/campaigns/{id}/withdraw",
            A::OpenCampaign,
            post(handle::opening::withdraw),
            POST_BYTES,
        ),
        read(
            "/campaigns/{id}",
            A::SeeCampaign,
            get(handle::report::campaign),
        ),
        read(
            "/campaigns/{id}/scores.csv",
            A::ExportScores,
            get(handle::report::scores_file),
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
            POST_BYTES,
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
            SECTION_BYTES,
        ),
        write(
            "/returns/{id}/identity",
            A::SeeIdentity,
            post(handle::report::identity),
            POST_BYTES,
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
            POST_BYTES,
        ),
        read(
            "/rounds/new",
            A::HostRound,
            get(handle::round_opening::form),
        ),
        write(
            "/rounds",
            A::HostRound,
            post(handle::round_opening::open),
            POST_BYTES,
        ),
        read(
            "/campaigns/{id}/cases",
            A::SeeRound,
            get(handle::round::round),
        ),
        write(
            "/campaigns/{id}/cases",
            A::HostRound,
            post(handle::round::add_case),
            POST_BYTES,
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
            POST_BYTES,
        ),
        read("/cases/{id}", A::SeeRound, get(handle::case::case)),
        write(
            "/cases/{id}/status",
            A::HostRound,
            post(handle::case::set_status),
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/cases/{id}/auditors",
            A::HostRound,
            post(handle::case::name),
            POST_BYTES,
        ),
        write(
            "/cases/{id}/auditors/remove",
            A::HostRound,
            post(handle::case::remove),
            POST_BYTES,
        ),
        write(
            "/cases/{id}/lock",
            A::HostRound,
            post(handle::meeting::lock),
            POST_BYTES,
        ),
        write(
            "/cases/{id}/show",
            A::HostRound,
            post(handle::meeting::show),
            POST_BYTES,
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
            POST_BYTES,
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
            POST_BYTES,
        ),
        read(
            "/reports/{form}",
            A::SeeReport,
            get(handle::meeting::report),
        ),
        read(
            "/cases/{id}/blocks",
            A::HostRound,
            get(handle::block::blocks),
        ),
        write(
            "/cases/{id}/blocks",
            A::HostRound,
            post(handle::block::add),
            POST_BYTES,
        ),
        write(
            "/cases/{id}/blocks/lift",
            A::HostRound,
            post(handle::block::lift),
            POST_BYTES,
        ),
        read("/records", A::SeeRecords, get(handle::record::records)),
        read("/records/copy", A::CopySubject, get(handle::record::copy)),
        read("/erasures", A::SeeErasures, get(handle::erasure::erasures)),
        write(
            "/erasures",
            A::ProposeErasure,
            post(handle::erasure::propose),
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/erasures/{id}/refuse",
            A::ApproveErasure,
            post(handle::erasure::refuse),
            POST_BYTES,
        ),
        write(
            "/holds",
            A::KeepHolds,
            post(handle::erasure::hold),
            POST_BYTES,
        ),
        write(
            "/holds/lift",
            A::KeepHolds,
            post(handle::erasure::lift),
            POST_BYTES,
        ),
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
            DEFINITION_BYTES,
        ),
        read(
            "/forms/drafts/{id}",
            A::PrepareForm,
            get(handle::definition::shown),
        ),
        write(
            "/forms/drafts/{id}",
            A::PrepareForm,
            post(handle::definition::replace),
            DEFINITION_BYTES,
        ),
        write(
            "/forms/drafts/{id}/discard",
            A::PrepareForm,
            post(handle::definition::discard),
            POST_BYTES,
        ),
        write(
            "/forms/drafts/{id}/publish",
            A::PublishForm,
            post(handle::definition::publish),
            POST_BYTES,
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
            PREVIEW_BYTES,
        ),
        read(
            "/forms/{key}/preview",
            A::PrepareForm,
            get(handle::preview::of_form),
        ),
        write(
            "/forms/{key}/preview",
            A::PrepareForm,
            post(handle::preview::try_form),
            PREVIEW_BYTES,
        ),
        read(
            "/forms/{key}/local-questions",
            A::SeeForms,
            get(handle::local::questions),
        ),
        write(
            "/forms/{key}/local-questions",
            A::PublishForm,
            post(handle::local::add),
            POST_BYTES,
        ),
        write(
            "/forms/{key}/local-questions/remove",
            A::PublishForm,
            post(handle::local::remove),
            POST_BYTES,
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
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/priorities/{key}",
            A::KeepPriorities,
            post(handle::priority::end),
            POST_BYTES,
        ),
        read(
            "/directory",
            A::SeeDirectory,
            get(handle::directory::directory),
        ),
        write(
            "/directory",
            A::KeepDirectory,
            post(handle::directory::add),
            POST_BYTES,
        ),
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
            REGISTER_BYTES,
        ),
        read(
            "/directory/import/{id}",
            A::ImportSchools,
            get(handle::school_import::shown),
        ),
        read(
            "/directory/import/{id}/problems.csv",
            A::ImportSchools,
            get(handle::school_import::problems),
        ),
        write(
            "/directory/import/{id}/apply",
            A::ImportSchools,
            post(handle::school_import::apply),
            POST_BYTES,
        ),
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
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/directory/{id}/people/end",
            A::KeepPeople,
            post(handle::contacts::leave),
            POST_BYTES,
        ),
        write(
            "/directory/{id}/people/bring",
            A::KeepPeople,
            post(handle::contacts::bring),
            POST_BYTES,
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
            POST_BYTES,
        ),
        write(
            "/directory/{id}/merge/undo",
            A::MergeOrganisations,
            post(handle::merge::undo),
            POST_BYTES,
        ),
        write(
            "/campaigns/{id}/version",
            A::AskVersion,
            post(handle::local::ask),
            POST_BYTES,
        ),
    ]
}

/// Every route, as it is printed.
pub fn routes() -> Vec<RouteRow> {
    let row = |route: &Route| RouteRow {
        method: route.method.to_string(),
        path: route.path,
        action: route.action.key(),
        public: route.action.access() == Access::Everyone,
    };
    table().iter().map(row).collect()
}

/// The whole portal as one service.
pub fn router(state: State) -> Router {
    // Leptos spawns on tokio; told once, and told again it stays as it is.
    let _told_before = any_spawner::Executor::init_tokio();
    let mut router = Router::new();
    for route in table() {
        let guard = Guard {
            state: state.clone(),
            action: route.action,
        };
        let handler = route
            .handler
            .layer(RequestBodyLimitLayer::new(route.most.bytes(&state)))
            .layer(middleware::from_fn_with_state(guard, pass));
        router = router.route(route.path, handler);
    }
    let lost = Guard {
        state: state.clone(),
        action: Action::ReadPublic,
    };
    router
        // axum's own limit is lower than some of ours; each route has one that holds.
        .layer(DefaultBodyLimit::disable())
        .fallback(handle::open::lost)
        .method_not_allowed_fallback(handle::open::lost)
        .layer(CatchPanicLayer::custom(|_| {
            WebError::Fault("a handler panicked".to_string()).into_response()
        }))
        .layer(middleware::from_fn_with_state(lost, show_errors))
        .layer(CsrfLayer::new())
        .layer(RequestBodyTimeoutLayer::new(BODY_SILENCE))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(TraceLayer::new_for_http().make_span_with(client::span))
        .layer(middleware::map_request_with_state(
            state.clone(),
            client::recognise,
        ))
        .with_state(state)
}

#[derive(Clone)]
struct Guard {
    state: State,
    action: Action,
}

/// Decides who visits and what they may do, then lets the handler work.
async fn pass(
    axum::extract::State(guard): axum::extract::State<Guard>,
    mut request: Request,
    next: Next,
) -> Result<Response<Body>, WebError> {
    let visit = Visit::decide(guard.state, request.headers(), guard.action).await?;
    request.extensions_mut().insert(visit);
    Ok(next.run(request).await)
}

/// Turns what went wrong into a page, or into JSON for an island.
async fn show_errors(
    axum::extract::State(guard): axum::extract::State<Guard>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let asked = render::Asked::of(&request);
    let response = next.run(request).await;
    let error = response.extensions().get::<Arc<WebError>>().cloned();
    let too_large = response.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
    match error {
        Some(error) => {
            error.log();
            render::error(guard.state, asked, &error).await
        }
        None if too_large => render::too_large(guard.state, asked).await,
        None => response,
    }
}
