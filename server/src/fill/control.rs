//! The names that controls post under: a question's id (`C1.how`), or a cell (`A15[r1].name`).

use std::{fmt, str::FromStr};

/// A control: a question outside tables, or one cell of a table's row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Control {
    /// The question's id; for a cell the table's and the column's, `A15.name`.
    pub question: String,
    /// The row's id; empty outside tables.
    pub row: String,
}

impl Control {
    /// The control of a question outside tables.
    pub fn of(question: &str) -> Control {
        Control {
            question: question.to_string(),
            row: String::new(),
        }
    }

    /// The control of a cell.
    pub fn cell(table: &str, row: &str, column: &str) -> Control {
        Control {
            question: format!("{table}.{column}"),
            row: row.to_string(),
        }
    }

    /// A cell's table and column.
    pub fn table_and_column(&self) -> Option<(&str, &str)> {
        if self.row.is_empty() {
            None
        } else {
            self.question.rsplit_once('.')
        }
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.table_and_column() {
            Some((table, column)) => write!(f, "{table}[{}].{column}", self.row),
            None => f.write_str(&self.question),
        }
    }
}

/// What is written is no control's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAControl;

impl FromStr for Control {
    type Err = NotAControl;

    fn from_str(name: &str) -> Result<Control, NotAControl> {
        let proper = |word: &str| {
            !word.is_empty()
                && word.len() <= 64
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
        };
        let Some((table, rest)) = name.split_once('[') else {
            return if proper(name) {
                Ok(Control::of(name))
            } else {
                Err(NotAControl)
            };
        };
        let (row, column) = rest.split_once("].").ok_or(NotAControl)?;
        if [table, row, column].into_iter().all(proper) && !column.contains('.') {
            return Ok(Control::cell(table, row, column));
        }
        Err(NotAControl)
    }
}
