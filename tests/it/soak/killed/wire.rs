//! Real connections to a server that may be killed at any moment, as a service for the browsers of
//! stories. A reply that did not come whole is told apart from every reply there is. It must not
//! know what is asked.

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Response, StatusCode},
};
use http_body_util::BodyExt;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpStream;

/// The status of a reply that did not come whole. No server sends it.
pub(super) const CUT: u16 = 599;

/// How long a reply may take: a server that hangs is a fault.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a client waits that was told to come again.
const BREATH: Duration = Duration::from_millis(200);

/// Where the server listens, which each start decides anew.
#[derive(Clone)]
pub(super) struct Wire(Arc<Mutex<SocketAddr>>);

impl Wire {
    /// A wire to this server.
    pub(super) fn to(address: SocketAddr) -> Wire {
        Wire(Arc::new(Mutex::new(address)))
    }

    /// Leads to another server from now on.
    pub(super) fn lead_to(&self, address: SocketAddr) {
        *self.0.lock().expect("nobody panics with it") = address;
    }

    /// The wire as a service: a connection for each request.
    pub(super) fn router(&self) -> Router {
        let wire = self.clone();
        Router::new().fallback(move |request: Request| {
            let address = *wire.0.lock().expect("nobody panics with it");
            async move {
                let asked = tokio::time::timeout(PATIENCE, ask(address, request)).await;
                let reply = asked.expect("the server answers, or is gone");
                reply.unwrap_or_else(|_| {
                    let mut cut = Response::new(Body::empty());
                    *cut.status_mut() = StatusCode::from_u16(CUT).expect("a status");
                    cut
                })
            }
        })
    }
}

/// Asks, and asks again where the server is too busy to begin, as its reply says to.
async fn ask(address: SocketAddr, request: Request) -> anyhow::Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    loop {
        let request = Request::from_parts(head.clone(), Body::from(body.clone()));
        let reply = ask_once(address, request).await?;
        if reply.status() != StatusCode::SERVICE_UNAVAILABLE {
            return Ok(reply);
        }
        tokio::time::sleep(BREATH).await;
    }
}

async fn ask_once(address: SocketAddr, request: Request) -> anyhow::Result<Response<Body>> {
    let stream = TokioIo::new(TcpStream::connect(address).await?);
    let (mut sender, connection) = http1::handshake(stream).await?;
    let connection = tokio::spawn(connection);
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let whole = body.collect().await?.to_bytes();
    connection.abort();
    Ok(Response::from_parts(parts, Body::from(whole)))
}
