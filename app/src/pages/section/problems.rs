//! What is wrong with a section, at its top: conflicts and problems, each with a link to the
//! control it is about.

use crate::controls::{first_id, take_name};
use crate::govuk::{ErrorSummary, SummaryError};
use crate::portal::{AskedQuestion, SectionPage};
use fourlens_forms::{check::Problem, question::Question};
use leptos::prelude::*;

/// What is wrong, in a sentence, and the id of the control to mend it in.
pub(super) struct Wrong {
    message: String,
    id: String,
}

/// Everything that is wrong: conflicts first, because they need a choice.
pub(super) fn of(section: &SectionPage) -> Vec<Wrong> {
    let problems = section
        .problems
        .iter()
        .map(|problem| wrong(section, problem));
    conflicts(section).into_iter().chain(problems).collect()
}

/// The error summary; nothing where nothing is wrong or nothing can be changed any more.
pub(super) fn summary(section: &SectionPage) -> AnyView {
    let wrong = of(section);
    if wrong.is_empty() || section.closed.is_some() {
        return ().into_any();
    }
    let error = |wrong: Wrong| SummaryError {
        text: wrong.message.into(),
        href: Some(format!("#{}", wrong.id)),
        ..SummaryError::default()
    };
    ErrorSummary {
        errors: wrong.into_iter().map(error).collect(),
        ..ErrorSummary::default()
    }
    .view()
}

fn wrong(section: &SectionPage, problem: &Problem) -> Wrong {
    let message = problem.message.clone();
    let form = &section.form;
    let (question, name) = match &problem.cell {
        Some(cell) => {
            let column = format!("{}.{}", problem.question, cell.column);
            (form.find(&column), cell.control(&problem.question))
        }
        None => (form.find(&problem.question), problem.question.clone()),
    };
    let id = question.map_or_else(
        || format!("q-{}", problem.question),
        |question| first_id(question, &name),
    );
    Wrong { message, id }
}

fn conflicts(section: &SectionPage) -> Vec<Wrong> {
    section
        .questions
        .iter()
        .flat_map(|asked| {
            let question = section.question(asked);
            conflicts_of(question, asked, question.id())
        })
        .collect()
}

/// The conflicts of a control and of the cells in it.
fn conflicts_of(question: &Question, asked: &AskedQuestion, name: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    found.extend(conflict(question, asked, name));
    if let Question::Table(table) = question {
        for row in &asked.rows {
            for (column, cell) in table.kind.columns.iter().zip(&row.cells) {
                let name = format!("{name}:{}.{}", row.id, column.id());
                found.extend(conflicts_of(column, cell, &name));
            }
        }
    }
    found
}

fn conflict(question: &Question, asked: &AskedQuestion, name: &str) -> Option<Wrong> {
    asked.conflict.as_ref()?;
    let label = question.common().label.en();
    let message = format!("Choose which answer to keep for “{label}”: someone else changed it");
    Some(Wrong {
        message,
        id: take_name(name),
    })
}
