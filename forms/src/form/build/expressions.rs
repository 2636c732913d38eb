//! Conditions, constraints and computed values make sense: their names exist, their types fit,
//! and nothing waits for itself.

use super::Problems;
use crate::{
    definition::FormPackage,
    expression::{Expression, Type, Types},
    form::{Entry, graph},
    question::Question,
};
use std::collections::HashMap;

pub(super) fn check_expressions(
    package: &FormPackage,
    entries: &[Entry],
    by_id: &HashMap<String, usize>,
    problems: &mut Problems,
) {
    for section in &package.sections {
        if let Some(condition) = &section.applies_if {
            let names = Names {
                entries,
                by_id,
                rows: Vec::new(),
                own: None,
            };
            report(
                condition,
                &names,
                &format!("sections/{}/applies_if", section.id),
                problems,
            );
        }
    }
    let names = Names {
        entries,
        by_id,
        rows: Vec::new(),
        own: None,
    };
    for entry in entries {
        check_question(&entry.question, entry.question.id(), &names, problems);
    }
}

/// The expressions of one question that stands at `place`, and of a table's columns.
fn check_question(question: &Question, place: &str, names: &Names<'_>, problems: &mut Problems) {
    let common = question.common();
    if let Some(condition) = &common.applies_if {
        report(condition, names, &format!("{place}/applies_if"), problems);
    }
    if let Some(condition) = &common.required_if {
        report(condition, names, &format!("{place}/required_if"), problems);
    }
    if let Question::Computed(computed) = question {
        let place = format!("{place}/value");
        report(&computed.kind.value, names, &place, problems);
    }
    let own = Names {
        own: question.asks().value_type(),
        ..names.clone()
    };
    for constraint in &common.constraints {
        let place = format!("{place}/constraints");
        report(&constraint.must, &own, &place, problems);
    }
    let Question::Table(table) = question else {
        return;
    };
    let mut inside = names.clone();
    inside.rows.push(&table.kind.columns);
    for column in &table.kind.columns {
        let place = format!("{place}.{}", column.id());
        check_question(column, &place, &inside, problems);
    }
}

fn report(expression: &Expression, names: &Names<'_>, place: &str, problems: &mut Problems) {
    for error in expression.kind(names).err().unwrap_or_default() {
        problems.add(place, error.message);
    }
}

pub(super) fn report_circle(
    circle: &[graph::Node],
    package: &FormPackage,
    entries: &[Entry],
    problems: &mut Problems,
) {
    let name = |node: &graph::Node| match node {
        graph::Node::Section(position) => package.sections[*position].id.clone(),
        graph::Node::Question(position) => entries[*position].question.id().to_string(),
    };
    let names: Vec<String> = circle.iter().take(8).map(name).collect();
    let place = match circle.first() {
        Some(graph::Node::Section(position)) => {
            format!("sections/{}/applies_if", package.sections[*position].id)
        }
        _ => names.first().cloned().unwrap_or_default(),
    };
    problems.add(
        place,
        format!(
            "Conditions go round in a circle: {} wait for each other",
            names.join(", ")
        ),
    );
}

/// What names stand for: the columns of the row first, the innermost before those around it.
#[derive(Clone)]
struct Names<'a> {
    entries: &'a [Entry],
    by_id: &'a HashMap<String, usize>,
    rows: Vec<&'a [Question]>,
    own: Option<Type>,
}

impl Types for Names<'_> {
    fn of(&self, name: &str) -> Option<Type> {
        let columns = self.rows.iter().rev().copied().flatten();
        let column = columns.into_iter().find(|column| column.id() == name);
        let entry = || self.by_id.get(name).map(|at| &self.entries[*at].question);
        match column.or_else(entry)? {
            Question::Computed(computed) => computed.kind.value.kind(self).ok(),
            other => other.asks().value_type(),
        }
    }

    fn own(&self) -> Option<Type> {
        self.own.clone()
    }
}
