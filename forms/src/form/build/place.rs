//! Every question in its place, parts after their rating, each under an id of its own.

use super::{Problems, listed};
use crate::{
    definition::FormPackage,
    expression::Expression,
    form::Entry,
    question::{Asked, Common, LongText, NOT_APPLICABLE, Question, Rating},
    text::Text,
};
use std::collections::HashMap;

/// Sections, questions, rows and letters have these bounds, so that every cost has one.
const MOST_QUESTIONS: usize = 5_000;

/// Every question in its place, parts after their rating, with the range of each section.
pub(super) fn place_questions(
    package: &FormPackage,
    problems: &mut Problems,
) -> (Vec<Entry>, Vec<std::ops::Range<usize>>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut sections = Vec::new();
    for (position, section) in package.sections.iter().enumerate() {
        let start = entries.len();
        for question in &section.questions {
            let parent = entries.len();
            let mut question = question.clone();
            let parts = match &mut question {
                Question::Rating(rating) => parts_of(package, rating, problems),
                _ => Vec::new(),
            };
            entries.push(Entry {
                question,
                section: position,
                parent: None,
            });
            entries.extend(parts.into_iter().map(|question| Entry {
                question,
                section: position,
                parent: Some(parent),
            }));
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

/// The questions that go with a rating, with whole ids; finds its scale on the way.
fn parts_of(
    package: &FormPackage,
    rating: &mut Asked<Rating>,
    problems: &mut Problems,
) -> Vec<Question> {
    let id = rating.common.id.clone();
    rating.kind.on = package
        .scales
        .iter()
        .find(|scale| scale.id == rating.kind.scale)
        .cloned();
    match &rating.kind.on {
        None => {
            let known = listed(package.scales.iter().map(|scale| scale.id.as_str()));
            problems.add(
                format!("{id}/scale"),
                format!(
                    "There is no scale `{}`: write one of {known}",
                    rating.kind.scale
                ),
            );
        }
        Some(scale) => {
            for value in rating
                .kind
                .descriptors
                .keys()
                .filter(|value| scale.option(value).is_none())
            {
                let known = listed(scale.options.iter().map(|option| option.value.as_str()));
                problems.add(
                    format!("{id}/descriptors"),
                    format!("`{value}` is not on the scale: write one of {known}"),
                );
            }
        }
    }
    let mut parts = Vec::new();
    if let Some(wanted) = &rating.kind.parts {
        match package.part_sets.iter().find(|set| set.id == *wanted) {
            Some(set) => parts.extend(set.questions.iter().cloned()),
            None => problems.add(
                format!("{id}/parts"),
                format!("There is no part set `{wanted}`"),
            ),
        }
    }
    if rating.kind.not_applicable {
        parts.splice(0..0, na_reason(&id));
    }
    for part in &mut parts {
        let common = part.common_mut();
        common.id = format!("{id}.{}", common.id);
    }
    parts
}

/// The reason a rating asks for with *not applicable*; none where the id is no name, which is
/// reported with the ids.
fn na_reason(rating: &str) -> Option<Question> {
    let condition = Expression::parse(&format!("${{{rating}}} = '{NOT_APPLICABLE}'")).ok()?;
    Some(Question::LongText(Asked {
        common: Common {
            id: "na_reason".to_string(),
            label: Text::english("Why this does not apply to you"),
            required: true,
            required_message: Some(Text::english(format!(
                "Enter why {rating} does not apply to you"
            ))),
            applies_if: Some(condition),
            ..Common::default()
        },
        kind: LongText {
            max_words: Some(100),
        },
    }))
}

pub(super) fn index(entries: &[Entry], problems: &mut Problems) -> HashMap<String, usize> {
    let mut by_id = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        let id = entry.question.id();
        if !is_id(id) {
            problems.add(
                id,
                format!(
                    "Write the id `{id}` in letters, digits, `_` and `.`, beginning with a letter"
                ),
            );
        }
        if by_id.insert(id.to_string(), position).is_some() {
            problems.add(
                id,
                format!("The id `{id}` is used twice: give each question an id of its own"),
            );
        }
    }
    by_id
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= 64
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        && !id.ends_with('.')
}
