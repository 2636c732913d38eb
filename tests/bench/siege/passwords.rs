//! Two hundred wrong sign-ins a second, each from a network of its own, while people work and one
//! of them signs in where she did before.

use super::{Siege, TIME, crowd};
use crate::{
    client::Client,
    table::{Goal, Row, time},
    town,
};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

const TRIES_A_SECOND: f64 = 200.0;

pub(super) async fn rows(siege: &Siege<'_>) -> Result<Vec<Row>> {
    let address = siege.server.address();
    let cookies = town::sign_in(address, &siege.town.heads()[0]).await?;
    let attack = async {
        let wrong = crowd::comes(address, TRIES_A_SECOND, TIME, |number, client| {
            let network = format!("203.0.{}.{}", number / 250, number % 250);
            let mut client = client.called_from(&network);
            async move {
                let form = "email=nobody%40bench.example&password=not+the+password";
                let reply = client.post("/sign-in", form.to_owned()).await;
                (client, reply)
            }
        });
        let right = async {
            let (start, mut longest) = (Instant::now(), Duration::ZERO);
            while start.elapsed() < TIME - Duration::from_secs(1) {
                let begin = Instant::now();
                town::sign_in_where(
                    Client::connect(address).await?,
                    &cookies,
                    &siege.town.heads()[0],
                )
                .await?;
                longest = longest.max(begin.elapsed());
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            anyhow::Ok(longest)
        };
        let (wrong, longest) = tokio::join!(wrong, right);
        Ok((wrong, longest?))
    };
    let what = "after 200 wrong sign-ins a second";
    let ((mut wrong, longest), [after, fare]) = siege.beside(what, attack).await?;
    if !wrong.are_proper(&[422]) {
        bail!("wrong sign-ins were answered otherwise: {wrong}");
    }
    let refused = wrong.refused_within(99);
    let after = after.note(format!(
        "each from a network of its own: {wrong}; 99 of 100 refusals within {} ms",
        refused.as_millis()
    ));
    let right = Row::new(
        "  a right one from a known device, at the longest",
        time(longest),
    );
    let right = right.goal(Goal::AtMost(time(Duration::from_secs(3))));
    Ok(vec![after, fare, right])
}
