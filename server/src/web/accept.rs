//! The accept loop: our own, because limits on slow clients and on their number can only be set
//! here. When all places are taken, the client that has kept us waiting longest gives way. A stop
//! lets what is under way finish, within a time.

mod body;
mod pace;
mod places;
mod stream;
#[cfg(test)]
mod tests;

use axum::{Router, extract::ConnectInfo};
use body::PacedBody;
use hyper::{
    Request,
    body::Incoming,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
pub use pace::TooSlow;
use places::{Place, Places};
use std::{future::Future, io, net::SocketAddr, time::Duration};
use stream::PacedStream;
use tokio::net::{TcpListener, TcpStream};

/// How long a client may take to send the head of its request.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// Connections open at once.
const CONNECTIONS: usize = 2048;

/// The most bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// How long a stop waits for what is under way.
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// Serves the portal until `stop` is done, then drains.
///
/// # Errors
/// When the listener itself fails; a failing connection ends only itself.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(listener, app, Places::new(CONNECTIONS), stop).await
}

async fn serve_with(
    listener: TcpListener,
    app: Router,
    places: Places,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stop => break,
        };
        let place = tokio::select! {
            place = places.take() => place,
            () = &mut stop => break,
        };
        answer(stream, peer, place, app.clone(), &graceful);
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIME, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time and were cut");
    }
    Ok(())
}

/// The next connection.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(cause) => {
                // Out of file descriptors, most likely: give those that are open time to close.
                tracing::warn!(%cause, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Answers what is asked over a connection, until it ends or has to give way.
fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    app: Router,
    graceful: &GracefulShutdown,
) {
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "a connection was gone before it began");
    }
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .half_close(false);
    let turn = place.turn();
    let stream = PacedStream::new(stream, turn.clone());
    let portal = TowerToHyperService::new(app);
    let service = service_fn(move |request: Request<Incoming>| {
        turn.is_ours();
        let mut request = request.map(|body| PacedBody::new(body, turn.clone()));
        request.extensions_mut().insert(ConnectInfo(peer));
        let (answering, turn) = (portal.call(request), turn.clone());
        async move {
            let answer = answering.await;
            turn.is_the_clients(tokio::time::Instant::now() + HEAD_TIME);
            answer
        }
    });
    let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        tokio::select! {
            ended = connection => if let Err(cause) = ended {
                tracing::debug!(%cause, "a connection ended early");
            },
            () = place.given_up() => tracing::debug!("a slow connection gave way"),
        }
    });
}
