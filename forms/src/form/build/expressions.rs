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
    for entry in entries {
        let common = entry.question.common();
        let names = Names {
            entries,
            by_id,
            own: None,
        };
        if let Some(condition) = &common.applies_if {
            report(
                condition,
                &names,
                &format!("{}/applies_if", common.id),
                problems,
            );
        }
        if let Some(condition) = &common.required_if {
            report(
                condition,
                &names,
                &format!("{}/required_if", common.id),
                problems,
            );
        }
        if let Question::Computed(computed) = &entry.question {
            report(
                &computed.kind.value,
                &names,
                &format!("{}/value", common.id),
                problems,
            );
        }
        for constraint in &common.constraints {
            let names = Names {
                entries,
                by_id,
                own: entry.question.asks().value_type(),
            };
            report(
                &constraint.must,
                &names,
                &format!("{}/constraints", common.id),
                problems,
            );
        }
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

struct Names<'a> {
    entries: &'a [Entry],
    by_id: &'a HashMap<String, usize>,
    own: Option<Type>,
}

impl Types for Names<'_> {
    fn of(&self, name: &str) -> Option<Type> {
        let question = &self.entries[*self.by_id.get(name)?].question;
        match question {
            Question::Computed(computed) => computed.kind.value.kind(self).ok(),
            other => other.asks().value_type(),
        }
    }

    fn own(&self) -> Option<Type> {
        self.own.clone()
    }
}
