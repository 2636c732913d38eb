//! Slow clients over real connections, with a clock that runs when nobody does anything.

use super::*;
use axum::{
    body::Body,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::oneshot,
    time::Instant,
};

/// More than a connection takes in without a reader.
const MUCH: usize = 64 * 1024 * 1024;

struct Portal {
    address: SocketAddr,
    places: Places,
    _stop: oneshot::Sender<()>,
}

impl Portal {
    /// A small portal with so many places.
    async fn of(places: usize) -> Portal {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let app = Router::new()
            .route("/", get(|| async { "answered" }))
            .route("/", post(|body: String| async move { body }))
            .route("/much", get(|| async { Body::from(vec![b'x'; MUCH]) }));
        let (stop, stopped) = oneshot::channel::<()>();
        let (address, places) = (listener.local_addr(), Places::new(places));
        tokio::spawn(serve_with(listener, app, places.clone(), async {
            let _ = stopped.await;
        }));
        Portal {
            address: address.expect("an address"),
            places,
            _stop: stop,
        }
    }

    /// A connection over which this was sent, and no more.
    async fn sent(&self, bytes: &str) -> TcpStream {
        let mut client = TcpStream::connect(self.address).await.expect("connected");
        client.write_all(bytes.as_bytes()).await.expect("sent");
        client
    }

    /// What comes back for a whole request, the connection closed.
    async fn asked(&self, request: &str) -> String {
        rest(self.sent(request).await).await
    }
}

const WHOLE: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const HALF_A_HEAD: &str = "GET / HTTP/1.1\r\nHost: a\r\n";
const HALF_A_BODY: &str = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf";
const MUCH_ASKED: &str = "GET /much HTTP/1.1\r\nHost: a\r\n\r\n";

/// All that still comes; a connection that was cut off ends it, too.
async fn rest(mut client: TcpStream) -> String {
    let mut read = Vec::new();
    let _cut = client.read_to_end(&mut read).await;
    String::from_utf8_lossy(&read).into_owned()
}

#[tokio::test(start_paused = true)]
async fn who_does_not_finish_a_head_is_cut_off() {
    let portal = Portal::of(8).await;
    let start = Instant::now();
    let told = rest(portal.sent(HALF_A_HEAD).await).await;
    assert!(!told.contains("answered"), "{told}");
    assert_eq!(start.elapsed().as_secs(), HEAD_TIME.as_secs());
}

#[tokio::test(start_paused = true)]
async fn who_asks_nothing_more_is_cut_off() {
    let portal = Portal::of(8).await;
    let start = Instant::now();
    let told = rest(portal.sent("GET / HTTP/1.1\r\nHost: a\r\n\r\n").await).await;
    assert!(told.ends_with("answered"), "{told}");
    assert_eq!(start.elapsed().as_secs(), HEAD_TIME.as_secs());
}

#[tokio::test(start_paused = true)]
async fn who_does_not_finish_a_body_is_cut_off() {
    let portal = Portal::of(8).await;
    let start = Instant::now();
    let told = rest(portal.sent(HALF_A_BODY).await).await;
    assert!(told.starts_with("HTTP/1.1 400"), "{told}");
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn who_drips_a_body_is_cut_off_all_the_same() {
    let portal = Portal::of(8).await;
    let start = Instant::now();
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n";
    let mut client = portal.sent(head).await;
    while client.write_all(b"x").await.is_ok() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(start.elapsed() < Duration::from_secs(60), "still there");
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_take_an_answer_is_cut_off() {
    let portal = Portal::of(8).await;
    let client = portal.sent(MUCH_ASKED).await;
    let start = Instant::now();
    while portal.places.taken() > 0 || start.elapsed().is_zero() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(start.elapsed() < Duration::from_secs(60), "still there");
    }
    assert!(rest(client).await.len() < MUCH);
}

#[tokio::test(start_paused = true)]
async fn when_all_places_are_taken_the_slowest_give_way_and_nobody_else() {
    let portal = Portal::of(3).await;
    let slow = [
        portal.sent(HALF_A_HEAD).await,
        portal.sent(HALF_A_BODY).await,
        portal.sent(MUCH_ASKED).await,
    ];
    let start = Instant::now();
    for _ in 0..20 {
        let told = portal.asked(WHOLE).await;
        assert!(told.ends_with("answered"), "{told}");
    }
    assert!(
        start.elapsed() < HEAD_TIME,
        "nobody waited for a time limit"
    );
    drop(slow);
}
