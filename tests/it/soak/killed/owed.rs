//! What one return must hold by what was acknowledged, and what its pages show. It must not know
//! how that came about.

use crate::world::{Browser, Reply};
use fourlens_app::portal::ReturnId;
use std::collections::BTreeMap;

/// The controls that are typed into.
pub(super) const CONTROLS: [&str; 4] = ["K1", "T1", "T2", "P1"];

/// A return.
#[derive(Clone)]
pub(super) struct Owed {
    pub(super) id: ReturnId,
    answers: BTreeMap<String, String>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) submitted: bool,
}

impl Owed {
    pub(super) fn new(id: ReturnId) -> Owed {
        Owed {
            id,
            answers: BTreeMap::new(),
            files: BTreeMap::new(),
            submitted: false,
        }
    }

    pub(super) fn section(&self) -> String {
        format!("/returns/{}/sections/A", self.id)
    }

    pub(super) fn evidence(&self) -> String {
        format!("/returns/{}/evidence/E1", self.id)
    }

    pub(super) fn check(&self) -> String {
        format!("/returns/{}/check", self.id)
    }

    pub(super) fn value(&self, control: &str) -> &str {
        self.answers.get(control).map_or("", String::as_str)
    }

    /// All that was typed in words.
    pub(super) fn words(&self) -> impl Iterator<Item = &String> {
        let answers = self.answers.iter();
        answers
            .filter(|(control, _)| *control != "K1")
            .map(|(_, words)| words)
    }

    /// These answers stand.
    pub(super) fn learn(&mut self, typed: &[(String, String)]) {
        self.answers.extend(typed.iter().cloned());
    }

    /// A page after these were typed and nobody knows whether they were saved: all or none.
    pub(super) fn may_have_learnt(&self, page: &Reply, typed: &[(String, String)]) {
        if self.submitted {
            return;
        }
        let stands: Vec<String> = typed
            .iter()
            .map(|(control, _)| standing(page, control))
            .collect();
        let new: Vec<&String> = typed.iter().map(|(_, value)| value).collect();
        let old: Vec<&str> = typed
            .iter()
            .map(|(control, _)| self.value(control))
            .collect();
        let is_one = stands == old || stands.iter().collect::<Vec<_>>() == new;
        assert!(
            is_one,
            "{stands:?} stand, and either {old:?} or {new:?} may"
        );
    }

    /// The name of the file with these bytes.
    pub(super) fn named(&self, content: &[u8]) -> String {
        let found = self.files.iter().find(|(_, file)| *file == content);
        found
            .expect("a file that was added, byte by byte")
            .0
            .clone()
    }

    /// What was refused was refused because it is submitted.
    pub(super) fn is_closed(&self, reply: &Reply) {
        assert!(self.submitted, "{}: {}", reply.status, reply.text());
        assert_eq!(reply.status, 409, "{}", reply.text());
    }
}

/// The value that a page shows in a control.
pub(super) fn standing(page: &Reply, control: &str) -> String {
    let stands = match control {
        "T2" => page.texts(&format!("textarea[name='{control}']")),
        "K1" => page.attributes(&format!("input[name='{control}'][checked]"), "value"),
        _ => page.attributes(&format!("input[name='{control}']"), "value"),
    };
    stands.into_iter().next().unwrap_or_default()
}

/// The files of a return as they are downloaded, whole.
pub(super) async fn contents(browser: &mut Browser, owed: &Owed) -> Vec<Vec<u8>> {
    let page = match owed.submitted {
        true => browser.get(&format!("/returns/{}/print", owed.id)).await,
        false => browser.get(&owed.evidence()).await,
    };
    assert_eq!(page.status, 200, "{}", page.text());
    let mut links = page.attributes("main a", "href");
    links.retain(|link| link.contains("/files/"));
    let mut contents = Vec::new();
    for link in links {
        let file = browser.get(&link).await;
        assert_eq!(file.status, 200, "{link}: {}", file.text());
        contents.push(file.bytes);
    }
    contents
}
