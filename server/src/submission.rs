//! What is handed in: the answers of the questions that apply, in two parts, with their facts.
//! The same for a person's submission and for the demo's past ones.

use crate::{
    fill,
    plugins::PluginHost,
    store::{FactPack, FormHash, OrganisationView, PartKind, SubmitCommand},
};
use chrono::{Datelike, NaiveDate};
use fourlens_app::portal::{FileId, ReturnId};
use fourlens_forms::{answers::Answers, form::Form, journey::Journey};

/// A submission before it is written.
pub struct Handed {
    /// Answers that name a person, as canonical JSON.
    pub identifying: Vec<u8>,
    /// All other answers, as canonical JSON.
    pub other: Vec<u8>,
    /// What the plugins computed.
    pub facts: Vec<FactPack>,
    /// The files that these answers name, each with the part whose answers do.
    pub files: Vec<(FileId, PartKind)>,
}

impl Handed {
    /// What a journey hands in.
    pub fn of(journey: &Journey<'_>, host: &PluginHost) -> Handed {
        let form = journey.form();
        let asked = journey.asked_answers();
        let (mut identifying, mut other) = (Answers::default(), Answers::default());
        for (id, answer) in asked.iter() {
            if let Some(question) = form.find(id) {
                let parts = fill::split(question, answer);
                identifying.set(id, parts.identifying);
                other.set(id, parts.other);
            }
        }
        let bytes = |answers: Answers| serde_json::to_vec(&answers).expect("answers are JSON");
        let files = [
            (&identifying, PartKind::Identifying),
            (&other, PartKind::Other),
        ];
        let files = files.into_iter().flat_map(|(answers, part)| {
            let named = fill::files_in(form, answers).into_iter();
            named.map(move |file| (file, part))
        });
        Handed {
            files: files.collect(),
            identifying: bytes(identifying),
            other: bytes(other),
            facts: host.score(journey),
        }
    }

    /// The command that writes it.
    pub fn command(self, to: Destination<'_>, body: Vec<u8>) -> SubmitCommand {
        SubmitCommand {
            return_id: to.return_id,
            draft_version: to.draft_version,
            idempotency_key: to.idempotency_key,
            body,
            prefix: prefix(to.form, to.as_of),
            form_version: FormHash(*to.form.version()),
            identifying: self.identifying,
            other: self.other,
            facts: self.facts,
            groups: groups(to.organisation),
            outbox: Vec::new(),
            files: self.files,
        }
    }
}

/// Where a submission goes.
pub struct Destination<'a> {
    /// The return it fulfils.
    pub return_id: ReturnId,
    /// The version of the draft it was made of.
    pub draft_version: i64,
    /// The key under which it may be repeated.
    pub idempotency_key: [u8; 16],
    /// The form answered.
    pub form: &'a Form,
    /// The organisation that answers.
    pub organisation: &'a OrganisationView,
    /// The day the campaign looks at.
    pub as_of: NaiveDate,
}

/// The answers of a stored submission, both parts together, what names someone first.
///
/// # Errors
/// When a part is not the JSON that was written, which only damage can cause.
pub fn answers_of(parts: &[&[u8]]) -> Result<Answers, serde_json::Error> {
    let mut all = Answers::default();
    for part in parts {
        let answers: Answers = serde_json::from_slice(part)?;
        for (id, answer) in answers.iter() {
            let whole = match all.get(id) {
                Some(named) => fill::joined(named.clone(), answer.clone()),
                None => answer.clone(),
            };
            all.set(id, Some(whole));
        }
    }
    Ok(all)
}

/// The groups whose roll-ups a submission counts in.
pub fn groups(organisation: &OrganisationView) -> Vec<String> {
    let mut groups = vec!["all".to_string()];
    groups.extend(
        organisation
            .phase
            .as_ref()
            .map(|phase| format!("phase:{phase}")),
    );
    groups.extend(
        organisation
            .school_type
            .as_ref()
            .map(|kind| format!("type:{kind}")),
    );
    groups
}

/// The letters that open a reference: the form's and the year's.
fn prefix(form: &Form, as_of: NaiveDate) -> String {
    format!(
        "{}-{:02}",
        form.package().form.reference,
        as_of.year() % 100
    )
}
