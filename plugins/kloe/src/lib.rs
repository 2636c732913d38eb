//! Counts case audits: grades, prompts looked for, and how far agencies agree on the same child.
//! Which questions are graded and which are prompts, and how their answers are ordered, it reads
//! from the definition's scales (`counted_as`). Grades are judgements in an order and never
//! numbers: nothing here adds them up or averages them.

mod counted;
mod report;
mod score;

use fourlens_contract::{
    Fact, Fault, Manifest, Plugin, ReportedReturn, Tile, View, forms::form::Form,
};

/// The plugin.
#[derive(Debug, Clone, Copy, Default)]
pub struct KloePlugin;

impl Plugin for KloePlugin {
    fn manifest(&self) -> Manifest {
        Manifest {
            key: "kloe",
            version: "1",
        }
    }

    fn score(&self, view: &View<'_>) -> Result<Vec<Fact>, Fault> {
        Ok(score::facts(view))
    }

    fn report(&self, form: &Form, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
        report::tiles(form, returns)
    }
}
