//! Records of processing in words: each action of the log as people say it.

use super::{RequestPortal, return_::print_page};
use crate::{
    fill::Loaded,
    store::{AgreedGrade, Agreement, Author, OnRecord, ReturnState, Scoped},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    CaseId, RecordFound, RecordRow, RecordedId, RecordsPage, Refusal, SubjectCopy,
};

/// What each action of the log is called, and whether someone saw something by it.
const SAID: [(&str, &str, bool); 26] = [
    ("submission.view", "Read the answers", true),
    ("draft.view", "Read the answers so far", true),
    ("submission.identity", "Saw who the answers identify", true),
    ("file.download", "Had a file", true),
    ("export.answers", "Took answers out", true),
    (
        "export.subject",
        "Took everything out for the person it is about",
        true,
    ),
    ("record.view", "Looked at these records", true),
    ("submission.append", "Submitted the return", false),
    ("submission.erase", "Erased answers", false),
    ("file.upload", "Added a file", false),
    ("file.remove", "Took a file away", false),
    ("case.add", "Added the case", false),
    ("case.ask", "Changed the agencies asked", false),
    ("case.name", "Named an auditor", false),
    ("case.unname", "Took an auditor’s name off", false),
    ("case.declare", "Declared on a conflict of interest", false),
    ("case.block", "Kept someone out", false),
    ("case.unblock", "Let someone in again", false),
    (
        "case.status",
        "Took the case out of the round, or back in",
        false,
    ),
    ("case.lock", "Locked a grade", false),
    ("case.show", "Showed the grades", false),
    ("case.agree", "Recorded what the meeting agreed", false),
    ("moderation.say", "Rated a question otherwise", false),
    ("moderation.share", "Shared moderated ratings", false),
    ("erasure.propose", "Proposed to erase", false),
    ("erasure.approve", "Approved an erasure", false),
];

/// What is on record under a reference.
pub(super) async fn records(
    portal: &RequestPortal,
    reference: &str,
) -> Result<RecordsPage, WebError> {
    let scope = portal.scope()?;
    let asked = reference.trim().to_uppercase();
    let found = match asked.is_empty() {
        true => None,
        false => scope.recorded(&asked).await?,
    };
    let Some(found) = found else {
        return Ok(RecordsPage { asked, found: None });
    };
    let rows = scope.on_record(&found).await?.into_iter().map(row);
    Ok(RecordsPage {
        asked,
        found: Some(RecordFound {
            rows: rows.collect(),
            reference: found.reference,
            campaign: found.campaign,
            organisations: found.organisations,
        }),
    })
}

/// Everything kept under a reference, for whoever answers the person it is about: what was handed
/// in and what was not yet, with names. That it is taken out is recorded first.
pub(super) async fn copy(portal: &RequestPortal, reference: &str) -> Result<SubjectCopy, WebError> {
    let (state, scope) = (portal.state(), portal.scope()?);
    let asked = reference.trim().to_uppercase();
    let found = scope.recorded(&asked).await?.ok_or(Refusal::NotFound)?;
    scope.record_copy(&found).await?;
    let system = state.store.system("subject access");
    let mut returns = Vec::new();
    for id in &found.returns {
        let loaded = Loaded::load(state, &system, *id).await?;
        if loaded.view.state != ReturnState::NotStarted {
            returns.push(print_page(&loaded));
        }
    }
    let agreed = match found.id {
        RecordedId::Case(id) => agreements(&system, CaseId::from_bytes(id)).await?,
        RecordedId::Submission(_) => Vec::new(),
    };
    Ok(SubjectCopy {
        reference: found.reference,
        campaign: found.campaign,
        returns,
        agreed,
    })
}

/// What a moderation meeting agreed: each reason, and who took part.
async fn agreements(system: &Scoped, of: CaseId) -> Result<Vec<(String, String)>, WebError> {
    let said = system.agreements(of).await?.unwrap_or_default();
    let grade = |(question, agreed): (String, Agreement<AgreedGrade>)| {
        let words = format!("{}: {}", agreed.agreed.grade, agreed.agreed.reason);
        (format!("Agreed of {question}"), words)
    };
    let mut lines: Vec<(String, String)> = said.grades.into_iter().map(grade).collect();
    let present = said.meeting.map(|meeting| meeting.agreed.present);
    lines.extend(present.map(|present| ("Who took part in the meeting".to_string(), present)));
    Ok(lines)
}

fn row(of: OnRecord) -> RecordRow {
    let action = of.entry.action.as_str();
    let said = SAID.iter().find(|(key, ..)| *key == action);
    let by = match (&of.by, &of.entry.author) {
        (Some(name), _) => name.clone(),
        (None, Author::System(word)) => format!("The portal ({word})"),
        (None, Author::Person(_)) => "Someone no longer known".to_string(),
    };
    let why = of.entry.detail.get("why").and_then(|why| why.as_str());
    RecordRow {
        at: time::in_words(of.entry.at),
        by,
        what: said.map_or_else(
            || action.replace(['.', '_'], " "),
            |(_, words, _)| (*words).to_string(),
        ),
        about: of.about,
        why: why.map(str::to_string),
        saw: said.is_some_and(|(.., saw)| *saw),
    }
}
