//! Reading a definition: YAML to a package, many problems at once, each with line, column and
//! what to write instead. The only place that knows YAML.

mod fields;
mod kinds;
mod node;
mod package;
mod scale;
mod schema;
#[cfg(test)]
mod tests;

pub use schema::schema_text;

use crate::{definition::FormPackage, form::Form};
use std::fmt;

/// Something wrong in a definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionProblem {
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in characters.
    pub column: u64,
    /// What to write instead.
    pub message: String,
}

impl fmt::Display for DefinitionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// The most letters a definition file may have.
const MOST_LETTERS: usize = 8_000_000;

/// Reads a definition and builds its form.
///
/// # Errors
/// Everything that is wrong in it, in the order of lines. Problems of meaning (unknown ids,
/// conditions that make no sense) are told once the file can be read as a package.
pub fn form(source: &str) -> Result<Form, Vec<DefinitionProblem>> {
    let mut reader = fields::Reader::default();
    let package = package_in(source, &mut reader)?;
    Form::build(package).map_err(|problems| {
        let place = |problem: crate::form::BuildProblem| {
            let (line, column) = reader.position_of(&problem.place);
            DefinitionProblem {
                line,
                column,
                message: problem.message,
            }
        };
        sorted(problems.into_iter().map(place).collect())
    })
}

/// Reads a definition without proving that it makes sense.
///
/// # Errors
/// Everything that cannot be read.
pub fn package(source: &str) -> Result<FormPackage, Vec<DefinitionProblem>> {
    package_in(source, &mut fields::Reader::default())
}

fn package_in(
    source: &str,
    reader: &mut fields::Reader,
) -> Result<FormPackage, Vec<DefinitionProblem>> {
    if source.len() > MOST_LETTERS {
        let message =
            format!("Shorten the file to {MOST_LETTERS} bytes or fewer, or split the form");
        return Err(vec![DefinitionProblem {
            line: 1,
            column: 1,
            message,
        }]);
    }
    let root = node::parse(source).map_err(|problem| vec![problem])?;
    let package = package::read(&root, reader);
    match package {
        Some(package) if reader.problems.is_empty() => Ok(package),
        _ => Err(sorted(std::mem::take(&mut reader.problems))),
    }
}

fn sorted(mut problems: Vec<DefinitionProblem>) -> Vec<DefinitionProblem> {
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    problems
}
