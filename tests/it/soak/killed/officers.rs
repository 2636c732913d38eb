//! Two people who erase: one proposes what was handed in before, the other approves or refuses.

use super::{
    super::Chance,
    ledger::{Ledger, Told},
    owed::Owed,
    place::{App, Place},
    wire::CUT,
};
use crate::world::{Browser, Reply};
use fourlens_app::portal::SubmissionId;
use fourlens_server::store::Part;

type Fields = Vec<(String, String)>;

/// Someone who has to prove now and then who they are.
pub(super) struct Officer {
    pub(super) browser: Browser,
    pub(super) app: App,
}

/// A return that was handed in, and what became of it.
pub(super) struct HandedIn {
    pub(super) owed: Owed,
    pub(super) submission: SubmissionId,
    pub(super) reference: String,
    /// The path of what was proposed.
    pub(super) proposal: Option<String>,
    pub(super) erased: bool,
}

/// Both of them, and all that was handed in.
pub(super) struct Officers {
    pub(super) proposes: Officer,
    pub(super) decides: Officer,
    pub(super) chance: Chance,
    pub(super) ledger: Ledger,
    pub(super) all: Vec<HandedIn>,
    pub(super) doubt: Option<(usize, Doubt)>,
}

/// A request without a reply.
pub(super) enum Doubt {
    Proposed(String, Fields),
    Decided(String, bool),
}

impl Officer {
    /// Opens a page, proving who they are where that is asked for; none when the server is gone,
    /// or when no code can be used just now.
    async fn get(&mut self, path: &str) -> Option<Reply> {
        let page = self.browser.get(path).await;
        let to = page.location.clone().unwrap_or_default();
        if !to.starts_with("/prove") {
            return (page.status != CUT).then_some(page);
        }
        self.prove(&to).await?;
        let page = self.browser.get(path).await;
        (page.status != CUT).then_some(page)
    }

    async fn prove(&mut self, path: &str) -> Option<()> {
        let page = self.browser.get(path).await;
        if page.status == CUT {
            return None;
        }
        let code = self.app.code()?;
        let proved = self.browser.post_form(&page, &[("proof", &code)]).await;
        (proved.status == 303).then_some(())
    }
}

impl Officers {
    /// Does something; whether the server still answers.
    pub(super) async fn act(&mut self) -> bool {
        let open = |one: &HandedIn| !one.erased;
        let open: Vec<usize> = (0..self.all.len())
            .filter(|at| open(&self.all[*at]))
            .collect();
        // Now and then only, so that there is something left to erase.
        if open.is_empty() || self.chance.below(2) > 0 {
            return self.decides.browser.get("/erasures").await.status != CUT;
        }
        let at = *self.chance.of(&open);
        match self.all[at].proposal.clone() {
            None => self.propose(at).await,
            Some(path) => self.decide(at, path).await,
        }
    }

    async fn propose(&mut self, at: usize) -> bool {
        let Some(page) = self.proposes.get("/erasures").await else {
            return true;
        };
        let reference = self.all[at].reference.clone();
        let typed = [
            ("reference", reference.as_str()),
            ("extent", "everything"),
            ("because", "request"),
        ];
        let (path, fields) = page.form_to("/erasures", &typed);
        let intent = format!("it is proposed to erase {reference}");
        let asking = self.proposes.browser.post(&path, &fields);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => self.proposed(at, &reply),
            Told::Refused => panic!("{reference}: {}", reply.text()),
            Told::Unknown => self.doubt = Some((at, Doubt::Proposed(path, fields))),
        }
        told != Told::Unknown
    }

    fn proposed(&mut self, at: usize, reply: &Reply) {
        let to = reply.location.clone().expect("where it is");
        assert!(to.starts_with("/erasures/"), "{to}");
        let path = to.split('?').next().expect("a path");
        self.all[at].proposal = Some(path.to_string());
    }

    async fn decide(&mut self, at: usize, path: String) -> bool {
        if self.decides.get(&path).await.is_none() {
            return true;
        }
        let approves = self.chance.below(3) > 0;
        let decision = format!("{path}/{}", if approves { "approve" } else { "refuse" });
        let asking = self.decides.browser.post(&decision, &[]);
        let (reply, told) = self.ledger.write(decision.clone(), asking).await;
        match told {
            Told::Acknowledged => self.decided(at, approves),
            Told::Refused => panic!("{decision}: {}", reply.text()),
            Told::Unknown => self.doubt = Some((at, Doubt::Decided(decision, approves))),
        }
        told != Told::Unknown
    }

    fn decided(&mut self, at: usize, approves: bool) {
        self.all[at].erased = approves;
        self.all[at].proposal = None;
    }

    /// Asks again what nobody knows the end of.
    pub(super) async fn settle(&mut self) {
        let Some((at, doubt)) = self.doubt.take() else {
            return;
        };
        match doubt {
            Doubt::Proposed(path, fields) => {
                let _proved = self.proposes.get("/erasures").await;
                let reply = self.proposes.browser.post(&path, &fields).await;
                assert_eq!(reply.status, 303, "asked again: {}", reply.text());
                self.proposed(at, &reply);
            }
            Doubt::Decided(path, approves) => {
                let _proved = self.decides.get("/erasures").await;
                let reply = self.decides.browser.post(&path, &[]).await;
                let settled = match reply.status {
                    303 => true,
                    409 => reply.says("This was decided before"),
                    _ => false,
                };
                assert!(settled, "asked again: {} {}", reply.status, reply.text());
                self.decided(at, approves);
            }
        }
    }

    /// Holds the store and the page against what was acknowledged: what is erased stays so, and
    /// nothing else is.
    pub(super) async fn hold(&mut self, place: &Place) {
        let store = place.store().await;
        let system = store.system("soak");
        for one in &self.all {
            let answers = system.answers(one.submission).await.expect("read");
            let answers = answers.expect("it was handed in");
            assert_eq!(answers.receipt.number, 1, "{}", one.reference);
            let parts = [&answers.identifying, &answers.other];
            if one.erased {
                assert_eq!(parts, [&Part::Erased; 2], "{}", one.reference);
                continue;
            }
            let open = |part: &Part| match part {
                Part::Open(json) => String::from_utf8(json.clone()).expect("JSON"),
                other => panic!("{}: {other:?}", one.reference),
            };
            let said = parts.map(open).concat();
            for words in one.owed.words() {
                assert!(said.contains(words.as_str()), "{words}: {said}");
            }
            let files = system.files_of(one.owed.id).await.expect("files");
            assert_eq!(files.len(), one.owed.files.len(), "{}", one.reference);
        }
        store.close().await.expect("closed");
        let submissions = "SELECT count(*) FROM submission";
        let submissions = place.number(submissions).await;
        assert_eq!(submissions as usize, self.all.len(), "each once, no other");
        let waiting = "SELECT count(*) FROM erasure WHERE decided_at IS NULL";
        let waiting = place.number(waiting).await as usize;
        let known = self.all.iter().filter(|one| one.proposal.is_some());
        assert_eq!(waiting, known.count(), "each proposal once");
    }
}
