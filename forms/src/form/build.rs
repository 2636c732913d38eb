//! From a package to a form: works out what is asked, puts every question in its place, and
//! proves that ids are unique, references exist and conditions make sense.

mod expand;
mod expressions;
mod head;
mod place;
mod references;

use super::{
    Form, graph,
    wording::{check_pipes, has_pipes, languages},
};
use crate::definition::FormPackage;
use expand::expand;
use expressions::{check_expressions, report_circle};
use head::check_head;
use place::{index, place_questions};
use references::{check_local, check_options, check_references};
use std::sync::{Arc, OnceLock};

/// Something in a package that is not sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildProblem {
    /// Where it stands: `sections/C/C1/applies_if`.
    pub place: String,
    /// What to write instead.
    pub message: String,
}

pub(super) fn build(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
    let mut problems = Problems::default();
    check_head(&package, &mut problems);
    let asked = expand(&package, &mut problems);
    let (entries, sections) = place_questions(&package, asked, &mut problems);
    let by_id = index(&entries, &mut problems);
    check_references(&package, &entries, &mut problems);
    check_options(&entries, &mut problems);
    check_local(&package, &mut problems);
    problems.0.extend(check_pipes(&entries, &package));
    let graph = match graph::Graph::build(&package.sections, &entries, &by_id) {
        Ok(graph) => {
            check_expressions(&package, &entries, &by_id, &mut problems);
            graph
        }
        Err(circle) => {
            report_circle(&circle, &package, &entries, &mut problems);
            graph::Graph::default()
        }
    };
    problems.none().map(|()| Form {
        version: OnceLock::new(),
        languages: languages(&package),
        package: Arc::new(package),
        has_pipes: has_pipes(&entries),
        entries,
        sections,
        by_id: Arc::new(by_id),
        graph: Arc::new(graph),
    })
}

/// The form of a slice of one that was proved sound before, in which everything is worked out
/// already: what would only be told to its author is not looked for.
pub(super) fn assemble(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
    let mut problems = Problems::default();
    let asked = package
        .sections
        .iter()
        .map(|section| section.questions.clone());
    let (entries, sections) = place_questions(&package, asked.collect(), &mut problems);
    let by_id = index(&entries, &mut problems);
    let graph = graph::Graph::build(&package.sections, &entries, &by_id).unwrap_or_else(|circle| {
        report_circle(&circle, &package, &entries, &mut problems);
        graph::Graph::default()
    });
    problems.none().map(|()| Form {
        version: OnceLock::new(),
        package: Arc::new(package),
        has_pipes: false,
        languages: Vec::new(),
        entries,
        sections,
        by_id: Arc::new(by_id),
        graph: Arc::new(graph),
    })
}

#[derive(Default)]
struct Problems(Vec<BuildProblem>);

impl Problems {
    fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.0.push(BuildProblem {
            place: place.into(),
            message: message.into(),
        });
    }

    fn none(self) -> Result<(), Vec<BuildProblem>> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(self.0),
        }
    }
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("`{id}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
