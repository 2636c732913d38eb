//! A return with its form and its answers, from the draft or from what was handed in.

use super::{
    Control,
    files::{self, Files},
    rows,
};
use crate::{
    state::State,
    store::{FormHash, Part, ReturnState, ReturnView, Scoped},
    submission,
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{Refusal, ReturnHead, ReturnId, SubmissionId};
use fourlens_forms::{
    answers::Answers,
    form::Form,
    journey::Journey,
    question::{Question, Table},
    text::FALLBACK,
};
use serde_json::Value as Json;
use std::{collections::HashMap, sync::Arc};

/// A return with its form and its answers.
pub struct Loaded {
    /// The return.
    pub view: ReturnView,
    /// Its form.
    pub form: Arc<Form>,
    /// The draft's version; 0 before there is one.
    pub version: i64,
    /// What the draft holds, by control; markers of rows included.
    pub stored: rows::Stored,
    /// The answers; in a draft without files that are gone or were refused.
    pub answers: Answers,
    /// How the files that answers name stand.
    pub files: Files,
    /// The day they are looked at: today, or the day they were handed in.
    pub today: NaiveDate,
    language: String,
    /// Whether answers that name someone are hidden from this reader, and so not among them.
    pub masked: bool,
}

/// Why a reader wants to see whom a case identifies, as they said it.
pub struct Why<'a>(pub &'a str);

/// An answer in a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredAnswer {
    /// Its row version.
    pub version: i64,
    /// Its value.
    pub value: Json,
}

impl Loaded {
    /// Loads a return within `scope`; about a case, without whom it identifies, unless the reader
    /// audits it.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach; `DeclareFirst` when it would be, had the reader
    /// declared that they have no conflict; a fault when what is stored cannot be read.
    pub async fn load(state: &State, scope: &Scoped, id: ReturnId) -> Result<Loaded, WebError> {
        Loaded::read(state, scope, id, None).await
    }

    /// The same with whom it identifies, once it is recorded who sees that and why.
    ///
    /// # Errors
    /// As `load`; and whatever keeps the record from being written.
    pub async fn with_identity(
        state: &State,
        scope: &Scoped,
        id: ReturnId,
        why: Why<'_>,
    ) -> Result<Loaded, WebError> {
        Loaded::read(state, scope, id, Some(why)).await
    }

    async fn read(
        state: &State,
        scope: &Scoped,
        id: ReturnId,
        why: Option<Why<'_>>,
    ) -> Result<Loaded, WebError> {
        let Some(view) = scope.return_by_id(id).await? else {
            return Err(missing(scope, id).await?.into());
        };
        let form = state.form(version_of(&view)).await?;
        match &view.receipt {
            Some(receipt) if view.state == ReturnState::Submitted => {
                let today = crate::time::local(receipt.submitted_at).date_naive();
                let (answers, masked) = handed_in(scope, receipt.submission, why).await?;
                let files = files::standing(scope, id, files::in_answers(&form, &answers)).await?;
                Ok(Loaded {
                    view,
                    form,
                    version: 0,
                    stored: HashMap::new(),
                    answers,
                    files,
                    today,
                    language: FALLBACK.to_string(),
                    masked,
                })
            }
            _ => {
                let draft = scope.draft(id).await?.ok_or(Refusal::NotFound)?;
                let answers = draft.answers.into_iter().map(|answer| {
                    let control = Control {
                        question: answer.question,
                        row: answer.row,
                    };
                    (
                        control,
                        StoredAnswer {
                            version: answer.version,
                            value: answer.value,
                        },
                    )
                });
                let stored: rows::Stored = answers.collect();
                let files = files::standing(scope, id, files::in_draft(&form, &stored)).await?;
                let draft_of = Loaded::of_draft(view, form, (stored, files), state.today());
                Ok(Loaded {
                    version: draft.version,
                    ..draft_of
                })
            }
        }
    }

    /// The same, its form in a language as far as it is written in it, and with earlier answers
    /// where its texts name them.
    ///
    /// # Errors
    /// When the form cannot be read.
    pub async fn said_in(self, state: &State, language: &str) -> Result<Loaded, WebError> {
        let form = state.form_in(version_of(&self.view), language).await?;
        Ok(self.worded(form, language))
    }

    /// The same in the words of this form, with earlier answers where its texts name them.
    pub(super) fn worded(mut self, form: Arc<Form>, language: &str) -> Loaded {
        self.form = form;
        self.language = language.to_string();
        let filled = self.form.filled_in(&self.journey());
        if let Some(form) = filled {
            self.form = Arc::new(form);
        }
        self
    }

    /// A return with what its draft holds and how the files it names stand, on a day.
    pub(super) fn of_draft(
        view: ReturnView,
        form: Arc<Form>,
        (stored, files): (rows::Stored, Files),
        today: NaiveDate,
    ) -> Loaded {
        let answers = match files::usable(&form, &stored, &files) {
            Some(usable) => answers_in(&form, &usable),
            None => answers_in(&form, &stored),
        };
        Loaded {
            version: view.draft_version,
            view,
            form,
            stored,
            answers,
            files,
            today,
            language: FALLBACK.to_string(),
            masked: false,
        }
    }

