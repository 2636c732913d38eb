//! HTTP as nobody should speak it, over real connections: whatever its shape, a request is answered
//! or its connection ends, soon and without a fault of ours, nothing behind it is taken for another
//! request, and the next ordinary request is answered as ever.

mod connections;
mod heads;
mod lengths;
mod targets;

use crate::world::World;
use fourlens_server::web;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::timeout,
};

/// How long any of them may take.
const LIMIT: Duration = Duration::from_secs(20);

/// What a shape needs to reach something real.
struct Place {
    cookies: String,
    return_id: String,
}

/// Bytes to send, and the answers that are right: `[400]` is one, `[]` is none before the connection
/// ends, and `[422, 400]` is a second one to what stood behind.
struct Shape {
    name: &'static str,
    bytes: Vec<u8>,
    met: &'static [&'static [u16]],
}

const REFUSED: &[&[u16]] = &[&[400], &[]];
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const HOST: &str = "Host: 127.0.0.1:3000";

/// What would be read as a request of its own, were the one before it taken for shorter.
const BEHIND: &str = "GET /cookies HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n\r\n";

fn shape(name: &'static str, text: impl Into<Vec<u8>>, met: &'static [&'static [u16]]) -> Shape {
    Shape {
        name,
        bytes: text.into(),
        met,
    }
}

fn shapes(place: &Place) -> Vec<Shape> {
    let mut all = lengths::lengths();
    all.extend(heads::heads());
    all.extend(targets::targets());
    all.extend(targets::letters());
    all.extend(connections::connections());
    all.extend(connections::bodies(place));
    all
}

/// How long to wait for an answer that may come, and for one that must not.
const QUIET: Duration = Duration::from_secs(2);
const A_LITTLE: Duration = Duration::from_millis(100);

/// What came back over a connection.
struct Heard {
    /// Of each answer.
    statuses: Vec<u16>,
    text: String,
}

/// Sends bytes and hears what comes, up to as many answers as are right and a little longer, or
/// until nothing has come for a while; then ends the sending half and hears the rest.
async fn say(address: SocketAddr, bytes: &[u8], most: usize) -> Option<Heard> {
    let talk = async {
        let mut client = TcpStream::connect(address).await.expect("connected");
        // The other side may have ended it half way through: that is an answer.
        let _ = client.write_all(bytes).await;
        let mut heard = Vec::new();
        loop {
            let quiet = match statuses(&heard).len() < most {
                true => QUIET,
                false => A_LITTLE,
            };
            match timeout(quiet, client.read_buf(&mut heard)).await {
                Ok(Ok(0) | Err(_)) => return heard,
                Ok(Ok(_)) => {}
                Err(_) => break,
            }
        }
        let _ = client.shutdown().await;
        let _ = client.read_to_end(&mut heard).await;
        heard
    };
    let heard = timeout(LIMIT, talk).await.ok()?;
    Some(Heard {
        statuses: statuses(&heard),
        text: String::from_utf8_lossy(&heard).into_owned(),
    })
}

/// The status of each answer.
fn statuses(heard: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(heard);
    let begins = text.match_indices("HTTP/1.");
    let statuses = begins.filter_map(|(at, _)| text.get(at + 9..at + 12)?.parse().ok());
    statuses.collect()
}

/// Whether a shape was met as it must be; what was wrong otherwise.
fn fault(shape: &Shape, heard: Option<Heard>) -> Option<String> {
    let Some(heard) = heard else {
        return Some("it hung".to_string());
    };
    let Heard { statuses, text } = &heard;
    let ended = statuses.iter().any(|status| *status >= 500);
    let met = shape.met.contains(&statuses.as_slice());
    (ended || !met).then(|| {
        let begin: String = text.chars().take(200).collect();
        format!("{statuses:?}, not one of {:?}: {begin}", shape.met)
    })
}

/// Counts panics of any task while it is there, but those of tests that run beside this one.
fn count_panics() -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, before) = (count.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |told| {
        let file = told.location().map_or("", |location| location.file());
        if !file.starts_with("tests/") {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        before(told);
    }));
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_http_is_refused_soon_and_the_next_request_is_answered() {
    let world = World::new().await;
    let ada = world.head().await;
    let panics = count_panics();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(listener, world.router.clone(), async {
        let _ = stopped.await;
    }));
    let place = Place {
        cookies: ada.cookie_header(),
        return_id: world.oakwell.return_id.to_string(),
    };
    let ordinary = format!(
        "GET /home HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        place.cookies
    );
    let mut wrong = Vec::new();
    for shape in shapes(&place) {
        let most = shape
            .met
            .iter()
            .map(|met| met.len())
            .max()
            .unwrap_or_default();
        let heard = say(address, &shape.bytes, most).await;
        if let Some(fault) = fault(&shape, heard) {
            wrong.push(format!("{}: {fault}", shape.name));
        }
        let after = say(address, ordinary.as_bytes(), 1).await;
        if after.is_none_or(|after| after.statuses != [200]) {
            wrong.push(format!("{}: the next request is not answered", shape.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(panics.load(Ordering::SeqCst), 0);
    drop(stop);
    serving.await.expect("served").expect("to the end");
    let found = world.store.verify().await.expect("verified");
    assert!(found.is_empty(), "{found:?}");
}
