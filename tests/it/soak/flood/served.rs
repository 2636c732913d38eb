//! A world that is served over real connections, and what clients do with those: all of a
//! request, some of it, or all of it and then they are gone.

use crate::world::{Browser, World};
use fourlens_server::web;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

/// A portal that listens; it stops when told to.
pub(super) struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Served {
    pub(super) async fn of(world: &World) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(web::serve(listener, world.router.clone(), async {
            let _ = stopped.await;
        }));
        Served {
            address,
            stop,
            serving,
        }
    }

    pub(super) async fn stop(self) {
        drop(self.stop);
        self.serving.await.expect("served").expect("to the end");
    }

    /// A connection over which this was sent; the portal may have closed it before the end.
    pub(super) async fn sent(&self, bytes: &[u8]) -> TcpStream {
        let mut client = TcpStream::connect(self.address).await.expect("connected");
        let _closed = client.write_all(bytes).await;
        client
    }

    /// The status line of the answer to a whole request.
    pub(super) async fn status(&self, request: &[u8]) -> u16 {
        let mut client = self.sent(request).await;
        let mut head = [0; 12];
        client.read_exact(&mut head).await.expect("an answer");
        let status = String::from_utf8_lossy(&head[9..]).into_owned();
        status.parse().expect("a status")
    }
}

/// A request for a page, as this browser asks.
pub(super) fn asking(browser: &Browser, path: &str) -> Vec<u8> {
    let cookies = browser.cookie_header();
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: {cookies}\r\n\r\n").into_bytes()
}

/// A post of this body, as this browser posts, which claims to be so many bytes long.
pub(super) fn posting(browser: &Browser, path: &str, body: &str, length: usize) -> Vec<u8> {
    let cookies = browser.cookie_header();
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: {cookies}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
