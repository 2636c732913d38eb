//! Every question in its place, parts after the question they go with, each under an id of its
//! own.

use super::{Problems, listed};
use crate::{
    definition::FormPackage,
    form::Entry,
    question::{Asked, Question, Rating},
};
use std::{collections::HashMap, ops::Range};

/// The most questions of a form, parts included, so that every cost has a bound.
const MOST_QUESTIONS: usize = 5_000;

/// Every question in its place, with the range of each section.
pub(super) fn place_questions(
    package: &FormPackage,
    asked: Vec<Vec<Question>>,
    problems: &mut Problems,
) -> (Vec<Entry>, Vec<Range<usize>>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut sections = Vec::new();
    for (section, questions) in asked.into_iter().enumerate() {
        let start = entries.len();
        for mut question in questions {
            let position = entries.len();
            let parts = question.further_mut().map(std::mem::take);
            let id = question.id().to_string();
            let mut place = |mut question: Question, parent| {
                if let Question::Rating(rating) = &mut question {
                    find_scale(package, rating, problems);
                }
                entries.push(Entry {
                    question,
                    section,
                    parent,
                });
            };
            place(question, None);
            for mut part in parts.unwrap_or_default() {
                let common = part.common_mut();
                common.id = format!("{id}.{}", common.id);
                place(part, Some(position));
            }
        }
        sections.push(start..entries.len());
    }
    if entries.len() > MOST_QUESTIONS {
        problems.add(
            "sections",
            format!("Ask no more than {MOST_QUESTIONS} questions: parts count too"),
        );
    }
    (entries, sections)
}

fn find_scale(package: &FormPackage, rating: &mut Asked<Rating>, problems: &mut Problems) {
    let (id, kind) = (&rating.common.id, &mut rating.kind);
    let scale = package.scales.iter().find(|scale| scale.id == kind.scale);
    let Some(scale) = scale else {
        let known = listed(package.scales.iter().map(|scale| scale.id.as_str()));
        let message = format!("There is no scale `{}`: write one of {known}", kind.scale);
        problems.add(format!("{id}/scale"), message);
        return;
    };
    for value in kind.descriptors.keys() {
        if scale.option(value).is_none() {
            let known = listed(scale.options.iter().map(|option| option.value.as_str()));
            let message = format!("`{value}` is not on the scale: write one of {known}");
            problems.add(format!("{id}/descriptors"), message);
        }
    }
    kind.on = Some(scale.clone());
}

/// Positions by id.
pub(super) fn index(entries: &[Entry], problems: &mut Problems) -> HashMap<String, usize> {
    let mut by_id = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        let id = entry.question.id();
        if !is_id(id) {
            let message = format!(
                "Write the id `{id}` in letters, digits, `_`, `-` and `.`, beginning with a letter"
            );
            problems.add(id, message);
        }
        if by_id.insert(id.to_string(), position).is_some() {
            let message =
                format!("The id `{id}` is used twice: give each question an id of its own");
            problems.add(id, message);
        }
    }
    // `A-day` would be posted as the day of a date `A`.
    for id in entries.iter().map(|entry| entry.question.id()) {
        let starts = id.match_indices('-').map(|(at, _)| &id[..at]);
        for start in starts.filter(|start| by_id.contains_key(*start)) {
            let message = format!("Change the id `{id}`: there is a question `{start}` already");
            problems.add(id, message);
        }
    }
    by_id
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= 64
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        && !id.ends_with(['.', '-'])
}
