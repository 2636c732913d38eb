//! What many case audits say together, as tiles: how often each grade was given, how far agencies
//! agree on the same child, and which prompts are most often not there. Counts only: a grade has
//! no mean.

mod agreement;
mod kappa;
mod prompts;
mod spread;

use crate::counted;
use fourlens_contract::{Amount, Cell, Fact, ReportedReturn, Tile, forms::form::Form};
use std::collections::BTreeSet;

/// What an audit is, said wherever audits are counted.
const AUDITS: &str = "Audits handed in: each is one agency's audit of its own work with one child";

pub(crate) fn tiles(form: &Form, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
    let grades = counted::grades(form);
    let spread = grades
        .iter()
        .flat_map(|grade| spread::tiles(grade, returns));
    let agreement = grades
        .iter()
        .flat_map(|grade| agreement::tiles(grade, returns));
    let prompts = prompts::tiles(form, returns);
    spread.chain(agreement).chain(prompts).collect()
}

/// A measure's fact of a return that is handed in.
fn fact<'a>(of: &ReportedReturn<'a>, measure: &str) -> Option<&'a Fact> {
    of.facts?.iter().find(|fact| fact.measure == measure)
}

/// The answer that a grade or prompt of a return has.
fn answer<'a>(of: &ReportedReturn<'a>, measure: &str) -> Option<&'a str> {
    fact(of, measure)?.band.as_deref()
}

/// How many children these returns are about.
fn children<'a>(returns: impl IntoIterator<Item = &'a ReportedReturn<'a>>) -> u32 {
    let cases: BTreeSet<&str> = returns.into_iter().map(|of| of.case).collect();
    size(cases.len())
}

/// A number of things that were given one by one.
fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A cell that counts these returns, of so many or by themselves.
fn cell<'a>(returns: &[&'a ReportedReturn<'a>], of: Option<u32>) -> Cell {
    let count = size(returns.len());
    Cell {
        amount: of.map_or(Amount::Count(count), |of| Amount::Share { count, of }),
        rests_on: children(returns.iter().copied()),
    }
}
