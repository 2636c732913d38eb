//! The files that answers name: which there are, and how they stand. A file that is not of the
//! return, was taken away or was refused is no answer. It must not know where files lie.

use super::{Control, Loaded, StoredAnswer, rows::Stored};
use crate::{
    store::{FileStanding, FileState, Scoped, StoreError},
    web::WebError,
};
use fourlens_app::portal::{FileId, Refusal, ReturnId};
use fourlens_forms::{
    answers::Answers,
    form::Form,
    question::{Evidence, NamedFile, Question, Table},
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};

/// How the files of a return stand, by their identity.
pub type Files = HashMap<FileId, FileStanding>;

/// An answer that names files, and which.
pub type Naming = (Control, Vec<NamedFile>);

/// The files that these answers name, each once.
pub fn files_in(form: &Form, answers: &Answers) -> BTreeSet<FileId> {
    let files = in_answers(form, answers).into_iter();
    let files = files.flat_map(|(_, files)| files);
    files.filter_map(|file| file.id.parse().ok()).collect()
}

/// The answers that name files, in tables too.
pub(super) fn in_answers(form: &Form, answers: &Answers) -> Vec<Naming> {
    let mut found = Vec::new();
    for (id, answer) in answers.iter() {
        if let Some(position) = form.position(id) {
            collect(form.question(position), Control::of(id), answer, &mut found);
        }
    }
    found
}

fn collect(question: &Question, control: Control, answer: &Json, found: &mut Vec<Naming>) {
    match question {
        Question::Evidence(_) => {
            let files = Evidence::files(answer);
            if !files.is_empty() {
                found.push((control, files));
            }
        }
        Question::Table(table) => {
            for (row, cells) in Table::rows(answer) {
                let within = control.row_below(row);
                for column in &table.kind.columns {
                    if let Some(cell) = cells.get(column.id()) {
                        let at = Control::cell(&control.question, &within, column.id());
                        collect(column, at, cell, found);
                    }
                }
            }
        }
        _ => {}
    }
}

/// The answers of a draft that name files, those refused too.
pub(super) fn in_draft(form: &Form, stored: &Stored) -> Vec<Naming> {
    let named = stored.iter().filter_map(|(control, answer)| {
        // Most answers name none, and that is quickly seen.
        answer.value.get("files")?;
        let question = form.find(&control.question)?;
        let files = match question {
            Question::Evidence(_) => Evidence::files(&answer.value),
            _ => Vec::new(),
        };
        (!files.is_empty()).then(|| (control.clone(), files))
    });
    let mut named: Vec<Naming> = named.collect();
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    named
}

/// How the files of a return stand; asked only where an answer names one.
pub(super) async fn standing(
    scope: &Scoped,
    of: ReturnId,
    named: Vec<Naming>,
) -> Result<Files, StoreError> {
    if named.is_empty() {
        return Ok(Files::new());
    }
    let files = scope.files_of(of).await?.into_iter();
    Ok(files.map(|file| (file.id, file)).collect())
}

/// A draft that names only files that are there and may be handed in; none where it does so
/// already.
pub(super) fn usable(form: &Form, stored: &Stored, files: &Files) -> Option<Stored> {
    let is_usable = |file: &NamedFile| {
        let standing = file.id.parse().ok().and_then(|id: FileId| files.get(&id));
        standing.is_some_and(|standing| standing.state != FileState::Refused)
    };
    let named = in_draft(form, stored).into_iter();
    let mut wrong = named
        .filter(|(_, named)| !named.iter().all(is_usable))
        .peekable();
    wrong.peek()?;
    let mut usable = stored.clone();
    for (control, mut named) in wrong {
        named.retain(is_usable);
        if let Some(answer) = usable.get_mut(&control) {
            let value = Evidence::with_files(Some(answer.value.take()), &named);
            answer.value = value.unwrap_or_else(|| json!({}));
        }
    }
    Some(usable)
}

/// What a page's control says of an answer: all but files, which it does not post.
pub fn posted(question: &Question, answer: &Json) -> Json {
    match question {
        Question::Evidence(_) => Evidence::without_files(answer.clone()),
        _ => answer.clone(),
    }
}

/// What is stored when this was posted in the place of what is there: its files stay.
pub(super) fn with_files_there(
    question: &Question,
    posted: Option<Json>,
    there: Option<&StoredAnswer>,
) -> Option<Json> {
    match question {
        Question::Evidence(_) => {
            let files = there.map(|there| Evidence::files(&there.value));
            Evidence::with_files(posted, &files.unwrap_or_default())
        }
        _ => posted,
    }
}

/// An evidence question of a return, and where its answer is.
pub struct EvidencePlace<'a> {
    /// The control.
    pub control: Control,
    /// What is asked.
    pub question: &'a Question,
    /// The position of the question or of the table that it is a column of.
    pub position: usize,
}

impl Loaded {
    /// The evidence question with this control's name.
    ///
    /// # Errors
    /// `NotFound` when there is none, or no such row.
    pub fn evidence(&self, name: &str) -> Result<EvidencePlace<'_>, WebError> {
        let control: Control = name.parse().map_err(|_| Refusal::NotFound)?;
        let question = self.form.find(&control.question);
        let question = question.filter(|question| matches!(question, Question::Evidence(_)));
        let position = self.form.position(control.stands_in());
        match (question, position) {
            (Some(question), Some(position)) if self.has_row_of(&control) => Ok(EvidencePlace {
                control,
                question,
                position,
            }),
            _ => Err(Refusal::NotFound.into()),
        }
    }

    /// Whether the row that a control lies in is there; what lies in none always is.
    fn has_row_of(&self, control: &Control) -> bool {
        let outer = control.stands_in();
        let mut table = Control::of(outer);
        let columns = control.question[outer.len()..].split('.').skip(1);
        let mut rows = control.row.split('/').filter(|row| !row.is_empty());
        rows.by_ref().zip(columns).all(|(row, column)| {
            let there = self.rows_of(&table).iter().any(|id| id == row);
            table = Control::cell(&table.question, &table.row_below(row), column);
            there
        })
    }

    /// Whether an answer in this row of a table names a file.
    pub(super) fn row_has_files(&self, row: &str) -> bool {
        let named = self.answers_with_files();
        let mut rows = named.iter().flat_map(|(control, _)| control.row.split('/'));
        rows.any(|id| id == row)
    }

    /// The answers that name files, with them, those refused too.
    pub fn answers_with_files(&self) -> Vec<Naming> {
        match self.is_submitted() {
            true => in_answers(&self.form, &self.answers),
            false => in_draft(&self.form, &self.stored),
        }
    }
}
