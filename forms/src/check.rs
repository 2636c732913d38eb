//! What is wrong with answers, told to the respondent: many at once, each with its question.
//! The same check runs on the server and in the islands. A hidden question is never wrong.

use crate::{
    answers::is_blank,
    expression::{Known, Scope, Value},
    journey::Journey,
    question::{Constraint, Question, Table},
};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value as Json;

/// Something to do about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The question's id; a part has its whole one (`C1.na_reason`).
    pub question: String,
    /// Where in a table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Whether the answer is missing or not a proper one.
    pub rule: Rule,
    /// What to do: "Enter the date your policy was last reviewed".
    pub message: String,
}

/// A place in a table. In a table inside it, both say the way there: row `r1/r7`, column
/// `progress.update`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The row's id, after that of the row it lies in.
    pub row: String,
    /// The column's id, after that of the column it lies in.
    pub column: String,
}

impl Cell {
    /// The name of its control: `KX:r1.progress:r7.update`.
    pub fn control(&self, table: &str) -> String {
        let mut name = table.to_string();
        for (row, column) in self.row.split('/').zip(self.column.split('.')) {
            name.push_str(&format!(":{row}.{column}"));
        }
        name
    }
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
            return self.table_problems(position, &table.kind, answer);
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

    fn table_problems(&self, position: usize, table: &Table, answer: &Json) -> Vec<Problem> {
        let mut told = Vec::new();
        self.rows_told(&self.scope(position), table, answer, ("", ""), &mut told);
        let question = self.form().question(position).id();
        let problem = |(cell, rule, message)| Problem {
            question: question.to_string(),
            cell: Some(cell),
            rule,
            message,
        };
        told.into_iter().map(problem).collect()
    }

    /// What is wrong in the rows of a table that lies at `(row, column)` of another, or at
    /// nothing.
    fn rows_told(
        &self,
        outside: &dyn Scope,
        table: &Table,
        answer: &Json,
        (within_row, within_column): (&str, &str),
        told: &mut Vec<(Cell, Rule, String)>,
    ) {
        let columns = || table.columns.iter().filter(|column| column.takes_answer());
        for (row, answers) in Table::rows(answer) {
            for column in columns() {
                let scope = RowScope {
                    outside,
                    columns: &table.columns,
                    answers,
                    own: column,
                };
                let cell = Cell {
                    row: format!("{within_row}{row}"),
                    column: format!("{within_column}{}", column.id()),
                };
                let answer = answers.get(column.id()).filter(|answer| !is_blank(answer));
                if let Some((rule, message)) = self.cell_told(column, answer, &scope) {
                    told.push((cell, rule, message));
                } else if let (Question::Table(inner), Some(answer)) = (column, answer) {
                    let within = (format!("{}/", cell.row), format!("{}.", cell.column));
                    let within = (within.0.as_str(), within.1.as_str());
                    self.rows_told(&scope, &inner.kind, answer, within, told);
                }
            }
        }
    }

    fn cell_told(
        &self,
        column: &Question,
        answer: Option<&Json>,
        scope: &RowScope<'_>,
    ) -> Option<(Rule, String)> {
        let common = column.common();
        let Some(answer) = answer else {
            let by_condition = common.required_if.as_ref();
            let has_to = match column {
                Question::Table(table) => table.kind.min_rows > 0,
                _ => false,
            };
            let required = common.required
                || has_to
                || by_condition.is_some_and(|condition| condition.evaluate(scope).is_true());
            return required.then(|| (Rule::Required, self.missing(column).message));
        };
        let message = self.improper(column, answer).or_else(|| {
            let broken = common
                .constraints
                .iter()
                .find(|constraint| !constraint.must.evaluate(scope).is_true());
            broken.map(|constraint| constraint.message.en().to_string())
        });
        message.map(|message| (Rule::Invalid, message))
    }
}

/// What the expressions of a column see: the cells of its row by their columns' ids, and beyond
/// them what lies outside the table.
struct RowScope<'a> {
    outside: &'a dyn Scope,
    columns: &'a [Question],
    answers: &'a Json,
    own: &'a Question,
}

impl RowScope<'_> {
    fn cell(&self, column: &Question) -> Known {
        let answer = self.answers.get(column.id());
        let value = answer.map_or(Value::Blank, |answer| column.asks().value(answer));
        match value {
            Value::Blank => Known::blank_unanswered(),
            value => Known::certain(value),
        }
    }
}

impl Scope for RowScope<'_> {
    fn value(&self, name: &str) -> Known {
        let column = self.columns.iter().find(|column| column.id() == name);
        column.map_or_else(|| self.outside.value(name), |column| self.cell(column))
    }

    fn own(&self) -> Known {
        self.cell(self.own)
    }

    fn today(&self) -> NaiveDate {
        self.outside.today()
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
