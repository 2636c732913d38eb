//! A section page of 20 questions read from a draft, beside the same bytes from memory.

use crate::{
    bare::{self, Recorded},
    client::{Client, Reply},
    load::{self, Pace, Page},
    peer_form,
    server_process::{Running, Workshop},
    table::{Goal, Row, milliseconds, per_second, time},
    town::{self, Town},
};
use anyhow::{Result, bail};
use std::{net::SocketAddr, time::Duration};

/// A server under load.
struct Loaded {
    pace: Pace,
    /// The server's processor time for each page.
    cost: Duration,
}

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("page")?;
    let form = town::form(&peer_form::definition(1))?;
    let town = Town::found(folder.clone(), &form, load::CONNECTIONS).await?;
    town.fill(&peer_form::answers(1)).await?;
    let (server, cookies) = town.serve(workshop).await?;
    let mut asked = Vec::with_capacity(cookies.len());
    let mut recorded = Recorded::plain("");
    for (head, cookie) in town.heads().iter().zip(cookies) {
        let path = town::section(head.returns[0], 1);
        let reply = whole(server.address(), &path, cookie.clone()).await?;
        asked.push(Page::of(&path, Some(cookie)).of_length(reply.body.len()));
        recorded = Recorded::of(&reply);
    }
    let ours = loaded(&server, &asked).await?;
    server.stop()?;

    let bare = bare::start(&folder, &recorded)?;
    let same = Page::of("/", None).of_length(recorded.length());
    let limit = loaded(&bare, &vec![same; load::CONNECTIONS]).await?;
    Ok(rows(&ours, &limit, recorded.length()))
}

fn rows(ours: &Loaded, limit: &Loaded, length: usize) -> Vec<Row> {
    let rate = |loaded: &Loaded| per_second(loaded.pace.per_second());
    let within = |loaded: &Loaded, of_hundred| time(loaded.pace.percentile(of_hundred));
    let pages = Row::new("section page of 20 questions", rate(ours))
        .limit(rate(limit))
        .goal(Goal::ShareOfLimit(10.0))
        .note(format!(
            "{} connections; {length} bytes; session, policy, return and draft read each time; \
             the limit is the same bytes from memory",
            load::CONNECTIONS
        ))
        .note(format!(
            "processor's time a page: {:.2} ms in the server, {:.3} ms in the bare handler",
            ours.cost.as_secs_f64() * 1000.0,
            limit.cost.as_secs_f64() * 1000.0
        ));
    let half = Row::new("  half of them within", within(ours, 50)).limit(within(limit, 50));
    let most = Row::new("  99 of 100 within", within(ours, 99))
        .limit(within(limit, 99))
        .goal(Goal::AtMost(milliseconds(20.0)));
    vec![pages, half, most]
}

/// The page, which must ask every question and show what is in the draft.
async fn whole(address: SocketAddr, path: &str, cookie: String) -> Result<Reply> {
    let client = Client::connect(address).await?;
    let mut client = client.with_cookie(Some(cookie));
    let reply = client.get(path).await?.expect(200, path)?;
    if reply.text()?.matches("name=\"_version-").count() != peer_form::QUESTIONS {
        bail!("{path} does not ask {} questions", peer_form::QUESTIONS);
    }
    let typed = peer_form::answers(1);
    let shown = typed.iter().find_map(|(_, answer)| answer.as_str());
    if !shown.is_some_and(|shown| reply.text().is_ok_and(|text| text.contains(shown))) {
        bail!("{path} does not show what is in the draft");
    }
    Ok(reply)
}

/// The pace of a server under load, and the processor's time that each page cost it.
async fn loaded(server: &Running, asked: &[Page]) -> Result<Loaded> {
    let before = server.processor_time()?;
    let pace = load::pages(server.address(), asked).await?;
    let spent = server.processor_time()? - before;
    let cost = spent / u32::try_from(pace.in_all())?;
    Ok(Loaded { pace, cost })
}