    /// The journey of its answers.
    pub fn journey(&self) -> Journey<'_> {
        Journey::new(&self.form, self.answers.clone(), self.today)
    }

    /// Whether it is handed in.
    pub fn is_submitted(&self) -> bool {
        self.view.state == ReturnState::Submitted
    }

    /// Why nothing can be changed any more, if so.
    pub fn closed(&self, today: NaiveDate) -> Option<String> {
        if self.is_submitted() {
            return Some(
                "This return has been submitted, so its answers can no longer be changed."
                    .to_string(),
            );
        }
        let campaign = &self.view.campaign;
        let over = campaign.closed_at.is_some();
        let early = today < campaign.opens_on;
        let opens = fourlens_forms::question::date_in_words(campaign.opens_on);
        match (over, early) {
            (true, _) => Some("This campaign is closed. Ask the partnership if you still need to submit your return. Your answers are kept.".to_string()),
            (_, true) => Some(format!("This campaign opens on {opens}.")),
            _ => None,
        }
    }

    /// What every page of a return says at its top.
    pub fn head(&self) -> ReturnHead {
        let languages = self.form.languages();
        let is_written = languages.contains(&self.language);
        let language = if is_written { &self.language } else { FALLBACK };
        ReturnHead {
            languages: languages.to_vec(),
            language: language.to_string(),
            ..head(&self.view, &self.form)
        }
    }

    /// What is stored under a control, its version and its value.
    pub fn stored_at(&self, control: &Control) -> (i64, Json) {
        self.stored.get(control).map_or((0, Json::Null), |answer| {
            (answer.version, answer.value.clone())
        })
    }

    /// The ids of a table's rows in their order.
    pub fn rows_of(&self, table: &Control) -> Vec<String> {
        if self.is_submitted() {
            let answer = self.answer_at(table);
            return answer
                .iter()
                .flat_map(|answer| Table::rows(answer))
                .map(|(row, _)| row.to_string())
                .collect();
        }
        rows::ids(table, &self.stored)
    }

    /// The answer that stands under a control, of a draft or of what was handed in.
    pub fn answer_at(&self, control: &Control) -> Option<&Json> {
        let question = control.stands_in();
        let mut answer = self.answers.get(question)?;
        let columns = control.question[question.len()..].split('.').skip(1);
        for (row, column) in control.row.split('/').zip(columns) {
            let rows = Table::rows(answer);
            let (_, answers) = rows.into_iter().find(|(id, _)| *id == row)?;
            answer = answers.get(column)?;
        }
        Some(answer)
    }
}

/// The version a return is read by: a submission's own, for ever; a draft's is what its campaign
/// asks now.
fn version_of(view: &ReturnView) -> FormHash {
    let handed_in = view
        .receipt
        .as_ref()
        .filter(|_| view.state == ReturnState::Submitted);
    handed_in.map_or(view.campaign.form_version, |receipt| receipt.form_version)
}

/// What every page of a return says at its top.
pub fn head(view: &ReturnView, form: &Form) -> ReturnHead {
    ReturnHead {
        id: view.id,
        form_key: form.package().form.key.clone(),
        form: form.package().form.title.en().to_string(),
        audience: form.package().form.audience,
        organisation: view.organisation.name.clone(),
        campaign: match &view.case {
            Some(case) => format!("{}, case {}", view.campaign.title, case.reference),
            None => view.campaign.title.clone(),
        },
        case: view.case.as_ref().map(|case| case.id),
        languages: Vec::new(),
        language: FALLBACK.to_string(),
    }
}

/// Why a return is not there for this reader.
async fn missing(scope: &Scoped, id: ReturnId) -> Result<Refusal, WebError> {
    Ok(match scope.declaration_of(id).await? {
        Some(_) => Refusal::DeclareFirst(id),
        None => Refusal::NotFound,
    })
}

/// The answers of a submission, and whether whom it identifies was left out.
pub(super) async fn handed_in(
    scope: &Scoped,
    submission: SubmissionId,
    why: Option<Why<'_>>,
) -> Result<(Answers, bool), WebError> {
    let parts = match why {
        None => scope.answers(submission).await?,
        Some(Why(why)) => scope.answers_with_identity(submission, why).await?,
    };
    let parts = parts.ok_or(Refusal::NotFound)?;
    let masked = parts.identifying == Part::Withheld;
    let open: Vec<&[u8]> = [&parts.identifying, &parts.other]
        .into_iter()
        .filter_map(|part| match part {
            Part::Open(bytes) => Some(bytes.as_slice()),
            Part::Erased | Part::Withheld => None,
        })
        .collect();
    let answers = submission::answers_of(&open);
    let answers = answers.map_err(|cause| WebError::Fault(cause.to_string()))?;
    Ok((answers, masked))
}

fn answers_in(form: &Form, stored: &rows::Stored) -> Answers {
    let plain = stored.iter().filter(|(control, _)| {
        control.row.is_empty() && form.position(&control.question).is_some()
    });
    let mut answers: Answers = plain
        .map(|(control, answer)| (control.question.clone(), answer.value.clone()))
        .collect();
    for entry in form.entries() {
        if let Question::Table(table) = &entry.question {
            let rows = rows::answer(&Control::of(&table.common.id), &table.kind, stored);
            answers.set(&table.common.id, Some(rows));
        }
    }
    answers
}
