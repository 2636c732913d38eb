//! Clients that ask for a page and are gone before they have it, and a thousand that are cut off
//! in the middle of a post.

use super::{Siege, TIME};
use crate::table::Row;
use anyhow::Result;
use std::time::{Duration, Instant};
use tokio::{io::AsyncWriteExt, net::TcpStream};

/// At once; and how long they stay. More would be a flood.
const CLIENTS: usize = 10;
const STAY: Duration = Duration::from_millis(20);

pub(super) async fn rows(siege: &Siege<'_>) -> Result<Vec<Row>> {
    let attack = async {
        let (path, cookie) = siege.asked[0].parts();
        let asks = format!("GET {path} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\r\n");
        let posts = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nC1="
        );
        let (start, mut gone) = (Instant::now(), 0);
        while start.elapsed() < TIME {
            let mut clients = Vec::with_capacity(CLIENTS);
            for number in 0..CLIENTS {
                let mut client = TcpStream::connect(siege.server.address()).await?;
                let request = if number % 2 == 0 { &asks } else { &posts };
                client.write_all(request.as_bytes()).await?;
                clients.push(client);
            }
            tokio::time::sleep(STAY).await;
            gone += clients.len();
        }
        anyhow::Ok(gone)
    };
    let what = "after clients that were gone";
    let (gone, [after, fare]) = siege.beside(what, attack).await?;
    let after = after.note(format!(
        "{gone} of them: half asked for a page and did not wait, half broke off a post"
    ));
    Ok(vec![after, fare])
}
