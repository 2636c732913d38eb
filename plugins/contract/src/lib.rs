//! What a plugin sees and says. A plugin is pure and deterministic: the same version, answers
//! and settings give the same facts. It must not know the server, the store or any page.

mod effect;
mod fact;
mod report;
mod view;

pub use effect::{Effect, Event, SuggestedAction};
pub use fact::Fact;
pub use fourlens_forms as forms;
pub use report::{
    Amount, Cell, CountRow, CountTable, FEWEST_CHILDREN, Figure, ReportedReturn, Tile,
};
pub use view::{RatedQuestion, Standing, View};

use fourlens_forms::form::Form;

/// Computes from answers. The host calls it with limits on time and size; whatever goes wrong
/// in it costs no one their answers.
pub trait Plugin: Send + Sync {
    /// Who it is.
    fn manifest(&self) -> Manifest;

    /// Facts for one submission: at most one per measure.
    ///
    /// # Errors
    /// Why it cannot compute; the submission is kept, its figures are shown as missing.
    fn score(&self, view: &View<'_>) -> Result<Vec<Fact>, Fault>;

    /// What it proposes when something has happened; the host applies it after policy.
    fn on_event(&self, _: Event, _: &View<'_>) -> Vec<Effect> {
        Vec::new()
    }

    /// What it reports of many returns, as data: the host draws the tiles, and hides what rests
    /// on too few. No figure may need more than the facts.
    fn report(&self, _: &Form, _: &[ReportedReturn<'_>]) -> Vec<Tile> {
        Vec::new()
    }
}

/// Who a plugin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manifest {
    /// What definitions call it.
    pub key: &'static str,
    /// Its version; facts carry it.
    pub version: &'static str,
}

/// Why a plugin could not compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}
