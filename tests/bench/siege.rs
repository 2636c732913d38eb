//! The portal under siege: how people at work fare meanwhile, what the besiegers get, and whether
//! the usual rate comes back by itself. Afterwards everything acknowledged must be there.

mod crowd;
mod dropped;
mod overload;
mod passwords;
mod slow;

use crate::{
    load::{self, Pace, Page},
    peer_form,
    server_process::{Running, Workshop},
    stored::Stored,
    submission,
    table::{Goal, Measure, Row, mebibytes, per_second, time},
    town::{self, Town},
};
use anyhow::{Result, bail};
use std::time::Duration;

/// Returns that wait to be handed in, for the siege by five times the load.
const RETURNS: usize = 8_000;

/// How long each siege lasts: as long as the usual rate is measured beside it.
const TIME: Duration = Duration::from_secs(7);

/// The share of the usual rate that counts as usual, in hundredths: the same server measured
/// twice on a quiet machine differs by less.
const USUAL: f64 = 85.0;

/// What besiegers know.
struct Siege<'a> {
    server: &'a Running,
    town: &'a Town,
    cookies: Vec<String>,
    /// What people at work ask for, one a connection.
    asked: Vec<Page>,
    usual: Pace,
}

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("siege")?;
    let form = town::form(&peer_form::rated(1))?;
    let town = Town::found(folder, &form, RETURNS).await?;
    town.fill(&peer_form::rated_answers(1)).await?;
    let (server, cookies) = town.serve_behind_proxy(workshop).await?;
    let pages = town.heads().iter().zip(&cookies).map(|(head, cookie)| {
        // The last of each: the siege by submissions begins with the first.
        let of = head.returns[head.returns.len() - 1];
        Page::of(&town::section(of, 1), Some(cookie.clone()))
    });
    let asked: Vec<Page> = pages.collect();
    let usual = load::pages(server.address(), &asked).await?;
    let before = server.resident()?;
    let siege = Siege {
        server: &server,
        town: &town,
        cookies,
        asked,
        usual,
    };
    let mut rows = passwords::rows(&siege).await?;
    rows.extend(slow::rows(&siege).await?);
    rows.extend(dropped::rows(&siege).await?);
    rows.extend(overload::of_pages(&siege).await?);
    let (more, acknowledged) = overload::of_submissions(&siege).await?;
    rows.extend(more);
    let after = server.resident()?;
    rows.push(Row::new("memory after all sieges", mebibytes(after)).limit(mebibytes(before)));
    if server.has_panicked() {
        bail!("the server's log tells of a panic");
    }
    server.stop()?;
    submission::prove(&town, &Stored::of(&town.config.data), acknowledged).await?;
    Ok(rows)
}

impl Siege<'_> {
    /// The pace of people at work, now.
    async fn pace(&self) -> Result<Pace> {
        load::pages(self.server.address(), &self.asked).await
    }

    /// How people at work fare while this goes on, and afterwards.
    async fn beside<T>(
        &self,
        what: &str,
        attack: impl Future<Output = Result<T>>,
    ) -> Result<(T, [Row; 2])> {
        let (done, during) = tokio::join!(attack, self.pace());
        let during = during?;
        let fare = Row::new(
            &format!(
                "  meanwhile 95 of 100 pages of {} people within",
                load::CONNECTIONS
            ),
            time(during.percentile(95)),
        )
        .limit(time(self.usual.percentile(95)))
        .goal(Goal::AtMost(time(Duration::from_millis(500))));
        let rows = [self.afterwards(what).await?, fare];
        Ok((done?, rows))
    }

    /// The usual rate after a siege, beside the one before all of them.
    async fn afterwards(&self, what: &str) -> Result<Row> {
        let usual: Measure = per_second(self.usual.per_second());
        let after = self.pace().await?;
        Ok(Row::new(what, per_second(after.per_second()))
            .limit(usual)
            .goal(Goal::ShareOfLimit(USUAL))
            .note("the usual rate of pages afterwards, beside the one before all sieges"))
    }
}
