//! HTTP: the accept loop, the table of routes, what each request passes through, and the
//! handlers. It must not know a database.

mod accept;
mod bulkhead;
mod caller;
mod client;
mod cookie;
mod entry;
mod error;
mod handlers;
mod headers;
mod host;
mod json;
mod language;
mod markup;
mod refused;
mod render;
mod router;
mod text;
mod visit;

pub use accept::serve;
pub use bulkhead::{Bulkheads, Place, Room};
pub use client::Client;
pub use cookie::hash as hash_of_token;
pub use error::WebError;
pub use refused::BusyPage;
pub use router::{RouteRow, router, routes};
pub use visit::Visit;
