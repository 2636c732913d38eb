//! The part of a form that one section's page needs to live in the browser: its questions, and
//! those of other sections that its conditions read, without the words.

use crate::{
    answers::Answers,
    definition::{FormHead, FormPackage, Section},
    expression::Expression,
    form::Form,
    question::{Common, Question},
    text::Text,
};
use std::collections::BTreeSet;

/// The section of the slice that holds what other sections answer.
const ELSEWHERE: &str = "elsewhere";

/// A package of one section, with the questions its conditions read, without the words.
pub fn package(form: &Form, section: usize) -> FormPackage {
    let whole = form.package();
    let own = &whole.sections[section];
    let mut needed = BTreeSet::new();
    let here = form.questions_of(section);
    let mut waiting: Vec<usize> = here.clone().collect();
    while let Some(position) = waiting.pop() {
        for name in names(form.question(position)) {
            let Some(read) = form.position(name).filter(|read| !here.contains(read)) else {
                continue;
            };
            let asked = form.entries()[read].parent.unwrap_or(read);
            if needed.insert(asked) {
                waiting.push(asked);
            }
        }
    }
    let elsewhere = needed
        .into_iter()
        .map(|position| with_parts(form, position));
    let asked = here.filter(|position| form.entries()[*position].parent.is_none());
    FormPackage {
        schema: whole.schema,
        form: FormHead {
            title: Text::default(),
            description: Text::default(),
            ..whole.form.clone()
        },
        privacy: Vec::new(),
        documents: Vec::new(),
        themes: Vec::new(),
        scales: whole.scales.clone(),
        bands: Vec::new(),
        badges: Vec::new(),
        gauges: Vec::new(),
        lists: Vec::new(),
        switches: Vec::new(),
        part_sets: Vec::new(),
        plugins: Vec::new(),
        sections: vec![
            plain_section(ELSEWHERE, elsewhere.collect()),
            plain_section(
                &own.id,
                asked.map(|position| with_parts(form, position)).collect(),
            ),
        ],
    }
}

/// The answers that a slice of `section` reads.
pub fn answers(form: &Form, slice: &FormPackage, answers: &Answers) -> Answers {
    let of = |question: &Question| {
        answers
            .get(question.id())
            .map(|answer| (question.id().to_string(), answer.clone()))
    };
    let asked = slice
        .sections
        .iter()
        .flat_map(|section| &section.questions)
        .filter_map(of);
    let parts = slice
        .sections
        .iter()
        .flat_map(|section| &section.questions)
        .flat_map(|question| {
            let position = form.position(question.id());
            position
                .into_iter()
                .flat_map(|position| form.parts_of(position).map(|part| form.question(part)))
        });
    asked.chain(parts.filter_map(of)).collect()
}

fn plain_section(id: &str, questions: Vec<Question>) -> Section {
    Section {
        id: id.to_string(),
        title: Text::default(),
        intro: None,
        scored: false,
        applies_if: None,
        local: None,
        questions,
    }
}

/// Every name that a question's expressions read.
fn names(question: &Question) -> Vec<&str> {
    let common = question.common();
    let computed = match question {
        Question::Computed(computed) => Some(&computed.kind.value),
        _ => None,
    };
    let conditions: Vec<&Expression> = common
        .applies_if
        .iter()
        .chain(&common.required_if)
        .chain(common.constraints.iter().map(|constraint| &constraint.must))
        .chain(computed)
        .collect();
    conditions
        .into_iter()
        .flat_map(Expression::names)
        .map(String::as_str)
        .collect()
}

/// The question at a position, its parts in it under their short ids, without words.
fn with_parts(form: &Form, position: usize) -> Question {
    let mut question = wordless(form.question(position));
    let id = form.question(position).id();
    let parts = form.parts_of(position).map(|part| {
        let mut part = wordless(form.question(part));
        let common = part.common_mut();
        common.id = common.id[id.len() + 1..].to_string();
        part
    });
    if let Some(further) = question.further_mut() {
        *further = parts.collect();
    }
    question
}

/// A question without its words. Nested questions keep theirs: they are few.
fn wordless(question: &Question) -> Question {
    let mut question = question.clone();
    let common = question.common_mut();
    *common = Common {
        id: std::mem::take(&mut common.id),
        required: common.required,
        required_if: common.required_if.take(),
        applies_if: common.applies_if.take(),
        constraints: std::mem::take(&mut common.constraints),
        ..Common::default()
    };
    if let Question::Rating(rating) = &mut question {
        rating.kind.descriptors.clear();
    }
    question
}
