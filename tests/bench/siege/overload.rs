//! Five times the load: of pages, and of submissions, of which each acknowledged one must be
//! there.

use super::{
    Siege, TIME,
    crowd::{self, Answers},
};
use crate::{
    submission,
    table::{Goal, Row, time},
};
use anyhow::{Result, anyhow, bail};
use std::{cell::RefCell, collections::VecDeque, rc::Rc, time::Duration};

const TIMES: f64 = 5.0;

/// Submissions a second that are asked for: five times what a slow machine of two cores takes.
const SUBMISSIONS_A_SECOND: f64 = 2_500.0;

pub(super) async fn of_pages(siege: &Siege<'_>) -> Result<Vec<Row>> {
    let rate = TIMES * siege.usual.per_second();
    let answers = crowd::comes(siege.server.address(), rate, TIME, |number, client| {
        let (path, cookie) = siege.asked[number % siege.asked.len()].parts();
        let (path, mut client) = (path.to_owned(), client.with_cookie(Some(cookie.to_owned())));
        async move {
            let reply = client.get(&path).await;
            (client, reply)
        }
    });
    let answers = answers.await;
    if !answers.are_proper(&[200]) {
        bail!("pages under five times the load were answered otherwise: {answers}");
    }
    rows(siege, "after five times the load of pages", answers).await
}

/// The rows, and how many submissions were acknowledged.
pub(super) async fn of_submissions(siege: &Siege<'_>) -> Result<(Vec<Row>, usize)> {
    let heads = siege.town.heads().iter().zip(&siege.cookies);
    let mut waiting: Vec<(String, String)> = heads
        .flat_map(|(head, cookie)| {
            let all = head.returns.iter().rev().skip(1);
            all.map(|of| (format!("/returns/{of}"), cookie.clone()))
        })
        .collect();
    // Their paths are random, so those of many heads stand side by side.
    waiting.sort();
    // Whoever is refused comes again, behind those who wait.
    let waiting = Rc::new(RefCell::new(VecDeque::from(waiting)));
    let acknowledged = Rc::new(RefCell::new(0));
    let answers = crowd::comes(
        siege.server.address(),
        SUBMISSIONS_A_SECOND,
        TIME,
        |_, client| {
            let next = waiting.borrow_mut().pop_front();
            let (waiting, acknowledged) = (waiting.clone(), acknowledged.clone());
            async move {
                let Some((path, cookie)) = next else {
                    return (client, Err(anyhow!("every return is handed in")));
                };
                let mut client = client.with_cookie(Some(cookie.clone()));
                let reply = submission::hand_in_one(&mut client, &path).await;
                match reply.as_ref().is_ok_and(|reply| reply.status == 303) {
                    true => *acknowledged.borrow_mut() += 1,
                    false => waiting.borrow_mut().push_back((path, cookie)),
                }
                (client, reply)
            }
        },
    );
    let answers = answers.await;
    if !answers.are_proper(&[303]) {
        bail!("submissions under five times the load were answered otherwise: {answers}");
    }
    let acknowledged = acknowledged.take();
    let rows = rows(siege, "after five times the load of submissions", answers).await?;
    Ok((rows, acknowledged))
}

async fn rows(siege: &Siege<'_>, what: &str, mut answers: Answers) -> Result<Vec<Row>> {
    let accepted = Row::new(
        "  99 of 100 that were not refused within",
        time(answers.accepted_within(99)),
    );
    let refused = Row::new(
        "  99 of 100 refusals within",
        time(answers.refused_within(99)),
    );
    let after = siege.afterwards(what).await?.note(format!("{answers}"));
    Ok(vec![
        after,
        accepted.goal(Goal::AtMost(time(Duration::from_secs(2)))),
        refused.goal(Goal::AtMost(time(Duration::from_secs(2)))),
    ])
}
