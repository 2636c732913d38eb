//! What a first visit weighs on the wire, packed by brotli, as the server gives it.

use crate::{
    client::Client,
    peer_form,
    server_process::Workshop,
    table::{Goal, Row, bytes},
    town::{self, Town},
};
use anyhow::{Context, Result, bail};

const KILOBYTE: f64 = 1024.0;

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let form = town::form(&peer_form::definition(1))?;
    let town = Town::found(workshop.empty_folder("weight")?, &form, 1).await?;
    let (server, cookies) = town.serve(workshop).await?;
    let mut client = Client::connect(server.address()).await?.with_brotli();

    let start = client.get("/").await?.expect(200, "/")?;
    let html = Row::new("start page, HTML", bytes(start.body.len() as f64))
        .goal(Goal::AtMost(bytes(14.0 * KILOBYTE)));
    let styles = start
        .between("<link rel=\"stylesheet\" href=\"", "\"")?
        .to_owned();
    let script = start
        .between("<script type=\"module\" src=\"", "\"")?
        .to_owned();
    let both = packed(&mut client, &styles).await? + packed(&mut client, &script).await?;
    let dressed = Row::new("styles and scripts, brotli", bytes(both))
        .goal(Goal::AtMost(bytes(40.0 * KILOBYTE)));

    let mut client = client.with_cookie(cookies.first().cloned());
    let path = town::section(town.heads()[0].returns[0], 1);
    let section = client.get(&path).await?.expect(200, &path)?;
    let row = match section.between("/assets/pkg-", "/") {
        Err(_) => Row::unmeasured("islands, brotli", "this build has no islands"),
        Ok(folder) => {
            let path = |name: &str| format!("/assets/pkg-{folder}/{name}");
            let wasm = packed(&mut client, &path("fourlens_bg.wasm")).await?;
            let glue = packed(&mut client, &path("fourlens.js")).await?;
            Row::new("islands (WASM), brotli", bytes(wasm))
                .goal(Goal::AtMost(bytes(150.0 * KILOBYTE)))
                .note(format!(
                    "and {glue} bytes of script that starts them; on section pages only"
                ))
        }
    };
    server.stop()?;
    Ok(vec![html, dressed, row])
}

/// The bytes of a file as it travels.
async fn packed(client: &mut Client, path: &str) -> Result<f64> {
    let reply = client.get(path).await?.expect(200, path)?;
    let coding = reply.headers.get("content-encoding");
    let coding = coding.with_context(|| format!("{path} is not packed"))?;
    if coding != "br" {
        bail!("{path} is packed by {coding:?}");
    }
    Ok(reply.body.len() as f64)
}
