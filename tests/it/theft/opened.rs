//! What the same portal gives to who holds the key ring: everything that is sealed, opened by the
//! store.

use super::filled::Filled;
use fourlens_app::portal::{ReturnId, SubmissionId};
use fourlens_server::store::{Part, Scoped, Subject};
use std::{fmt::Write, time::Duration};

/// Everything sealed, as one text.
pub async fn everything(filled: &Filled) -> String {
    let system = filled.world.store.system("story");
    let mut all = String::new();
    for id in &filled.drafts {
        let draft = system.draft(*id).await.expect("read").expect("begun");
        for answer in draft.answers {
            all.push_str(&answer.value.to_string());
        }
        all.push_str(&files(&system, *id).await);
    }
    for id in &filled.handed_in {
        let receipt = system.receipt(*id).await.expect("read").expect("handed in");
        all.push_str(&submission(&system, receipt.submission).await);
        all.push_str(&files(&system, *id).await);
    }
    for case in filled.cases {
        let blocks = system.blocks_of_case(case).await.expect("read");
        let auditors = system.auditors_of_case(case).await.expect("read");
        let agreements = system.agreements(case).await.expect("read");
        let _ = write!(all, "{blocks:?}{auditors:?}{agreements:?}");
    }
    let messages = system.claim(&["later"], 100, Duration::from_secs(60)).await;
    for message in messages.expect("claimed") {
        all.push_str(&String::from_utf8_lossy(&message.payload));
    }
    all
}

/// Both parts, what reviewers said last, and why someone looked at whom it identifies.
async fn submission(system: &Scoped, id: SubmissionId) -> String {
    let answers = system.answers(id).await.expect("read").expect("handed in");
    let mut all = String::new();
    for part in [answers.identifying, answers.other] {
        let Part::Open(bytes) = part else {
            panic!("{id} does not open");
        };
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    let said = system.moderations(id).await.expect("read");
    let trail = system.trail(&Subject::new("submission", id.bytes())).await;
    let _ = write!(all, "{said:?}{:?}", trail.expect("read"));
    all
}

async fn files(system: &Scoped, of: ReturnId) -> String {
    let mut all = String::new();
    for file in system.files_of(of).await.expect("listed") {
        let content = system.file(of, file.id).await.expect("read");
        let content = content.expect("it is there");
        all.push_str(&content.about.name);
        let piece = content.piece(0).await.expect("it opens");
        all.push_str(&String::from_utf8_lossy(&piece.expect("a piece")));
    }
    all
}
