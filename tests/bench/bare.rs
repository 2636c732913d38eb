//! The bare handler: answers every request with the same bytes from memory, in a process of its
//! own, by the same hyper as our server. What this machine can do at best.

use crate::client::Reply;
use crate::server_process::Running;
use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::{Response, body::Bytes, header, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, path::Path, process::Command, time::Duration};
use tokio::net::TcpListener;

/// The argument by which the bench starts itself as a bare handler.
pub const ARGUMENT: &str = "--bare-handler";

/// As our server's.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// What is answered: headers, then the body.
pub struct Recorded {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Recorded {
    /// A few words.
    pub fn plain(words: &str) -> Recorded {
        Recorded {
            headers: Vec::new(),
            body: words.as_bytes().to_vec(),
        }
    }

    /// An answer of our server, without what hyper writes by itself.
    pub fn of(reply: &Reply) -> Recorded {
        let by_itself = [
            header::CONTENT_LENGTH,
            header::TRANSFER_ENCODING,
            header::DATE,
        ];
        let kept = reply
            .headers
            .iter()
            .filter(|(name, _)| !by_itself.contains(name));
        let text = |value: &header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        Recorded {
            headers: kept
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: reply.body.to_vec(),
        }
    }

    /// The body's length.
    pub fn length(&self) -> usize {
        self.body.len()
    }

    fn write(&self, path: &Path) -> Result<()> {
        let heads = self.headers.iter();
        let heads: String = heads
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect();
        let mut bytes = heads.into_bytes();
        bytes.push(b'\n');
        bytes.extend(&self.body);
        std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    fn read(path: &Path) -> Result<Response<Full<Bytes>>> {
        let bytes = std::fs::read(path).with_context(|| format!("no {}", path.display()))?;
        let mut rest = bytes.as_slice();
        let mut response = Response::builder();
        loop {
            let end = rest.iter().position(|byte| *byte == b'\n');
            let (line, after) = rest.split_at(end.context("the recording has no body")?);
            rest = &after[1..];
            let Some((name, value)) = std::str::from_utf8(line)?.split_once(": ") else {
                return Ok(response.body(Full::new(Bytes::copy_from_slice(rest)))?);
            };
            response = response.header(name, value);
        }
    }
}

/// The longest that one answers, should whoever started it be gone.
const LIFE: Duration = Duration::from_secs(15 * 60);

/// Starts this program again as a bare handler of this answer.
pub fn start(folder: &Path, recorded: &Recorded) -> Result<Running> {
    let path = folder.join("recorded.tmp");
    recorded.write(&path)?;
    let mut command = Command::new(std::env::current_exe()?);
    Running::start(command.arg(ARGUMENT).arg(path))
}

/// Answers until it is killed, or for its longest life.
pub async fn answer(path: &Path) -> Result<()> {
    match tokio::time::timeout(LIFE, answering(path)).await {
        Ok(ended) => ended,
        Err(_) => Ok(()),
    }
}

async fn answering(path: &Path) -> Result<()> {
    let recorded = Recorded::read(path)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    eprintln!("http://{}", listener.local_addr()?);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let recorded = recorded.clone();
        let service = service_fn(move |_| {
            let answer = recorded.clone();
            async move { Ok::<_, Infallible>(answer) }
        });
        // A connection that fails ends only itself.
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service));
    }
}
