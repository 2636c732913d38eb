//! A form that has been proved sound and is ready to run: every question in order with its
//! parts, its section, and who depends on whom. Built from a package, never changed.

mod build;
mod graph;
mod titles;
mod wording;

pub use build::BuildProblem;
pub(crate) use graph::Node;

use crate::{
    definition::{FormPackage, Section},
    question::Question,
};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// A form that is ready to run.
#[derive(Debug, Clone)]
pub struct Form {
    package: Arc<FormPackage>,
    version: OnceLock<[u8; 32]>,
    entries: Vec<Entry>,
    sections: Vec<Range<usize>>,
    by_id: Arc<HashMap<String, usize>>,
    graph: Arc<graph::Graph>,
    /// Whether a text names an answer.
    has_pipes: bool,
    /// The languages that some text is written in, English first.
    languages: Vec<String>,
}

/// A question in its place.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The question; a part's id is whole (`C1.how`).
    pub question: Question,
    /// Which section it stands in, by position.
    pub section: usize,
    /// The rating or composite it is a part of, by position among the questions.
    pub parent: Option<usize>,
}

impl Form {
    /// Builds the form a package declares.
    ///
    /// # Errors
    /// Everything in the package that is not sound, each with the place where it stands.
    pub fn build(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
        build::build(package)
    }

    /// Builds the form of a slice (`slice.rs`) of one that `build` proved sound, without proving it
    /// again: a browser has no author to tell, and loads neither the rules nor their words.
    ///
    /// # Errors
    /// What keeps it from running at all.
    pub fn assemble(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
        build::assemble(package)
    }

    /// What the author wrote.
    pub fn package(&self) -> &FormPackage {
        &self.package
    }

    /// The hash of what the author wrote, by which this version is known for ever.
    pub fn version(&self) -> &[u8; 32] {
        self.version.get_or_init(|| hash_of(&self.package))
    }

    /// The version as 64 hexadecimal digits.
    pub fn version_text(&self) -> String {
        self.version()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Every question in order, parts after the question they go with.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The question at a position.
    pub fn question(&self, position: usize) -> &Question {
        &self.entries[position].question
    }

    /// The position of the question with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The question with this id, and for `A9.name` the column of a table; of a table in a table
    /// too.
    pub fn find(&self, id: &str) -> Option<&Question> {
        if let Some(position) = self.position(id) {
            return Some(self.question(position));
        }
        let (table, column) = id.rsplit_once('.')?;
        let Question::Table(table) = self.find(table)? else {
            return None;
        };
        table.kind.columns.iter().find(|asked| asked.id() == column)
    }

    /// Every section, asked or not.
    pub fn sections(&self) -> &[Section] {
        &self.package.sections
    }

    /// The position of the section with this id.
    pub fn section_position(&self, id: &str) -> Option<usize> {
        self.package
            .sections
            .iter()
            .position(|section| section.id == id)
    }

    /// The positions of a section's questions, parts included.
    pub fn questions_of(&self, section: usize) -> Range<usize> {
        self.sections[section].clone()
    }

    /// The parts of the rating or composite at `position`.
    pub fn parts_of(&self, position: usize) -> impl Iterator<Item = usize> {
        let end = self.sections[self.entries[position].section].end;
        (position + 1..end).take_while(move |part| self.entries[*part].parent == Some(position))
    }

    pub(crate) fn graph(&self) -> &graph::Graph {
        &self.graph
    }
}

/// The hash of a package's canonical bytes: JSON with its keys in the order of the types.
fn hash_of(package: &FormPackage) -> [u8; 32] {
    let bytes = serde_json::to_vec(package).expect("a package is made of text, numbers and lists");
    Sha256::digest(bytes).into()
}
