//! A thousand clients that are slow on purpose: in their heads, in their bodies, and in taking
//! what they asked for.

use super::{Siege, TIME};
use crate::table::Row;
use anyhow::Result;
use std::time::{Duration, Instant};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
};

const CLIENTS: usize = 999;

pub(super) async fn rows(siege: &Siege<'_>) -> Result<Vec<Row>> {
    let attack = async {
        let (path, cookie) = siege.asked[0].parts();
        let head = |line: &str| {
            format!(
                "{line} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n"
            )
        };
        let asks = head(&format!("GET {path}"));
        let posts = head(&format!("POST {path}"))
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n";
        let never_reads = format!("{asks}\r\n");
        let start = Instant::now();
        let mut slow: Vec<(usize, TcpStream)> = Vec::with_capacity(CLIENTS);
        for number in 0..CLIENTS {
            let socket = TcpSocket::new_v4()?;
            // A page is larger than what the way then holds: whoever sends it has to wait.
            socket.set_recv_buffer_size(4096)?;
            let mut client = socket.connect(siege.server.address()).await?;
            let first = [&asks, &posts, &never_reads][number % 3];
            client.write_all(first.as_bytes()).await?;
            slow.push((number, client));
            // All at once they would be a flood.
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let mut cut = 0;
        while start.elapsed() < TIME {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let mut kept = Vec::with_capacity(slow.len());
            for (number, mut client) in slow {
                let drips = number % 3 != 2;
                match drips && client.write_all(b"x").await.is_err() {
                    true => cut += 1,
                    false => kept.push((number, client)),
                }
            }
            slow = kept;
        }
        anyhow::Ok(cut)
    };
    let what = "after 999 slow clients";
    let (cut, [after, fare]) = siege.beside(what, attack).await?;
    let after = after.note(format!(
        "a third of them drips a head, a third a body, a third never reads; {cut} were cut off \
         within {} s",
        TIME.as_secs()
    ));
    Ok(vec![after, fare])
}
