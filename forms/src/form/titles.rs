//! What people call a section and a question: with the letter or number they speak of it by.

use super::Form;
use crate::question::Question;

impl Form {
    /// A section's title, with its letter where people know it by one: "H. Online safety".
    pub fn section_title(&self, section: usize) -> String {
        let section = &self.sections()[section];
        let title = section.title.en();
        let by_letter = section
            .id
            .starts_with(|letter: char| letter.is_ascii_uppercase());
        match by_letter && section.id.len() <= 2 {
            true => format!("{}. {title}", section.id),
            false => title.to_string(),
        }
    }

    /// What is asked at a position, with its number: "H2. We test filtering". A part has the
    /// number of its rating.
    pub fn question_title(&self, position: usize) -> String {
        let entry = &self.entries()[position];
        let label = entry.question.common().label.en();
        let of = entry.parent.map(|parent| self.question(parent).id());
        match of {
            Some(rating) => format!("{rating}: {label}"),
            None if is_number(entry.question.id()) => format!("{}. {label}", entry.question.id()),
            None => label.to_string(),
        }
    }
}

impl Question {
    /// Whether people call the question by its id, as in C1 and S3.1, and not in `A.modules`.
    pub fn is_numbered(&self) -> bool {
        is_number(self.id())
    }

    /// Whether it is a rating that alone decides the band of its section.
    pub fn is_critical(&self) -> bool {
        matches!(self, Question::Rating(asked) if asked.kind.critical)
    }
}

fn is_number(id: &str) -> bool {
    let digits = id.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    digits.len() < id.len()
        && digits.starts_with(|digit: char| digit.is_ascii_digit())
        && digits
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.')
}
