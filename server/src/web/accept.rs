//! The accept loop: our own, because limits on slow clients and on their number can only be set
//! here. A stop lets what is under way finish, within a time.

use axum::{Router, extract::ConnectInfo};
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
use std::{future::Future, io, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore};

/// How long a client may take to send the head of its request.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// Connections open at once; more wait in the kernel's queue.
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
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .half_close(false);
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            place = room.clone().acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(cause) => {
                // Out of file descriptors, most likely: give those that are open time to close.
                tracing::warn!(%cause, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        if let Err(cause) = stream.set_nodelay(true) {
            tracing::debug!(%cause, "a connection was gone before it began");
        }
        let portal = TowerToHyperService::new(app.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            portal.call(request)
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection ended early");
            }
            drop(place);
        });
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
