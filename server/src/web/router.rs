//! The table of contents: every route with its method, its action and its handler. `fourlens
//! routes` prints this list, and nothing is served that is not in it.

mod campaigns;
mod cases;
mod directory;
mod forms;
mod open;
mod pass;
mod records;
mod returns;
mod route;
mod sign_in;

use super::{WebError, client, handlers as handle, headers, host, refused};
use crate::{policy::Access, state::State};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    http::{Response, StatusCode, header},
    middleware::{self, Next},
    response::IntoResponse,
    routing::MethodRouter,
};
use pass::Pass;
use route::Route;
use serde::Serialize;
use std::{convert::Infallible, sync::Arc};
use tower_http::{
    catch_panic::CatchPanicLayer,
    csrf::{CsrfLayer, ProtectionError},
    limit::RequestBodyLimitLayer,
    trace::TraceLayer,
};

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
    let areas = [
        open::routes,
        sign_in::routes,
        returns::routes,
        campaigns::routes,
        cases::routes,
        records::routes,
        forms::routes,
        directory::routes,
    ];
    areas.into_iter().flat_map(|routes| routes()).collect()
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
        let most = route.most.bytes(&state);
        let pass = Pass::of(&state, &route);
        let handler: MethodRouter<State> = route
            .handler
            .layer::<_, Infallible>(middleware::from_fn_with_state(pass, pass::through))
            .layer(RequestBodyLimitLayer::new(most));
        router = router.route(route.path, handler);
    }
    router
        // axum's own limit is lower than some of ours; each route has one that holds.
        .layer(DefaultBodyLimit::disable())
        .fallback(handle::open::lost)
        .method_not_allowed_fallback(handle::open::wrong_method)
        .layer(CatchPanicLayer::custom(|_| {
            WebError::Fault("a handler panicked".to_string()).into_response()
        }))
        .layer(
            CsrfLayer::new().with_rejection_response(|_: ProtectionError| {
                WebError::Elsewhere.into_response()
            }),
        )
        .layer(middleware::from_fn_with_state(state.clone(), show_errors))
        .layer(middleware::from_fn(host::demand))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(TraceLayer::new_for_http().make_span_with(client::span))
        .layer(middleware::map_request_with_state(
            state.clone(),
            client::recognise,
        ))
        .with_state(state)
}

/// Turns what went wrong into a page, or into JSON for an island.
async fn show_errors(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let asked = refused::Asked::of(&request);
    let response = next.run(request).await;
    let error = response.extensions().get::<Arc<WebError>>().cloned();
    // A layer that holds a limit says so by its status alone.
    let too_large = response.status() == StatusCode::PAYLOAD_TOO_LARGE;
    let error = error.or_else(|| too_large.then(|| Arc::new(WebError::TooLarge)));
    // An extractor that could not read a request says so in plain words for developers.
    let status = response.status();
    let unread = status.is_client_error() && is_plain_text(&response);
    let error = error.or_else(|| unread.then(|| Arc::new(WebError::Unreadable(status))));
    match error {
        Some(error) => {
            error.log();
            refused::answer(state, asked, &error).await
        }
        None => response,
    }
}

fn is_plain_text(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}
