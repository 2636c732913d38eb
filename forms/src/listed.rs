//! Problems as a list tells them: away from the question, so that each says where it is. It must
//! not know what is wrong.

use crate::{
    check::{Cell, Problem},
    journey::Journey,
    question::{Question, Table},
};

impl Journey<'_> {
    /// A problem for a list of them: one in a table says in which row, and one of a rating's part
    /// of which rating. "Person 2: Answer “Name”", "6.1: Select a rating".
    pub fn listed(&self, problem: Problem) -> Problem {
        let place = match &problem.cell {
            Some(cell) => self.row(&problem.question, cell),
            None => self.rating(&problem.question),
        };
        match place {
            Some(place) => Problem {
                message: format!("{place}: {}", problem.message),
                ..problem
            },
            None => problem,
        }
    }

    fn row(&self, question: &str, cell: &Cell) -> Option<String> {
        let (mut id, mut titles) = (question.to_string(), Vec::new());
        let mut answer = self.answer(self.form().position(question)?);
        for (row, column) in cell.row.split('/').zip(cell.column.split('.')) {
            let Question::Table(asked) = self.form().find(&id)? else {
                return None;
            };
            let rows = Table::rows(answer?);
            let place = rows.iter().position(|(held, _)| *held == row)?;
            titles.push(asked.kind.row_title(place + 1));
            answer = rows[place].1.get(column);
            id = format!("{id}.{column}");
        }
        Some(titles.join(", "))
    }

    fn rating(&self, part: &str) -> Option<String> {
        let entry = &self.form().entries()[self.form().position(part)?];
        let number = self.form().question(entry.parent?).number();
        number.map(str::to_string)
    }
}
