//! What people call a section and a question: with the letter or number they speak of it by.

use super::Form;
use crate::question::Question;

impl Form {
    /// A section's title, with its letter where people know it by one: "H. Online safety".
    pub fn section_title(&self, section: usize) -> String {
        let section = &self.sections()[section];
        let title = section.title.en();
        let digits = section
            .id
            .strip_prefix(|letter: char| letter.is_ascii_uppercase());
        let by_letter =
            digits.is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_digit()));
        match by_letter {
            true => format!("{}. {title}", section.id),
            false => title.to_string(),
        }
    }

    /// What is asked at a position, with its number: "H2. We test filtering". A part has the
    /// number of its rating.
    pub fn question_title(&self, position: usize) -> String {
        let entry = &self.entries()[position];
        let label = entry.question.common().label.en();
        let of = entry.parent.map(|parent| self.question(parent));
        match of.map_or(entry.question.number(), Question::number) {
            Some(number) if of.is_some() => format!("{number}: {label}"),
            Some(number) => format!("{number}. {label}"),
            None => label.to_string(),
        }
    }

    /// What people call the question with this id by: its number, or its id where it has none.
    pub fn called<'a>(&'a self, id: &'a str) -> &'a str {
        self.find(id).and_then(Question::number).unwrap_or(id)
    }
}

impl Question {
    /// What people call the question by: `C1`, `S3.1`, and 12.5 for `S11-12.5`; none for
    /// `A.modules`. Questions asked for each item of a list share their number.
    pub fn number(&self) -> Option<&str> {
        let common = self.common();
        let id = match &common.for_each {
            Some(_) => common.id.rsplit_once('.').map_or("", |(id, _)| id),
            None => &common.id,
        };
        let number = id.rsplit_once('-').map_or(id, |(_, number)| number);
        is_number(number).then_some(number)
    }

    /// Whether it is a rating that alone decides the band of its section.
    pub fn is_critical(&self) -> bool {
        matches!(self, Question::Rating(asked) if asked.kind.critical)
    }
}

fn is_number(id: &str) -> bool {
    let digits = id.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    digits.starts_with(|digit: char| digit.is_ascii_digit())
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.')
}
