//! What is still to be saved: which controls wait, which are on their way, when to try again.
//! It never says saved before the server did. It knows no browser and no clock.

use super::reply::Reply;
use super::said::Said;

/// How long typing must rest before it is saved, in milliseconds.
const REST: u32 = 800;
/// The longest pause between two tries, in milliseconds.
const LONGEST: u32 = 60_000;

/// Changed controls on their way to the server, few at a time.
#[derive(Default)]
pub(super) struct Saver {
    waiting: Vec<String>,
    flying: Vec<String>,
    apart: Vec<String>,
    theirs: Option<String>,
    failures: u32,
    closed: bool,
}

impl Saver {
    /// A control was changed. One whose answer met another's waits for the person's choice.
    pub(super) fn changed(&mut self, control: &str) {
        if !self.closed && !has(&self.apart, control) {
            add(&mut self.waiting, control);
        }
    }

    /// A control's answer is saved by the person's choice only, with the whole page.
    pub(super) fn keep_apart(&mut self, control: &str) {
        self.waiting.retain(|waiting| waiting != control);
        add(&mut self.apart, control);
    }

    /// What to send now: nothing while something is on its way.
    pub(super) fn next(&mut self) -> Vec<String> {
        if !self.flying.is_empty() {
            return Vec::new();
        }
        self.rest()
    }

    /// What to send when the page may be going away: all but what is on its way, whose version
    /// will only be known with the reply.
    pub(super) fn rest(&mut self) -> Vec<String> {
        let mut rest = Vec::new();
        for control in std::mem::take(&mut self.waiting) {
            match has(&self.flying, &control) {
                true => self.waiting.push(control),
                false => rest.push(control),
            }
        }
        self.flying.extend_from_slice(&rest);
        rest
    }

    /// The server answered, or did not, to these controls. Says how saving stands.
    pub(super) fn settle(&mut self, sent: Vec<String>, reply: &Reply) -> Said {
        self.flying.retain(|flying| !has(&sent, flying));
        match reply {
            Reply::Stored { at, conflicts, .. } => {
                self.failures = 0;
                for (control, theirs) in conflicts {
                    self.keep_apart(control);
                    self.theirs = Some(theirs.clone());
                }
                match &self.theirs {
                    Some(theirs) => Said::Conflict {
                        theirs: theirs.clone(),
                    },
                    None => Said::Saved { at: at.clone() },
                }
            }
            Reply::SignedOut => {
                self.put_back(&sent);
                Said::SignedOut
            }
            Reply::Refused { because } => {
                self.closed = true;
                self.waiting.clear();
                Said::Stopped {
                    because: because.clone(),
                }
            }
            Reply::Lost => {
                self.failures += 1;
                self.put_back(&sent);
                Said::Again
            }
        }
    }

    /// Whether something is on its way.
    pub(super) fn is_flying(&self) -> bool {
        !self.flying.is_empty()
    }

    /// Whether something waits to be sent.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether the last try did not reach the server.
    pub(super) fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// How long to wait before the next try, in milliseconds: longer with each failure.
    pub(super) fn pause(&self) -> u32 {
        match self.failures {
            0 => REST,
            failures => LONGEST.min(1_000 << failures.min(6)),
        }
    }

    fn put_back(&mut self, sent: &[String]) {
        sent.iter()
            .for_each(|control| add(&mut self.waiting, control));
    }
}

fn has(controls: &[String], control: &str) -> bool {
    controls.iter().any(|known| known == control)
}

fn add(controls: &mut Vec<String>, control: &str) {
    if !has(controls, control) {
        controls.push(control.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(conflicts: &[(&str, &str)]) -> Reply {
        Reply::Stored {
            at: "14:32".to_owned(),
            versions: Vec::new(),
            conflicts: conflicts
                .iter()
                .map(|(control, theirs)| (control.to_string(), theirs.to_string()))
                .collect(),
        }
    }

    #[test]
    fn one_request_is_in_flight_at_a_time() {
        let mut saver = Saver::default();
        saver.changed("C1");
        let first = saver.next();
        assert_eq!(first, ["C1"]);
        saver.changed("C1");
        saver.changed("C2");
        assert!(saver.next().is_empty());
        assert_eq!(
            saver.settle(first, &stored(&[])),
            Said::Saved { at: "14:32".into() }
        );
        assert_eq!(saver.next(), ["C1", "C2"]);
    }

    #[test]
    fn a_page_that_goes_away_sends_what_is_not_on_its_way() {
        let mut saver = Saver::default();
        saver.changed("C1");
        saver.next();
        saver.changed("C1");
        saver.changed("C2");
        assert_eq!(saver.rest(), ["C2"]);
    }

    #[test]
    fn what_was_lost_is_sent_again_after_a_longer_and_longer_pause() {
        let mut saver = Saver::default();
        saver.changed("C1");
        let mut pauses = vec![saver.pause()];
        for _ in 0..8 {
            let sent = saver.next();
            assert_eq!(sent, ["C1"]);
            assert_eq!(saver.settle(sent, &Reply::Lost), Said::Again);
            pauses.push(saver.pause());
        }
        assert_eq!(
            pauses,
            [
                800, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000
            ]
        );
        let sent = saver.next();
        saver.settle(sent, &stored(&[]));
        assert_eq!(saver.pause(), 800);
    }

    #[test]
    fn someone_signed_out_loses_nothing() {
        let mut saver = Saver::default();
        saver.changed("C1");
        let sent = saver.next();
        assert_eq!(saver.settle(sent, &Reply::SignedOut), Said::SignedOut);
        assert_eq!(saver.next(), ["C1"]);
    }

    #[test]
    fn a_conflict_stays_told_and_is_not_saved_over() {
        let mut saver = Saver::default();
        saver.changed("C1");
        let sent = saver.next();
        let told = Said::Conflict {
            theirs: "Secure".into(),
        };
        assert_eq!(saver.settle(sent, &stored(&[("C1", "Secure")])), told);
        saver.changed("C1");
        saver.changed("C2");
        let sent = saver.next();
        assert_eq!(sent, ["C2"]);
        assert_eq!(saver.settle(sent, &stored(&[])), told);
    }

    #[test]
    fn a_refusal_ends_saving() {
        let mut saver = Saver::default();
        saver.changed("C1");
        let sent = saver.next();
        let because = "This return was submitted".to_owned();
        let refused = Reply::Refused {
            because: because.clone(),
        };
        assert_eq!(saver.settle(sent, &refused), Said::Stopped { because });
        saver.changed("C1");
        assert!(saver.next().is_empty());
    }
}
