//! A crowd that comes at a fixed rate, whether or not it is answered: who comes takes a connection
//! that is free, or opens one. It must not know what is asked.

use crate::client::{Client, Reply};
use anyhow::Result;
use std::{
    collections::BTreeMap,
    fmt,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// The most of them that wait for an answer at once; beyond that nobody more comes.
const MOST: usize = 1_500;

/// How often some of them come.
const TICK: Duration = Duration::from_millis(10);

/// What a crowd was answered.
#[derive(Default)]
pub struct Answers {
    by_status: BTreeMap<u16, usize>,
    /// How long answers took that were no refusal, and those that were.
    accepted: Vec<Duration>,
    refused: Vec<Duration>,
    /// Refusals that do not say when to try again.
    without_time: usize,
    broken: usize,
}

/// Comes so often a second for a time. `ask` asks one thing over a connection; one answer in each
/// may count.
pub async fn comes<F>(
    address: SocketAddr,
    per_second: f64,
    time: Duration,
    mut ask: impl FnMut(usize, Client) -> F,
) -> Answers
where
    F: Future<Output = (Client, Result<Reply>)> + 'static,
{
    let local = tokio::task::LocalSet::new();
    local
        .run_until(async {
            let (start, mut came) = (Instant::now(), 0);
            let mut idle = Vec::new();
            let mut asking = JoinSet::new();
            let mut answers = Answers::default();
            while start.elapsed() < time {
                let due = (start.elapsed().as_secs_f64() * per_second) as usize;
                while came < due && asking.len() < MOST {
                    let client = match idle.pop() {
                        Some(client) => client,
                        None => match Client::connect(address).await {
                            Ok(client) => client,
                            Err(_) => break,
                        },
                    };
                    let one = ask(came, client);
                    asking.spawn_local(async move {
                        let start = Instant::now();
                        let (client, reply) = one.await;
                        (client, reply, start.elapsed())
                    });
                    came += 1;
                }
                tokio::time::sleep(TICK).await;
                while let Some(Ok((client, reply, took))) = asking.try_join_next() {
                    idle.extend(answers.add(reply, took).then_some(client));
                }
            }
            while let Some(Ok((_, reply, took))) = asking.join_next().await {
                answers.add(reply, took);
            }
            answers
        })
        .await
}

impl Answers {
    /// Counts an answer; whether its connection can be used again.
    fn add(&mut self, reply: Result<Reply>, took: Duration) -> bool {
        let Ok(reply) = reply else {
            self.broken += 1;
            return false;
        };
        *self.by_status.entry(reply.status).or_default() += 1;
        if matches!(reply.status, 429 | 503) {
            self.without_time += usize::from(!reply.headers.contains_key("retry-after"));
            self.refused.push(took);
        } else {
            self.accepted.push(took);
        }
        true
    }

    /// Whether every answer is one of these or a refusal that says when to try again.
    pub fn are_proper(&self, accepted: &[u16]) -> bool {
        let proper = |status: &u16| accepted.contains(status) || matches!(status, 429 | 503);
        self.without_time == 0 && self.broken == 0 && self.by_status.keys().all(proper)
    }

    /// The time that so many of a hundred that were no refusal took at most.
    pub fn accepted_within(&mut self, of_hundred: usize) -> Duration {
        within(&mut self.accepted, of_hundred)
    }

    /// The same of refusals.
    pub fn refused_within(&mut self, of_hundred: usize) -> Duration {
        within(&mut self.refused, of_hundred)
    }
}

fn within(times: &mut [Duration], of_hundred: usize) -> Duration {
    times.sort_unstable();
    let at = times.len() * of_hundred / 100;
    let last = times.len().saturating_sub(1);
    times.get(at.min(last)).copied().unwrap_or_default()
}

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<String> = self
            .by_status
            .iter()
            .map(|(status, count)| format!("{count} × {status}"))
            .collect();
        if self.broken > 0 {
            words.push(format!("{} broken off", self.broken));
        }
        if self.without_time > 0 {
            words.push(format!("{} without Retry-After", self.without_time));
        }
        write!(f, "{}", words.join(", "))
    }
}
