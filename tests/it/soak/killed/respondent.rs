//! Someone who answers for several schools: types, adds files and takes them away, hands in. What
//! they know of each return is what the server acknowledged; what it left open they ask again.

mod again;

use super::{
    super::Chance,
    ledger::{Ledger, Told},
    owed::{CONTROLS, Owed},
    wire::CUT,
};
use crate::world::{Browser, Reply};
use fourlens_app::portal::ReturnId;
use serde_json::{Value as Json, json};

type Fields = Vec<(String, String)>;

/// A respondent.
pub(super) struct Respondent {
    pub(super) name: &'static str,
    pub(super) browser: Browser,
    pub(super) chance: Chance,
    pub(super) ledger: Ledger,
    /// What this round asks of them.
    pub(super) owed: Vec<Owed>,
    /// What nobody knows the end of.
    pub(super) doubt: Option<(usize, Doubt)>,
    /// How many acts, so that no two words are the same.
    pub(super) acts: usize,
}

/// A request without a reply, as it was sent.
pub(super) enum Doubt {
    Typed(Fields, Json),
    Posted(Fields, String, Fields),
    Added(Box<Reply>, String, Vec<u8>),
    Taken(String, Fields, String),
    Submitted(String, Fields),
}

impl Respondent {
    /// Begins a round with these returns.
    pub(super) fn begin(&mut self, returns: impl Iterator<Item = ReturnId>) {
        assert!(self.doubt.is_none(), "nothing is open");
        self.owed = returns.map(Owed::new).collect();
    }

    /// Does something; whether the server still answers.
    pub(super) async fn act(&mut self) -> bool {
        self.acts += 1;
        let at = self.chance.below(self.owed.len());
        match self.chance.below(16) {
            0..=4 => self.types(at).await,
            5..=7 => self.posts(at).await,
            8 | 9 => self.adds(at).await,
            10 => self.takes(at).await,
            11 => self.adds_badly(at).await,
            12 => self.submits_too_early(at).await,
            _ => self.submits(at).await,
        }
    }

    /// New words for this control.
    fn words(&mut self, control: &str) -> String {
        match control {
            "K1" => self.chance.below(3).to_string(),
            _ => format!("{} {} {control}", self.name, self.acts),
        }
    }

