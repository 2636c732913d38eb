//! Someone who signs in and out again and again, now and then with a wrong password.

use super::{
    super::Chance,
    ledger::{Ledger, Told},
    place::{Place, email},
    wire::{CUT, Wire},
};
use crate::world::{Browser, PASSWORD};

/// Sessions that are kept at most.
const SESSIONS: usize = 4;

/// A visitor, the browsers they are signed in with, and those they were.
pub(super) struct Visitor {
    pub(super) name: &'static str,
    pub(super) wire: Wire,
    pub(super) chance: Chance,
    pub(super) ledger: Ledger,
    pub(super) inside: Vec<Browser>,
    pub(super) outside: Vec<Browser>,
    /// Sessions that were begun, and nobody got their tokens.
    pub(super) lost: usize,
    pub(super) doubt: Option<Doubt>,
    pub(super) was_wrong: bool,
}

/// A request without a reply.
pub(super) enum Doubt {
    /// Signing in.
    In,
    /// Signing out.
    Out(Box<Browser>),
}

impl Visitor {
    /// Does something; whether the server still answers.
    pub(super) async fn act(&mut self) -> bool {
        match self.chance.below(5) {
            0 | 1 if self.inside.len() < SESSIONS => self.sign_in().await,
            2 if !self.was_wrong => self.sign_in_wrongly().await,
            3 | 4 if !self.inside.is_empty() => self.sign_out().await,
            _ => match self.inside.last_mut() {
                Some(browser) => browser.get("/home").await.status != CUT,
                None => self.sign_in().await,
            },
        }
    }

    async fn sign_in(&mut self) -> bool {
        let mut browser = Browser::new(self.wire.router());
        let page = browser.get("/sign-in").await;
        if page.status == CUT {
            return false;
        }
        let email = email(self.name);
        let typed = [("email", email.as_str()), ("password", PASSWORD)];
        let asking = browser.post_form(&page, &typed);
        let intent = format!("{} signs in", self.name);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => self.inside.push(browser),
            Told::Refused => panic!("the password is right: {}", reply.text()),
            Told::Unknown => self.doubt = Some(Doubt::In),
        }
        self.was_wrong = false;
        told != Told::Unknown
    }

    async fn sign_in_wrongly(&mut self) -> bool {
        let mut browser = Browser::new(self.wire.router());
        let page = browser.get("/sign-in").await;
        if page.status == CUT {
            return false;
        }
        let email = email(self.name);
        let typed = [
            ("email", email.as_str()),
            ("password", "not their password"),
        ];
        let asking = browser.post_form(&page, &typed);
        let intent = format!("{} signs in wrongly", self.name);
        let (_, told) = self.ledger.write(intent, asking).await;
        assert_ne!(told, Told::Acknowledged);
        self.was_wrong = true;
        told != Told::Unknown
    }

    async fn sign_out(&mut self) -> bool {
        let at = self.chance.below(self.inside.len());
        let mut browser = self.inside.remove(at);
        let before = browser.clone();
        let asking = browser.post("/sign-out", &[]);
        let intent = format!("{} signs out", self.name);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => self.outside.push(before),
            Told::Refused => panic!("they were in: {}", reply.text()),
            Told::Unknown => self.doubt = Some(Doubt::Out(Box::new(before))),
        }
        told != Told::Unknown
    }

    /// Asks again what nobody knows the end of.
    pub(super) async fn settle(&mut self, place: &Place) {
        match self.doubt.take() {
            None => {}
            Some(Doubt::In) => {
                // The token went with the reply: the session is there, once, or not at all.
                let more = self.sessions(place).await - self.inside.len() - self.lost;
                assert!(more <= 1, "{more} sessions of one sign-in");
                self.lost += more;
            }
            Some(Doubt::Out(mut browser)) => {
                let before = browser.clone();
                let reply = browser.post("/sign-out", &[]).await;
                assert!(matches!(reply.status, 303 | 401), "{}", reply.text());
                self.outside.push(*before);
            }
        }
    }

    async fn sessions(&self, place: &Place) -> usize {
        let sessions = format!(
            "SELECT count(*) FROM session e JOIN person n ON n.seq = e.person_seq \
             WHERE n.email = '{}'",
            email(self.name)
        );
        place.number(&sessions).await as usize
    }

    /// Who is in is in, who is out is out, and there is no other session.
    pub(super) async fn hold(&mut self, place: &Place) {
        for browser in &mut self.inside {
            let page = browser.get("/home").await;
            assert_eq!(page.status, 200, "{}", page.text());
        }
        for browser in &mut self.outside {
            let page = browser.get("/home").await;
            let to = page.location.unwrap_or_default();
            assert!(to.starts_with("/sign-in"), "{} {to}", page.status);
        }
        self.outside.clear();
        let sessions = self.sessions(place).await;
        assert_eq!(sessions, self.inside.len() + self.lost, "no other session");
    }
}
