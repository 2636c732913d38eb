//! Many clients are cut off while they submit, over real connections: each return is either
//! submitted whole or not at all, and the next request is answered as ever.

use super::{Chance, rounds};
use crate::world::World;
use fourlens_server::{
    store::{Page, ReturnFilter, ReturnState},
    web,
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

/// Clients in a test run.
const CLIENTS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn clients_cut_off_leave_nothing_half_written() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    let (path, fields) = check.form(&[]);
    let body = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(listener, world.router.clone(), async {
        let _ = stopped.await;
    }));
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        ada.cookie_header(),
        body.len()
    );
    let mut chance = Chance::from(0x5EED_0002);
    for _ in 0..rounds(CLIENTS) {
        let sent = chance.below(request.len() + 1);
        let wait = Duration::from_micros(chance.below(4_000) as u64);
        let part = request.as_bytes()[..sent].to_vec();
        let mut client = TcpStream::connect(address).await.expect("connected");
        client.write_all(&part).await.expect("sent");
        tokio::time::sleep(wait).await;
        drop(client);
    }
    let reply = whole(&request, address).await;
    assert!(reply.starts_with("HTTP/1.1 303"), "{reply}");
    drop(stop);
    serving.await.expect("served").expect("to the end");
    let system = world.store.system("soak");
    let returns = system
        .returns_of_campaign(world.campaign, &ReturnFilter::default(), Page::ALL)
        .await
        .expect("listed");
    let mut submitted = returns
        .iter()
        .filter(|one| one.state == ReturnState::Submitted);
    let receipt = submitted
        .next()
        .and_then(|one| one.receipt.clone())
        .expect("a receipt");
    assert_eq!(
        (receipt.number, submitted.next()),
        (1, None),
        "once, and no other"
    );
    let found = world.store.verify().await.expect("verified");
    assert!(found.is_empty(), "{found:?}");
}

/// The whole reply to a request sent whole.
async fn whole(request: &str, address: std::net::SocketAddr) -> String {
    let mut client = TcpStream::connect(address).await.expect("connected");
    let closing = request.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    client.write_all(closing.as_bytes()).await.expect("sent");
    let mut reply = Vec::new();
    client.read_to_end(&mut reply).await.expect("read");
    String::from_utf8_lossy(&reply).into_owned()
}
