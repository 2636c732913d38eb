//! The names that controls post under: a question's id (`C1.how`), a cell (`A15:r1.name`), or a
//! cell of a table in a table (`KX:r1.progress:r7.update`). They are ids of a page's elements too,
//! so that links lead to them.

use std::{fmt, str::FromStr};

/// A control: a question outside tables, or one cell of a table's row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Control {
    /// The question's id; for a cell the table's and the column's, `A15.name`.
    pub question: String,
    /// The row's id, after that of the row it lies in (`r1/r7`); empty outside tables.
    pub row: String,
}

/// How deep tables may lie in one another.
const DEEPEST: usize = 2;

impl Control {
    /// The control of a question outside tables.
    pub fn of(question: &str) -> Control {
        Control {
            question: question.to_string(),
            row: String::new(),
        }
    }

    /// The control of a cell; `table` and `row` say the whole way there.
    pub fn cell(table: &str, row: &str, column: &str) -> Control {
        Control {
            question: format!("{table}.{column}"),
            row: row.to_string(),
        }
    }

    /// The id of the question on the form that this stands in: the outermost table's, or its own.
    pub fn stands_in(&self) -> &str {
        let mut id = self.question.as_str();
        for _ in self.rows() {
            id = id.rsplit_once('.').map_or(id, |(outer, _)| outer);
        }
        id
    }

    /// The row with this id, of the table that this is the control of.
    pub fn row_below(&self, row: &str) -> String {
        match self.row.as_str() {
            "" => row.to_string(),
            outer => format!("{outer}/{row}"),
        }
    }

    fn rows(&self) -> impl Iterator<Item = &str> {
        self.row.split('/').filter(|row| !row.is_empty())
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.stands_in();
        f.write_str(table)?;
        let columns = self.question[table.len()..].split('.').skip(1);
        for (row, column) in self.rows().zip(columns) {
            write!(f, ":{row}.{column}")?;
        }
        Ok(())
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
                    .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        };
        let mut pieces = name.split(':');
        let mut control = Control::of(pieces.next().unwrap_or_default());
        let mut words = vec![control.question.clone()];
        for piece in pieces {
            let (row, column) = piece.split_once('.').ok_or(NotAControl)?;
            if column.contains('.') {
                return Err(NotAControl);
            }
            words.extend([row.to_string(), column.to_string()]);
            let row = control.row_below(row);
            control = Control::cell(&control.question, &row, column);
        }
        let deep = control.rows().count();
        match deep <= DEEPEST && words.iter().all(|word| proper(word)) {
            true => Ok(control),
            false => Err(NotAControl),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for name in [
            "C1",
            "C1.how",
            "S11-1.1.how",
            "A15:r1.name",
            "S11-9.1.levels:r1.in_date",
            "KX:r1.progress:r7.update",
        ] {
            let control: Control = name.parse().unwrap();
            assert_eq!(control.to_string(), name);
        }
        let control: Control = "KX:r1.progress:r7.update".parse().unwrap();
        assert_eq!(control, Control::cell("KX.progress", "r1/r7", "update"));
        assert_eq!(control.stands_in(), "KX");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in [
            "",
            "A15:r1",
            "A15:.name",
            "A15:r1.",
            "A15:r1.a.b",
            "A15:r/1.name",
            "A:r1.b:r2.c:r3.d",
        ] {
            assert_eq!(name.parse::<Control>(), Err(NotAControl), "{name}");
        }
    }
}
