//! Definitions as authors write them, read and proved with the plugins of this house: what the
//! browser and the command line have in common. It must not know a page or a file.

use crate::{
    plugins::{self, PluginHost},
    state::State,
    web::{Room, WebError},
};
use fourlens_forms::{
    definition::FormPackage,
    form::Form,
    load::{self, DefinitionProblem},
};
use std::sync::Arc;

/// A definition that was read: the form, or everything that is wrong.
pub type Proved = Result<Form, Vec<DefinitionProblem>>;

/// Reads a definition and proves that it is sound and that its plugins exist.
///
/// # Errors
/// Everything that is wrong, in the order of lines.
pub fn prove(source: &str, host: &PluginHost) -> Proved {
    let form = load::form(source)?;
    match plugins::says_unknown(&form, host) {
        Some(message) => Err(vec![DefinitionProblem {
            line: line_of_plugins(source),
            column: 1,
            message,
        }]),
        None => Ok(form),
    }
}

/// A definition as far as it can be read.
pub struct Reading {
    /// The form, or everything that is wrong.
    pub proved: Proved,
    /// The form's key and title, where they can be read.
    pub named: Option<(String, String)>,
}

/// Reads and proves a definition on a thread that may take its time, few at once.
///
/// # Errors
/// `Busy` when too many are being read.
pub async fn read_apart(state: &State, source: Arc<str>) -> Result<Reading, WebError> {
    let host = state.plugins.clone();
    apart(state, move || {
        let proved = prove(&source, &host);
        let named = named(&source, &proved);
        Reading { proved, named }
    })
    .await
}

/// Does what takes time with definitions apart from what must answer at once.
///
/// # Errors
/// `Busy` when too much of it is going on.
pub async fn apart<T: Send + 'static>(
    state: &State,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WebError> {
    let place = state.bulkheads.enter(Room::Definitions).await?;
    let working = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    working
        .await
        .map_err(|cause| WebError::Fault(cause.to_string()))
}

fn named(source: &str, proved: &Proved) -> Option<(String, String)> {
    let of = |package: &FormPackage| {
        let head = &package.form;
        (head.key.clone(), head.title.en().to_string())
    };
    match proved {
        Ok(form) => Some(of(form.package())),
        Err(_) => load::package(source).ok().as_ref().map(of),
    }
}

fn line_of_plugins(source: &str) -> u64 {
    let line = source
        .lines()
        .position(|line| line.starts_with("plugins:"))
        .map_or(1, |line| line + 1);
    u64::try_from(line).unwrap_or(1)
}
