//! What a question refers to exists, its options are told apart, and a partnership's own
//! questions decide nothing.

use super::{Problems, head::once, listed};
use crate::{
    definition::FormPackage,
    form::Entry,
    question::{FillFrom, Offer, Question},
};
use std::collections::BTreeMap;

/// A partnership's own questions fit the room there is, and never decide anything.
pub(super) fn check_local(package: &FormPackage, problems: &mut Problems) {
    for section in &package.sections {
        let Some(local) = &section.local else {
            continue;
        };
        let place = format!("sections/{}/local", section.id);
        if section.questions.len() > local.up_to as usize {
            let message = format!("There is room for {} questions: take some out", local.up_to);
            problems.add(&place, message);
        }
        if section.scored {
            let message = "Write `scored: false`: local questions are never scored";
            problems.add(&place, message);
        }
        if section
            .questions
            .iter()
            .any(|question| question.common().required)
        {
            let message = "Take `required` out: local questions may stay blank";
            problems.add(&place, message);
        }
    }
}

pub(super) fn check_references(package: &FormPackage, entries: &[Entry], problems: &mut Problems) {
    let themes: BTreeMap<_, _> = package
        .themes
        .iter()
        .map(|theme| (theme.id.as_str(), ()))
        .collect();
    let documents: BTreeMap<_, _> = package
        .documents
        .iter()
        .map(|document| (document.id.as_str(), ()))
        .collect();
    for entry in entries {
        let common = entry.question.common();
        let section = &package.sections[entry.section];
        for theme in common
            .themes
            .iter()
            .filter(|theme| !themes.contains_key(theme.as_str()))
        {
            let known = listed(themes.keys().copied());
            problems.add(
                format!("{}/themes", common.id),
                format!("There is no theme `{theme}`: write one of {known}"),
            );
        }
        for reference in common
            .guidance
            .iter()
            .filter(|to| !documents.contains_key(to.document.as_str()))
        {
            let known = listed(documents.keys().copied());
            let message = format!(
                "There is no document `{}`: write one of {known}",
                reference.document
            );
            problems.add(format!("{}/guidance", common.id), message);
        }
        if section.scored
            && matches!(entry.question, Question::Rating(_))
            && common.themes.is_empty()
        {
            problems.add(
                common.id.clone(),
                "Add `themes: […]`: every scored question counts in at least one theme",
            );
        }
        check_points(&entry.question, section.scored, problems);
        check_columns(&entry.question, &common.id, entries, problems);
        check_plan(&entry.question, entries, problems);
    }
}

/// What is filled from the last return's actions has a plan to take them from.
fn check_plan(question: &Question, entries: &[Entry], problems: &mut Problems) {
    let filled_from = |question: &Question| match question {
        Question::Table(table) => table.kind.fill_from,
        _ => None,
    };
    let plans = entries
        .iter()
        .any(|entry| filled_from(&entry.question) == Some(FillFrom::Ratings));
    if filled_from(question) == Some(FillFrom::LastActions) && !plans {
        problems.add(
            format!("{}/fill_from", question.id()),
            "Add a table with `fill_from: ratings`: the actions come from the last return's",
        );
    }
}

/// What is scored is answered with points.
fn check_points(question: &Question, scored: bool, problems: &mut Problems) {
    let Question::Rating(asked) = question else {
        return;
    };
    let mut options = asked.kind.on.iter().flat_map(|scale| &scale.options);
    if scored && let Some(without) = options.find(|option| option.points.is_none()) {
        let (scale, value) = (&asked.kind.scale, &without.value);
        let message = format!(
            "Give `{value}` of `{scale}` points, or ask this where it is not scored: it has none to add up"
        );
        problems.add(format!("{}/scale", asked.common.id), message);
    }
}

/// Columns are told apart, from one another and from the questions of the form.
fn check_columns(question: &Question, id: &str, entries: &[Entry], problems: &mut Problems) {
    let Question::Table(table) = question else {
        return;
    };
    once(table.kind.columns.iter().map(Question::id), id, problems);
    for column in &table.kind.columns {
        let whole = format!("{id}.{}", column.id());
        if entries.iter().any(|entry| entry.question.id() == whole) {
            let message = format!("Change the column's id: there is a question `{whole}` already");
            problems.add(&whole, message);
        }
        check_columns(column, &whole, entries, problems);
    }
}

/// Options of a question have values of their own, and there is something to choose from.
pub(super) fn check_options(entries: &[Entry], problems: &mut Problems) {
    let mut questions: Vec<&Question> = entries.iter().map(|entry| &entry.question).collect();
    while let Some(question) = questions.pop() {
        if let Question::Table(table) = question {
            questions.extend(&table.kind.columns);
        }
        let options: &[Offer] = match question {
            Question::Choice(asked) => &asked.kind.options,
            Question::Choices(asked) => &asked.kind.options,
            Question::Ranking(asked) => &asked.kind.options,
            _ => continue,
        };
        let place = format!("{}/options", question.id());
        if options.len() < 2 {
            problems.add(&place, "Offer at least two options");
        }
        let values = options.iter().map(|option| option.value.as_str());
        once(values, &place, problems);
    }
}
