//! Load: so many connections, each asking again as soon as it is answered, for a time; and how
//! long the answers took. The same for our server and for the bare handler. It must not know what
//! is asked.

use crate::client::Client;
use anyhow::{Result, bail};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// Connections at once.
pub const CONNECTIONS: usize = 16;

/// Before anything counts: caches fill, connections open.
const WARM: Duration = Duration::from_secs(1);

/// While it counts.
const TIME: Duration = Duration::from_secs(5);

/// What one connection asks for.
#[derive(Debug, Clone)]
pub struct Page {
    path: String,
    cookie: Option<String>,
    length: Option<usize>,
}

/// How often something was done in a time, and how long each took.
pub struct Pace {
    times: Vec<Duration>,
    elapsed: Duration,
    before_and_after: usize,
}

impl Page {
    /// A page asked for with a cookie.
    pub fn of(path: &str, cookie: Option<String>) -> Page {
        Page {
            path: path.to_owned(),
            cookie,
            length: None,
        }
    }

    /// Its path, and the cookie it is asked for with.
    pub fn parts(&self) -> (&str, &str) {
        (&self.path, self.cookie.as_deref().unwrap_or_default())
    }

    /// An answer of another length is a broken measurement.
    pub fn of_length(mut self, length: usize) -> Page {
        self.length = Some(length);
        self
    }
}

impl Pace {
    /// From the times of things done within a time.
    pub fn new(mut times: Vec<Duration>, elapsed: Duration) -> Result<Pace> {
        if times.is_empty() {
            bail!("nothing was done in {} ms", elapsed.as_millis());
        }
        times.sort_unstable();
        Ok(Pace {
            times,
            elapsed,
            before_and_after: 0,
        })
    }

    /// How many were done.
    pub fn count(&self) -> usize {
        self.times.len()
    }

    /// How many were done in all, those included that were done before or after it counted.
    pub fn in_all(&self) -> usize {
        self.times.len() + self.before_and_after
    }

    /// How many were done a second.
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// The time that so many of a hundred stay within.
    pub fn percentile(&self, of_hundred: usize) -> Duration {
        let last = self.times.len() - 1;
        self.times[(self.times.len() * of_hundred / 100).min(last)]
    }
}

/// Asks for these pages, one a connection, again and again.
pub async fn pages(address: SocketAddr, asked: &[Page]) -> Result<Pace> {
    let mut asking = JoinSet::new();
    let begin = Instant::now() + WARM;
    for page in asked.iter().cloned() {
        asking.spawn(one(address, page, begin));
    }
    let mut times = Vec::new();
    let mut before_and_after = 0;
    while let Some(done) = asking.join_next().await {
        let (counted, others) = done??;
        times.extend(counted);
        before_and_after += others;
    }
    Ok(Pace {
        before_and_after,
        ..Pace::new(times, TIME)?
    })
}

/// The times that count, and how many do not.
async fn one(address: SocketAddr, page: Page, begin: Instant) -> Result<(Vec<Duration>, usize)> {
    let mut client = Client::connect(address).await?.with_cookie(page.cookie);
    let end = begin + TIME;
    let mut times = Vec::new();
    let mut others = 0;
    loop {
        let start = Instant::now();
        let reply = client.get(&page.path).await?.expect(200, &page.path)?;
        let done = Instant::now();
        if page.length.is_some_and(|length| length != reply.body.len()) {
            bail!("{} answered {} bytes", page.path, reply.body.len());
        }
        if (begin..end).contains(&done) {
            times.push(done - start);
            continue;
        }
        others += 1;
        if done >= end {
            return Ok((times, others));
        }
    }
}