    /// As the island does: one answer at once.
    async fn types(&mut self, at: usize) -> bool {
        let control = *self.chance.of(&CONTROLS);
        let value = self.words(control);
        let page = self.browser.get(&self.owed[at].section()).await;
        if page.status == CUT {
            return false;
        }
        let mut fields = vec![json!([control, value])];
        for beside in ["_version-", "_shown-"] {
            let name = format!("{beside}{control}");
            let there = page.attributes(&format!("input[name='{name}']"), "value");
            let there = there.first().cloned().unwrap_or_default();
            fields.push(json!([name, there]));
        }
        let (path, body) = (
            format!("/api{}", self.owed[at].section()),
            json!({ "fields": fields }),
        );
        let typed = vec![(control.to_string(), value)];
        let intent = format!("{} types {typed:?}", self.name);
        let asking = self.browser.post_json(&path, &body);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => {
                let told: Json = serde_json::from_str(&reply.body).expect("JSON");
                assert_eq!(told["conflicts"], json!([]), "nobody else types here");
                self.owed[at].learn(&typed);
            }
            Told::Refused => self.owed[at].is_closed(&reply),
            Told::Unknown => self.doubt = Some((at, Doubt::Typed(typed, body))),
        }
        told != Told::Unknown
    }

    /// The whole section at once.
    async fn posts(&mut self, at: usize) -> bool {
        let page = self.browser.get(&self.owed[at].section()).await;
        if page.status == CUT || self.owed[at].submitted {
            return page.status != CUT;
        }
        let mut typed = Fields::new();
        for control in CONTROLS {
            if self.chance.below(2) == 0 {
                let value = self.words(control);
                typed.push((control.to_string(), value));
            }
        }
        let over: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let (path, fields) = page.form(&over);
        let intent = format!("{} posts {typed:?}", self.name);
        let asking = self.browser.post(&path, &fields);
        let (_, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => self.owed[at].learn(&typed),
            Told::Refused => panic!("nobody else types here"),
            Told::Unknown => self.doubt = Some((at, Doubt::Posted(typed, path, fields))),
        }
        told != Told::Unknown
    }

    async fn adds(&mut self, at: usize) -> bool {
        let page = self.browser.get(&self.owed[at].evidence()).await;
        if page.status == CUT || self.owed[at].submitted {
            return page.status != CUT;
        }
        let name = format!("{} {}.pdf", self.name, self.acts);
        let mut content = format!("%PDF-1.7\n% {name}\n").into_bytes();
        content.resize(content.len() + self.chance.below(300_000), b'.');
        content.extend(b"\n%%EOF\n");
        let intent = format!("{} adds {name}", self.name);
        let files: [(&str, &[u8]); 1] = [(&name, &content)];
        let asking = self.browser.post_files(&page, &files);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => {
                self.owed[at].files.insert(name, content);
            }
            Told::Refused => panic!("the file is proper: {}", reply.text()),
            Told::Unknown => self.doubt = Some((at, Doubt::Added(Box::new(page), name, content))),
        }
        told != Told::Unknown
    }

    /// What is no file of any sort that is taken leaves nothing behind.
    async fn adds_badly(&mut self, at: usize) -> bool {
        let page = self.browser.get(&self.owed[at].evidence()).await;
        if page.status == CUT || self.owed[at].submitted {
            return page.status != CUT;
        }
        let intent = format!("{} adds a program", self.name);
        let asking = self.browser.post_files(&page, &[("run.exe", b"MZ")]);
        let (_, told) = self.ledger.write(intent, asking).await;
        assert_ne!(told, Told::Acknowledged);
        told != Told::Unknown
    }

    async fn takes(&mut self, at: usize) -> bool {
        let page = self.browser.get(&self.owed[at].evidence()).await;
        if page.status == CUT || self.owed[at].submitted || self.owed[at].files.is_empty() {
            return page.status != CUT;
        }
        let (path, fields) = page.form_to("/remove", &[]);
        let file = fields.iter().find(|(name, _)| name == "file");
        let file = file.expect("a file is named").1.clone();
        let link = format!("/returns/{}/files/{file}", self.owed[at].id);
        let content = self.browser.get(&link).await;
        if content.status == CUT {
            return false;
        }
        let name = self.owed[at].named(&content.bytes);
        let intent = format!("{} takes {name} away", self.name);
        let asking = self.browser.post(&path, &fields);
        let (_, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => {
                self.owed[at].files.remove(&name);
            }
            Told::Refused => panic!("the file is there"),
            Told::Unknown => self.doubt = Some((at, Doubt::Taken(path, fields, name))),
        }
        told != Told::Unknown
    }

    /// With a version that no draft has had yet.
    async fn submits_too_early(&mut self, at: usize) -> bool {
        if self.owed[at].submitted {
            return true;
        }
        let path = format!("/returns/{}/submit", self.owed[at].id);
        let key = format!("{:032x}", self.acts);
        let fields = [("draft_version", "999999"), ("idempotency_key", &key)];
        let fields = fields.map(|(name, value)| (name.to_string(), value.to_string()));
        let intent = format!("{} submits what is not there", self.name);
        let asking = self.browser.post(&path, &fields);
        let (_, told) = self.ledger.write(intent, asking).await;
        assert_ne!(told, Told::Acknowledged);
        told != Told::Unknown
    }

    async fn submits(&mut self, at: usize) -> bool {
        let page = self.browser.get(&self.owed[at].check()).await;
        let actions = page.attributes("main form[method=post]", "action");
        if !actions.iter().any(|action| action.ends_with("/submit")) {
            return page.status != CUT;
        }
        let (path, fields) = page.form_to("/submit", &[]);
        let intent = format!("{} submits {}", self.name, self.owed[at].id);
        let asking = self.browser.post(&path, &fields);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match told {
            Told::Acknowledged => self.owed[at].submitted = true,
            Told::Refused => panic!("it is whole: {}", reply.text()),
            Told::Unknown => self.doubt = Some((at, Doubt::Submitted(path, fields))),
        }
        told != Told::Unknown
    }
}
