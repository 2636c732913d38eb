//! What is wrong with answers, told to the respondent: many at once, each with its question.
//! The same check runs on the server and in the islands. A hidden question is never wrong.

use crate::{
    answers::is_blank,
    journey::Journey,
    question::{Constraint, Question, Table},
};
use serde::Serialize;
use serde_json::Value as Json;

/// Something to do about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The question's id; a part has its whole one (`C1.na_reason`).
    pub question: String,
    /// The row and column in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<(String, String)>,
    /// Whether the answer is missing or not a proper one.
    pub rule: Rule,
    /// What to do: "Enter the date your policy was last reviewed".
    pub message: String,
}

/// Which rule an answer breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It must be answered and is blank.
    Required,
    /// It is not a proper answer of its kind, or breaks a constraint.
    Invalid,
}

impl Journey<'_> {
    /// What is wrong with the answers of a section; nothing for one that does not apply.
    pub fn problems_of(&self, section: usize) -> Vec<Problem> {
        self.form()
            .questions_of(section)
            .flat_map(|position| self.problems_at(position))
            .collect()
    }

    /// What is wrong with all answers.
    pub fn problems(&self) -> Vec<Problem> {
        (0..self.form().entries().len())
            .flat_map(|position| self.problems_at(position))
            .collect()
    }

    /// What is wrong with the answer to the question at `position`.
    pub fn problems_at(&self, position: usize) -> Vec<Problem> {
        let question = self.form().question(position);
        if !self.applies(position).holds || !question.takes_answer() {
            return Vec::new();
        }
        let Some(answer) = self.answer(position) else {
            return self
                .required(position)
                .then(|| self.missing(question))
                .into_iter()
                .collect();
        };
        if let Some(message) = self.improper(question, answer) {
            return vec![invalid(question, message)];
        }
        if let Question::Table(table) = question {
            return self.cell_problems(question, &table.kind, answer);
        }
        let holds =
            |constraint: &&Constraint| constraint.must.evaluate(&self.scope(position)).is_true();
        let broken = question
            .common()
            .constraints
            .iter()
            .find(|constraint| !holds(constraint));
        broken
            .map(|constraint| invalid(question, constraint.message.en().to_string()))
            .into_iter()
            .collect()
    }

    /// Whether the question at `position` must be answered to submit.
    pub fn required(&self, position: usize) -> bool {
        let question = self.form().question(position);
        let common = question.common();
        let has_to = || match question {
            Question::Table(table) => table.kind.min_rows > 0,
            _ => false,
        };
        let by_condition = || {
            common
                .required_if
                .as_ref()
                .is_some_and(|condition| condition.evaluate(&self.scope(position)).is_true())
        };
        self.applies(position).holds && (common.required || has_to() || by_condition())
    }

    fn missing(&self, question: &Question) -> Problem {
        let common = question.common();
        let message = match &common.required_message {
            Some(message) => message.en().to_string(),
            None => question.asks().missing(common),
        };
        Problem {
            question: common.id.clone(),
            cell: None,
            rule: Rule::Required,
            message,
        }
    }

    fn improper(&self, question: &Question, answer: &Json) -> Option<String> {
        let common = question.common();
        question
            .asks()
            .problem(common, answer)
            .or_else(|| match question {
                Question::Date(date) => date.kind.limit_problem(common, answer, self.today()),
                _ => None,
            })
    }

    fn cell_problems(&self, question: &Question, table: &Table, answer: &Json) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (row, answers) in Table::rows(answer) {
            for column in table.columns.iter().filter(|column| column.takes_answer()) {
                let cell = Some((row.to_string(), column.id().to_string()));
                let found = match answers.get(column.id()).filter(|answer| !is_blank(answer)) {
                    Some(answer) => self
                        .improper(column, answer)
                        .map(|message| (Rule::Invalid, message)),
                    None => column
                        .common()
                        .required
                        .then(|| (Rule::Required, self.missing(column).message)),
                };
                let id = question.id().to_string();
                problems.extend(found.map(|(rule, message)| Problem {
                    question: id,
                    cell,
                    rule,
                    message,
                }));
            }
        }
        problems
    }
}

fn invalid(question: &Question, message: String) -> Problem {
    Problem {
        question: question.id().to_string(),
        cell: None,
        rule: Rule::Invalid,
        message,
    }
}
