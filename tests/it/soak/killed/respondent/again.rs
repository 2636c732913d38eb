//! A respondent after a kill: what was left open is looked at and asked again, and what was
//! acknowledged is held against the pages.

use super::{
    super::owed::{CONTROLS, contents, standing},
    Doubt, Respondent,
};
use serde_json::{Value as Json, json};

impl Respondent {
    /// Looks at what nobody knows the end of: it is there once or not at all. Then asks again as
    /// before, and it is there once.
    pub(in crate::soak::killed) async fn settle(&mut self) {
        let Some((at, doubt)) = self.doubt.take() else {
            return;
        };
        let browser = &mut self.browser;
        let owed = &mut self.owed[at];
        match doubt {
            Doubt::Typed(typed, body) => {
                owed.may_have_learnt(&browser.get(&owed.section()).await, &typed);
                let path = format!("/api{}", owed.section());
                let reply = browser.post_json(&path, &body).await;
                if owed.submitted {
                    return owed.is_closed(&reply);
                }
                let told: Json = serde_json::from_str(&reply.body).expect("JSON");
                assert_eq!(told["conflicts"], json!([]), "asked again");
                owed.learn(&typed);
            }
            Doubt::Posted(typed, path, fields) => {
                owed.may_have_learnt(&browser.get(&owed.section()).await, &typed);
                let reply = browser.post(&path, &fields).await;
                assert_eq!(reply.status, 303, "asked again: {}", reply.text());
                owed.learn(&typed);
            }
            Doubt::Added(page, name, content) => {
                let there = contents(browser, owed).await;
                let more = there.len() - owed.files.len();
                assert!(more <= 1, "{name} came {more} times");
                assert_eq!(there.contains(&content), more == 1, "nothing else came");
                let reply = browser.post_files(&page, &[(&name, &content)]).await;
                assert_eq!(reply.status, 303, "asked again: {}", reply.text());
                owed.files.insert(name, content);
            }
            Doubt::Taken(path, fields, name) => {
                let there = contents(browser, owed).await;
                let gone = owed.files.len() - there.len();
                assert!(gone <= 1, "{name} went {gone} times");
                let reply = browser.post(&path, &fields).await;
                assert_eq!(reply.status, 303, "asked again: {}", reply.text());
                owed.files.remove(&name);
            }
            Doubt::Submitted(path, fields) => {
                let reply = browser.post(&path, &fields).await;
                assert_eq!(reply.status, 303, "asked again: {}", reply.text());
                owed.submitted = true;
            }
        }
    }

    /// Holds the pages against what was acknowledged.
    pub(in crate::soak::killed) async fn hold(&mut self) {
        for owed in &self.owed {
            let files = contents(&mut self.browser, owed).await;
            let expected: Vec<Vec<u8>> = owed.files.values().cloned().collect();
            assert_eq!(files.len(), expected.len(), "{}: files", owed.id);
            assert!(expected.iter().all(|file| files.contains(file)));
            if owed.submitted {
                let print = format!("/returns/{}/print", owed.id);
                let print = self.browser.get(&print).await;
                for words in owed.words() {
                    assert!(print.says(words), "{words}: {}", print.text());
                }
                continue;
            }
            let page = self.browser.get(&owed.section()).await;
            for control in CONTROLS {
                assert_eq!(standing(&page, control), owed.value(control), "{control}");
            }
        }
    }
}
