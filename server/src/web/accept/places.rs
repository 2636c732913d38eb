//! The places for connections, and whose turn it is on each: ours, or the client's until some
//! instant. When there is none left, the client whose time is up first gives its place away:
//! whoever sends its request at once is never the one.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

/// How soon another has to give way, when one that was asked to did not.
const NEXT: Duration = Duration::from_millis(20);

/// Our turn: no instant is later.
const OURS: u64 = u64::MAX;

/// All places.
#[derive(Clone)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    taken: Arc<Mutex<Taken>>,
    start: Instant,
}

#[derive(Default)]
struct Taken {
    next: u64,
    turns: HashMap<u64, Arc<Turn>>,
}

/// A place that is taken; dropping it gives it back.
pub(super) struct Place {
    number: u64,
    turn: Arc<Turn>,
    places: Places,
    _taken: OwnedSemaphorePermit,
}

/// Whose turn it is on a connection.
pub(super) struct Turn {
    /// Until when the client has time, in milliseconds since `start`.
    until: AtomicU64,
    start: Instant,
    given_up: Notify,
}

impl Places {
    pub(super) fn new(places: usize) -> Places {
        Places {
            free: Arc::new(Semaphore::new(places)),
            taken: Arc::default(),
            start: Instant::now(),
        }
    }

    /// A place; if there is none, the slowest client gives way.
    pub(super) async fn take(&self) -> Place {
        let mut waiting = std::pin::pin!(self.free.clone().acquire_owned());
        let permit = loop {
            // The first look costs nothing: a place that is free is had at once.
            tokio::select! {
                biased;
                permit = &mut waiting => break permit.expect("nobody closes the places"),
                () = self.make_way() => {}
            }
        };
        let turn = Arc::new(Turn {
            until: AtomicU64::new(0),
            start: self.start,
            given_up: Notify::new(),
        });
        turn.is_the_clients(Instant::now() + super::HEAD_TIME);
        let number = self.with_taken(|taken| {
            taken.next += 1;
            taken.turns.insert(taken.next, turn.clone());
            taken.next
        });
        Place {
            number,
            turn,
            places: self.clone(),
            _taken: permit,
        }
    }

    /// Asks the slowest to give way, and gives it a moment.
    async fn make_way(&self) {
        let slowest = self.with_taken(|taken| {
            let turns = taken.turns.values();
            let slowest = turns.min_by_key(|turn| turn.until.load(Ordering::Relaxed));
            slowest.cloned()
        });
        if let Some(slowest) = slowest
            && slowest.until.swap(OURS, Ordering::Relaxed) != OURS
        {
            slowest.given_up.notify_one();
        }
        tokio::time::sleep(NEXT).await;
    }

    fn with_taken<T>(&self, work: impl FnOnce(&mut Taken) -> T) -> T {
        work(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }

    #[cfg(test)]
    pub(super) fn taken(&self) -> usize {
        self.with_taken(|taken| taken.turns.len())
    }
}

impl Place {
    /// Whose turn it is on this connection.
    pub(super) fn turn(&self) -> Arc<Turn> {
        self.turn.clone()
    }

    /// Done when this connection has to give way.
    pub(super) async fn given_up(&self) {
        self.turn.given_up.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places
            .with_taken(|taken| taken.turns.remove(&self.number));
    }
}

impl Turn {
    /// We are at work.
    pub(super) fn is_ours(&self) {
        self.until.store(OURS, Ordering::Relaxed);
    }

    /// We wait for the client, until then.
    pub(super) fn is_the_clients(&self, until: Instant) {
        let until = until.saturating_duration_since(self.start).as_millis();
        let until = u64::try_from(until).unwrap_or(OURS - 1);
        self.until.store(until, Ordering::Relaxed);
    }
}
