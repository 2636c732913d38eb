//! Submissions as lines for other programs: one a question, and in a table one a cell, so that
//! forms that change from version to version still make one file. It must not know where the
//! lines go.

use crate::{
    store::{Part, StoredSubmission},
    submission, time,
};
use fourlens_forms::{
    answers::Answers,
    form::Form,
    question::{Question, Table},
};
use serde::Serialize;
use serde_json::Value as Json;

/// One answer of one submission.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The submission's reference.
    pub reference: String,
    /// Who answered.
    pub organisation: String,
    /// The school's register number; empty elsewhere.
    pub urn: String,
    /// When it was handed in, to the second, with its offset.
    pub submitted_at: String,
    /// The first digits of the form's version.
    pub version: String,
    /// The question's id; in a table with its column, `KX.action`.
    pub question: String,
    /// The row's id; empty outside tables.
    pub row: String,
    /// The answer as it is stored: words and numbers plain, all else as JSON.
    pub value: String,
    /// The answer as people read it.
    pub words: String,
}

/// Whether answers that name a person are taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// They are hidden.
    Hidden,
    /// They are shown.
    Shown,
}

/// What stands for an answer that is hidden, and for one that was erased.
const HIDDEN: &str = "(hidden)";
const ERASED: &str = "(erased)";

/// The lines of a submission, in the order of its form.
///
/// # Errors
/// When a part is not the JSON that was written, which only damage can cause.
pub fn lines(
    form: &Form,
    stored: &StoredSubmission,
    names: Names,
) -> Result<Vec<Line>, serde_json::Error> {
    let open = |part: &Part| match part {
        Part::Open(bytes) => submission::answers_of(&[bytes]).map(Some),
        Part::Erased | Part::Withheld => Ok(None),
    };
    let (identifying, other) = (open(&stored.identifying)?, open(&stored.other)?);
    let whole = answers(stored, Names::Shown)?;
    let mut lines = Vec::new();
    for entry in form.entries() {
        let question = &entry.question;
        if !question.takes_answer() {
            continue;
        }
        let names_someone = question.common().identifying;
        let part = if names_someone { &identifying } else { &other };
        let cells = match (part, names_someone && names == Names::Hidden) {
            (None, _) => vec![instead(question.id(), ERASED)],
            (Some(_), hidden) => match whole.get(question.id()) {
                None => continue,
                Some(_) if hidden => vec![instead(question.id(), HIDDEN)],
                Some(answer) => cells(question, question.id(), "", answer, names),
            },
        };
        lines.extend(cells.into_iter().map(|cell| cell.line(form, stored)));
    }
    Ok(lines)
}

/// The answers as one JSON object by question id, those that name a person left out unless they
/// are wanted.
///
/// # Errors
/// As [`lines`].
pub fn answers(stored: &StoredSubmission, names: Names) -> Result<Answers, serde_json::Error> {
    let parts = [
        (&stored.identifying, names == Names::Shown),
        (&stored.other, true),
    ];
    let open: Vec<&[u8]> = parts
        .into_iter()
        .filter(|(_, wanted)| *wanted)
        .filter_map(|(part, _)| match part {
            Part::Open(bytes) => Some(bytes.as_slice()),
            Part::Erased | Part::Withheld => None,
        })
        .collect();
    submission::answers_of(&open)
}

struct Cell {
    question: String,
    row: String,
    value: String,
    words: String,
}

fn instead(id: &str, words: &str) -> Cell {
    Cell {
        question: id.to_string(),
        row: String::new(),
        value: String::new(),
        words: words.to_string(),
    }
}

/// The cells of an answer: itself, or those of a table's rows, however deep. A column that names
/// someone is hidden where names are.
fn cells(question: &Question, id: &str, row: &str, answer: &Json, names: Names) -> Vec<Cell> {
    if question.common().identifying && names == Names::Hidden {
        return vec![Cell {
            row: row.to_string(),
            ..instead(id, HIDDEN)
        }];
    }
    let Question::Table(table) = question else {
        let value = match answer {
            Json::String(words) => words.clone(),
            other => other.to_string(),
        };
        return vec![Cell {
            question: id.to_string(),
            row: row.to_string(),
            value: harmless(value),
            words: harmless(question.asks().words(answer)),
        }];
    };
    let mut found = Vec::new();
    for (inner, answers) in Table::rows(answer) {
        let row = match row {
            "" => inner.to_string(),
            outer => format!("{outer}/{inner}"),
        };
        for column in &table.kind.columns {
            if let Some(answer) = answers.get(column.id()) {
                let id = format!("{id}.{}", column.id());
                found.extend(cells(column, &id, &row, answer, names));
            }
        }
    }
    found
}

impl Cell {
    fn line(self, form: &Form, stored: &StoredSubmission) -> Line {
        let submitted = time::local(stored.receipt.submitted_at);
        Line {
            reference: stored.receipt.reference.clone(),
            organisation: harmless(stored.organisation.name.clone()),
            urn: stored.organisation.urn.clone().unwrap_or_default(),
            submitted_at: submitted.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            version: form.version_text()[..12].to_string(),
            question: self.question,
            row: self.row,
            value: self.value,
            words: self.words,
        }
    }
}

/// Words that no spreadsheet takes for a formula (OWASP, CSV injection).
fn harmless(words: String) -> String {
    let risky = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match risky && words.parse::<f64>().is_err() {
        true => format!("'{words}"),
        false => words,
    }
}
