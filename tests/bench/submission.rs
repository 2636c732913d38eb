//! Durable submissions over HTTP: *check your answers*, then the post, beside the same commits
//! made raw. Afterwards everything acknowledged must be there and be whole.

use crate::{
    client::{Client, Reply},
    load::{self, Pace},
    peer_form, raw_commits,
    server_process::Workshop,
    stored::Stored,
    stored_bytes,
    table::{Goal, Row, per_second, time},
    town::{self, Head, Town},
};
use anyhow::{Result, bail};
use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// Returns that wait to be handed in.
const RETURNS: usize = 8_000;

/// The most time that handing in may take; what is left then is left.
const TIME: Duration = Duration::from_secs(20);

/// What the writer puts into one commit at most.
const GROUP: usize = 32;

/// What handing in came to.
struct HandedIn {
    pace: Pace,
    /// The server's processor time for each.
    cost: Duration,
    /// The data folder before and afterwards.
    filled: Stored,
    stored: Stored,
}

/// Measures it, and the bytes that a submission leaves.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("submission")?;
    let form = town::form(&peer_form::rated(1))?;
    let town = Town::found(folder.clone(), &form, RETURNS).await?;
    let asked = Stored::copy(&town.config.data, &folder.join("asked"))?;
    town.fill(&peer_form::rated_answers(1)).await?;
    let filled = Stored::copy(&town.config.data, &folder.join("filled"))?;

    let (server, cookies) = town.serve(workshop).await?;
    let before = server.processor_time()?;
    let pace = hand_in(server.address(), town.heads(), cookies).await?;
    let cost = (server.processor_time()? - before) / u32::try_from(pace.count())?;
    server.stop()?;
    let stored = Stored::of(&town.config.data);
    prove(&town, &stored, pace.count()).await?;

    let bytes = stored_bytes::row(&asked, &stored, pace.count()).await?;
    let handed_in = HandedIn {
        pace,
        cost,
        filled,
        stored,
    };
    let mut rows = handed_in.rows(&folder).await?;
    rows.push(bytes);
    Ok(rows)
}

impl HandedIn {
    async fn rows(&self, folder: &Path) -> Result<Vec<Row>> {
        let raw = |group| raw_commits::per_second(&self.filled, &self.stored, group, folder);
        let reached = self.pace.count() as f64 / self.stored.groups().await?;
        let measured = per_second(self.pace.per_second());
        let rate = Row::new("submissions, durable, over HTTP", measured)
            .limit(per_second(raw(GROUP).await?))
            .goal(Goal::AtLeast(per_second(1_000.0)))
            .goal(Goal::ShareOfLimit(25.0))
            .note(self.what().await?)
            .note(format!(
                "the limit is the same rows in commits of {GROUP} (keys, then the rest; FULL), \
                 without HTTP, pages, checking, scoring and sealing"
            ))
            .note(format!(
                "processor's time for page and post together: {:.2} ms in the server",
                self.cost.as_secs_f64() * 1000.0
            ))
            .note(format!(
                "stored = acknowledged = {}, verify found no fault",
                self.pace.count()
            ));
        let as_reached = Row::new("  beside commits of the size reached", measured)
            .limit(per_second(raw(reached.round() as usize).await?))
            .goal(Goal::ShareOfLimit(25.0))
            .note(format!("{reached:.1} submissions a commit on average"));
        let p99 = Row::new(
            "  page and post, 99 of 100 within",
            time(self.pace.percentile(99)),
        );
        Ok(vec![rate, as_reached, p99])
    }

    async fn what(&self) -> Result<String> {
        let facts = self.stored.number("SELECT count(*) FROM fact_pack").await?;
        let messages = self.stored.number("SELECT count(*) FROM outbox").await?;
        Ok(format!(
            "{} of {RETURNS} handed in by {} connections, each by GET check and POST submit; \
             20 questions and one rating, so that there are facts: {facts} packs; \
             {messages} outbox messages",
            self.pace.count(),
            load::CONNECTIONS
        ))
    }
}

/// Hands everything in, each head on a connection; how long page and post together took.
async fn hand_in(address: SocketAddr, heads: &[Head], cookies: Vec<String>) -> Result<Pace> {
    let start = Instant::now();
    let mut handing = JoinSet::new();
    for (head, cookie) in heads.iter().zip(cookies) {
        let returns = head.returns.clone();
        handing.spawn(async move {
            let client = Client::connect(address).await?;
            let mut client = client.with_cookie(Some(cookie));
            let mut times = Vec::with_capacity(returns.len());
            for of in returns {
                if start.elapsed() > TIME {
                    break;
                }
                let begin = Instant::now();
                one(&mut client, &format!("/returns/{of}")).await?;
                times.push(begin.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::with_capacity(RETURNS);
    while let Some(done) = handing.join_next().await {
        times.extend(done??);
    }
    Pace::new(times, start.elapsed())
}

async fn one(client: &mut Client, path: &str) -> Result<()> {
    let reply = hand_in_one(client, path).await?.expect(303, path)?;
    let to = reply.headers.get("location").map(|to| to.as_bytes());
    if to != Some(format!("{path}/receipt").as_bytes()) {
        bail!("{path} did not lead to a receipt");
    }
    Ok(())
}

/// Hands one return in; the answer to the post, or to the page before it when that is not given.
pub async fn hand_in_one(client: &mut Client, path: &str) -> Result<Reply> {
    let page = client.get(&format!("{path}/check")).await?;
    if page.status != 200 {
        return Ok(page);
    }
    let value = |name: &str| page.between(&format!("name=\"{name}\" value=\""), "\"");
    let form = format!(
        "draft_version={}&idempotency_key={}",
        value("draft_version")?,
        value("idempotency_key")?
    );
    client.post(&format!("{path}/submit"), form).await
}

/// Everything acknowledged is stored, with its facts and its audit row, and everything is whole.
pub async fn prove(town: &Town, stored: &Stored, acknowledged: usize) -> Result<()> {
    let counts = [
        "SELECT count(*) FROM submission",
        "SELECT count(*) FROM fact_pack",
        "SELECT count(*) FROM audit WHERE action = 'submission.append'",
    ];
    for count in counts {
        let found = stored.number(count).await?;
        if found != acknowledged as f64 {
            bail!("{acknowledged} were acknowledged, but {count} gives {found}");
        }
    }
    let store = town::open(&town.config).await?;
    let faults = store.verify().await?;
    store.close().await?;
    match faults.first() {
        None => Ok(()),
        Some(first) => bail!("verify found {} faults: {first:?}", faults.len()),
    }
}
