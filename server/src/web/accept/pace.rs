//! How long a client may keep us waiting while bytes move, in either direction. It counts only
//! the time that we wait for it, and must not know what the bytes are.

use super::places::Turn;
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long nothing at all may move.
const SILENCE: Duration = Duration::from_secs(15);

/// The fewest bytes a second, over all the time we waited: what a poor mobile line gives.
const BYTES_A_SECOND: u64 = 1024;

/// A client that moved too few bytes.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the client was too slow")]
pub struct TooSlow;

/// What has moved, and how long we waited for it.
#[derive(Debug, Default)]
pub(super) struct Pace {
    bytes: u64,
    waited: Duration,
    since: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    /// Nothing moves: it is the client's turn. Ready when it was too slow.
    pub(super) fn poll_late(&mut self, turn: &Turn, context: &mut Context<'_>) -> Poll<TooSlow> {
        let until = self.wait(Instant::now());
        turn.is_the_clients(until);
        let alarm = self
            .alarm
            .get_or_insert_with(|| Box::pin(sleep_until(until)));
        if alarm.deadline() != until {
            alarm.as_mut().reset(until);
        }
        alarm.as_mut().poll(context).map(|()| TooSlow)
    }

    /// We wait from now on, if we did not yet; until when we go on waiting.
    fn wait(&mut self, now: Instant) -> Instant {
        let since = *self.since.get_or_insert(now);
        let earned = SILENCE + Duration::from_secs(self.bytes / BYTES_A_SECOND);
        since + SILENCE.min(earned.saturating_sub(self.waited))
    }

    /// So many bytes moved.
    pub(super) fn moved(&mut self, bytes: usize) {
        self.moved_at(bytes, Instant::now());
    }

    fn moved_at(&mut self, bytes: usize, now: Instant) {
        if let Some(since) = self.since.take() {
            self.waited += now - since;
        }
        self.bytes += bytes as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how long a client is given up that sends so many bytes every so many seconds.
    fn given_up_after(bytes: usize, every: u64) -> Option<u64> {
        let start = Instant::now();
        let mut pace = Pace::default();
        let mut due = pace.wait(start);
        for passed in (every..3600).step_by(usize::try_from(every).expect("small")) {
            let now = start + Duration::from_secs(passed);
            if due <= now {
                return Some((due - start).as_secs());
            }
            pace.moved_at(bytes, now);
            due = pace.wait(now);
        }
        None
    }

    #[tokio::test]
    async fn who_says_nothing_is_given_up_after_a_silence() {
        assert_eq!(given_up_after(1_000_000, 3000), Some(15));
    }

    #[tokio::test]
    async fn who_drips_is_given_up_soon_and_who_is_only_slow_is_not() {
        assert_eq!(given_up_after(1, 1), Some(15));
        assert_eq!(given_up_after(512, 1), Some(28));
        assert_eq!(given_up_after(14 * 1024, 14), None);
    }

    #[tokio::test]
    async fn time_in_which_we_do_not_wait_does_not_count() {
        let start = Instant::now();
        let mut pace = Pace::default();
        pace.wait(start);
        pace.moved_at(1, start + SILENCE / 2);
        let later = start + 20 * SILENCE;
        assert_eq!(pace.wait(later), later + SILENCE - SILENCE / 2);
    }
}
