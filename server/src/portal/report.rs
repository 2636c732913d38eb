//! A report over the rounds of a form: what the form's plugins say of the returns whose grades are
//! shown, as tiles. Nobody outside the audit team asks for it, so small counts are marked and not
//! hidden.

use super::RequestPortal;
use crate::{
    case_reference,
    fill::is_about_a_case,
    plugins, publishing,
    store::{FactPack, ReportedRow},
    web::WebError,
};
use chrono::Datelike;
use fourlens_app::portal::{Refusal, ReportPage, TileCell, TileFigure, TileGroup, TileView};
use fourlens_contract::{Amount, Cell, FEWEST_CHILDREN, Fact, Figure, ReportedReturn, Tile};
use fourlens_forms::{form::Form, question::Question};
use std::collections::BTreeSet;

/// What all rounds of a form say together.
pub(super) async fn report(
    portal: &RequestPortal,
    key: &str,
    of: &str,
) -> Result<ReportPage, WebError> {
    let (state, scope) = (portal.state(), portal.scope()?);
    if !state.may_hold_cases() {
        return Err(Refusal::SecondFactor.into());
    }
    let form = publishing::latest(state, key).await?.form;
    if !is_about_a_case(&form) {
        return Err(Refusal::NotFound.into());
    }
    let rows = scope.reported(key).await?;
    let quarters: Vec<String> = rows.iter().map(quarter).collect();
    let facts: Vec<Option<Vec<Fact>>> = rows
        .iter()
        .map(|row| row.facts.as_deref().map(facts_of))
        .collect();
    let returns: Vec<ReportedReturn<'_>> = rows
        .iter()
        .zip(&quarters)
        .zip(&facts)
        .map(|((row, quarter), facts)| ReportedReturn {
            organisation: &row.organisation,
            case: &row.case.reference,
            theme: &row.theme,
            quarter,
            facts: facts.as_deref(),
        })
        .collect();
    let cases: BTreeSet<_> = rows.iter().map(|row| &row.case.reference).collect();
    let rounds: BTreeSet<_> = rows.iter().map(|row| (row.opens_on, &row.theme)).collect();
    let groups = match rows.is_empty() {
        true => Vec::new(),
        false => grouped(&form, state.plugins.report(&form, &returns)),
    };
    let choices = groups
        .iter()
        .map(|group| (group.id.clone(), group.title.clone()));
    let choices = choices.collect();
    let place = groups.iter().position(|group| group.id == of);
    let place = place.or_else(|| groups.iter().position(|group| is_of_whole(&form, group)));
    Ok(ReportPage {
        key: key.to_string(),
        form: form.package().form.title.en().to_string(),
        counted: (cases.len(), rounds.len()),
        returns: (facts.iter().flatten().count(), rows.len()),
        fewest: FEWEST_CHILDREN,
        choices,
        shown: groups.into_iter().nth(place.unwrap_or_default()),
    })
}

fn facts_of(packs: &[FactPack]) -> Vec<Fact> {
    plugins::facts(packs).cloned().collect()
}

/// The quarter of a round, written so that quarters sort.
fn quarter(row: &ReportedRow) -> String {
    let (day, quarter) = (row.opens_on, case_reference::quarter(row.opens_on));
    format!("{} Q{quarter}", day.year())
}

/// Tiles by what they are about: `grade.KP.by_agency` and `grade.KP.agreement.…` belong to
/// `grade.KP`.
fn grouped(form: &Form, tiles: Vec<Tile>) -> Vec<TileGroup> {
    let mut groups: Vec<TileGroup> = Vec::new();
    for tile in tiles {
        let mut parts = tile.id.splitn(4, '.');
        let id = parts.by_ref().take(2).collect::<Vec<_>>().join(".");
        let of_pair = parts.next() == Some("agreement");
        let view = tile_view(tile);
        if !groups.iter().any(|group| group.id == id) {
            groups.push(TileGroup {
                title: title_of(form, &id).unwrap_or_else(|| view.title.clone()),
                id: id.clone(),
                tiles: Vec::new(),
                pairs: Vec::new(),
            });
        }
        if let Some(group) = groups.iter_mut().find(|group| group.id == id) {
            match of_pair {
                true => group.pairs.push(view),
                false => group.tiles.push(view),
            }
        }
    }
    groups
}

/// What a question is called that a group is about.
fn title_of(form: &Form, group: &str) -> Option<String> {
    let (_, id) = group.split_once('.')?;
    Some(form.find(id)?.common().label.en().to_string())
}

/// Whether a group is about a question that is no line of enquiry: the whole.
fn is_of_whole(form: &Form, group: &TileGroup) -> bool {
    let question = group.id.split_once('.').and_then(|(_, id)| form.find(id));
    matches!(question, Some(Question::Rating(_)))
}

fn tile_view(tile: Tile) -> TileView {
    let row = |row: fourlens_contract::CountRow| {
        let cells = row.cells.iter().map(cell).collect();
        (row.label, cells)
    };
    TileView {
        id: tile.id,
        title: tile.title,
        counts: (tile.table.counts, tile.table.because),
        rows_are: tile.table.rows_are,
        columns: tile.table.columns,
        rows: tile.table.rows.into_iter().map(row).collect(),
        figures: tile.figures.into_iter().map(figure).collect(),
        notes: tile.notes,
    }
}

fn figure(of: Figure) -> TileFigure {
    TileFigure {
        amount: amount(of.amount, of.rests_on),
        because: format!("{}. {}", of.counts, of.because),
        title: of.title,
    }
}

fn cell(of: &Cell) -> TileCell {
    amount(of.amount, of.rests_on)
}

/// An amount in words. Nothing of nothing tells of no child.
fn amount(of: Amount, rests_on: u32) -> TileCell {
    TileCell {
        words: of.to_string(),
        few: (1..FEWEST_CHILDREN).contains(&rests_on),
    }
}
