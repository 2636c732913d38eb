//! What was asked of the server and what it said: each intent is written down before it is sent,
//! and told how it ended. It lies in the memory of the test's process, which is not the one that is
//! killed, so nothing of it is lost with the server. It must not know what an act changes.

use super::wire::CUT;
use crate::world::Reply;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::oneshot;

/// How an act ended, as far as whoever asked knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The server said that it is done.
    Acknowledged,
    /// The server said that it is not.
    Refused,
    /// It was killed before it said anything.
    Unknown,
}

impl Told {
    pub(super) fn by(reply: &Reply) -> Told {
        match reply.status {
            200 | 303 => Told::Acknowledged,
            404 | 409 | 422 | 429 | 503 => Told::Refused,
            CUT => Told::Unknown,
            other => panic!("the server answers {other}: {}", reply.text()),
        }
    }
}

/// The ledger; a clone is the same one.
#[derive(Clone, Default)]
pub(super) struct Ledger(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    lines: Vec<(String, Option<Told>)>,
    /// After how many lines the server is killed, and who does it.
    strike: Option<(usize, oneshot::Sender<()>)>,
}

impl Ledger {
    /// Does something: written down before it is sent, and told afterwards.
    pub(super) async fn write(
        &self,
        intent: String,
        asking: impl Future<Output = Reply>,
    ) -> (Reply, Told) {
        let line = self.intend(intent);
        let reply = asking.await;
        let told = Told::by(&reply);
        self.book().lines[line].1 = Some(told);
        (reply, told)
    }

    /// Done as soon as this many more acts are intended.
    pub(super) fn after(&self, acts: usize) -> oneshot::Receiver<()> {
        let (strike, struck) = oneshot::channel();
        let mut book = self.book();
        let at = book.lines.len() + acts;
        book.strike = Some((at, strike));
        struck
    }

    /// How many acts ended like this.
    pub(super) fn count(&self, told: Told) -> usize {
        let book = self.book();
        let like = book.lines.iter().filter(|(_, end)| *end == Some(told));
        like.count()
    }

    /// The acts that nobody knows the end of, the last ones.
    pub(super) fn last_unknown(&self) -> Vec<String> {
        let book = self.book();
        let unknown = book.lines.iter().rev().take(20);
        let unknown = unknown.filter(|(_, end)| *end != Some(Told::Acknowledged));
        unknown
            .map(|(act, end)| format!("{act}: {end:?}"))
            .collect()
    }

    fn intend(&self, intent: String) -> usize {
        let mut book = self.book();
        book.lines.push((intent, None));
        let written = book.lines.len();
        if let Some((_, strike)) = book.strike.take_if(|(at, _)| *at <= written) {
            // Whoever strikes may have failed by then.
            let _ = strike.send(());
        }
        written - 1
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("nobody panics with it")
    }
}
