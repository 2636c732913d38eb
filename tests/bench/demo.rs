//! The demo as someone meets it: how much memory it holds when nobody asks anything, and how soon
//! it is there again.

use crate::{
    bare::{self, Recorded},
    client::Client,
    server_process::{Running, Workshop},
    table::{Goal, Row, mebibytes, milliseconds, time},
};
use anyhow::Result;
use std::time::{Duration, Instant};

/// How long a server is left alone before its memory is read.
const REST: Duration = Duration::from_secs(2);

/// How often a start is timed; the middle counts.
const STARTS: usize = 5;

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("demo")?;
    let data = folder.join("data");
    let (first, seeded) = started(|| workshop.serve_demo(&data)).await?;
    let after_seeding = at_rest(&first).await?;
    first.stop()?;
    let (again, first_page) = started(|| workshop.serve_demo(&data)).await?;
    let resident = at_rest(&again).await?;
    again.stop()?;
    let mut starts = vec![first_page];
    for _ in 1..STARTS {
        let (server, took) = started(|| workshop.serve_demo(&data)).await?;
        starts.push(took);
        server.stop()?;
    }
    starts.sort_unstable();

    let plain = || bare::start(&folder, &Recorded::plain("ok"));
    let (bare, bare_start) = started(plain).await?;
    let bare_memory = at_rest(&bare).await?;
    let most = || Goal::AtMost(mebibytes(50.0));
    Ok(vec![
        Row::new("idle memory, demo server", mebibytes(resident))
            .limit(mebibytes(bare_memory))
            .goal(most())
            .note("resident, release binary, after its start and one page; the limit is the bare handler"),
        Row::new("  after it made its city", mebibytes(after_seeding))
            .goal(most())
            .note(format!(
                "the very first start: it made the city and was at its first page after {:.1} s",
                seeded.as_secs_f64()
            )),
        Row::new("second start to first page", time(starts[STARTS / 2]))
            .limit(time(bare_start))
            .goal(Goal::AtMost(milliseconds(1000.0)))
            .note(format!("the middle of {STARTS} starts; the limit is the bare handler's start")),
    ])
}

/// A server that has answered its first page, and how long that took from nothing.
async fn started(start: impl Fn() -> Result<Running>) -> Result<(Running, Duration)> {
    let begin = Instant::now();
    let server = start()?;
    let mut client = Client::connect(server.address()).await?;
    client.get("/").await?.expect(200, "/")?;
    Ok((server, begin.elapsed()))
}

async fn at_rest(server: &Running) -> Result<f64> {
    tokio::time::sleep(REST).await;
    server.resident()
}
