//! A section in which nothing can be changed any more: the answers, to read.

use crate::controls::file_list;
use crate::govuk::{InsetText, SummaryList, SummaryRow};
use crate::pages::parts::lines;
use crate::portal::{AskedQuestion, EvidenceFile, SectionPage};
use fourlens_forms::question::{Evidence, Question};
use leptos::prelude::*;

/// Why it is closed, and every answer that was asked for.
pub(super) fn answers(section: &SectionPage, because: &str) -> AnyView {
    let asked = section.questions.iter().filter(|asked| asked.applies);
    let rows = asked.map(|asked| (section.question(asked), asked));
    let rows = rows
        .filter(|(question, _)| question.takes_answer())
        .map(|(question, asked)| {
            let files = files(asked);
            let words = match words(question, asked) {
                none if none.is_empty() && files.is_empty() => "Not answered".to_owned(),
                words => words,
            };
            SummaryRow {
                key: section.form.question_title(asked.position).into(),
                value: view! {
                    {file_list(&files)}
                    {lines(&words)}
                }
                .into_any()
                .into(),
                ..SummaryRow::default()
            }
        });
    let list = SummaryList {
        rows: rows.collect(),
        ..SummaryList::default()
    };
    let note = InsetText {
        content: because.into(),
        ..InsetText::default()
    };
    view! {
        {note.view()}
        {list.view()}
    }
    .into_any()
}

/// The files that the answer names; a table's, of all rows.
fn files(asked: &AskedQuestion) -> Vec<EvidenceFile> {
    let cells = asked.rows.iter().flat_map(|row| &row.cells);
    let mut files = asked.files.clone();
    files.extend(cells.flat_map(self::files));
    files
}

/// The answer in words without its files; a table's, row by row.
fn words(question: &Question, asked: &AskedQuestion) -> String {
    let Question::Table(table) = question else {
        let words = asked.answer.as_ref().map(|answer| match question {
            Question::Evidence(_) => question
                .asks()
                .words(&Evidence::without_files(answer.clone())),
            _ => question.asks().words(answer),
        });
        return words.unwrap_or_default();
    };
    let row = |cells: &[AskedQuestion]| {
        let cells = table.kind.columns.iter().zip(cells);
        let cell = |(column, cell): (&Question, &AskedQuestion)| {
            let words = words(column, cell);
            (!words.is_empty()).then(|| format!("{}: {words}", column.common().label.en()))
        };
        cells.filter_map(cell).collect::<Vec<_>>().join("; ")
    };
    asked
        .rows
        .iter()
        .map(|asked| row(&asked.cells))
        .collect::<Vec<_>>()
        .join("\n")
}
