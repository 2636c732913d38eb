//! A report over the rounds of a form: what the form's plugins say of the returns whose grades are
//! shown, as tiles, and what their meetings agreed. Small counts are marked for the audit team and
//! hidden from everyone else (design decision 20).

use super::RequestPortal;
use crate::{
    case_reference,
    fill::is_about_a_case,
    plugins,
    policy::Action,
    publishing,
    store::{FactPack, ReportedRow, Scoped},
    web::WebError,
};
use chrono::Datelike;
use fourlens_app::portal::{Refusal, ReportPage, TileCell, TileFigure, TileGroup, TileView};
use fourlens_contract::{Amount, Cell, FEWEST_CHILDREN, Fact, Figure, ReportedReturn, Tile};
use fourlens_forms::{
    definition::{CountedAs, ScaleOption},
    form::Form,
    question::Question,
};
use std::collections::{BTreeSet, HashMap};

/// What all rounds of a form say together.
pub(super) async fn report(
    portal: &RequestPortal,
    key: &str,
    of: &str,
) -> Result<ReportPage, WebError> {
    let (state, scope) = (portal.state(), portal.scope()?);
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
    let mut groups = match rows.is_empty() {
        true => Vec::new(),
        false => grouped(&form, state.plugins.report(&form, &returns)),
    };
    let agreed = Agreed::of(&scope, &rows).await?;
    for group in &mut groups {
        group.tiles.extend(agreed.tile(&form, &group.id));
    }
    let team = portal.visit.scope_to(Action::SeeSmallCounts).is_some();
    if !team {
        groups.iter_mut().for_each(hide_small);
    }
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
        team,
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

/// Hides every tile that holds a small count, whole: what stands beside it would give it away.
/// Of two agencies each nothing is told.
fn hide_small(group: &mut TileGroup) {
    group.pairs.clear();
    for tile in &mut group.tiles {
        let few = tile
            .rows
            .iter()
            .flat_map(|(_, cells)| cells)
            .any(|cell| cell.few);
        if few || tile.figures.iter().any(|figure| figure.amount.few) {
            tile.rows.clear();
            tile.figures.clear();
            tile.notes = vec![format!(
                "Hidden: a count rests on fewer than {FEWEST_CHILDREN} children."
            )];
        }
    }
}

/// What the meetings agreed, case by case.
struct Agreed {
    /// The theme of each case, and the grade agreed of each question.
    cases: Vec<(String, HashMap<String, String>)>,
}

impl Agreed {
    async fn of(scope: &Scoped, rows: &[ReportedRow]) -> Result<Agreed, WebError> {
        let mut cases = Vec::new();
        let mut last = None;
        for row in rows {
            // Rows of a case follow each other.
            if last.replace(row.case.id) == Some(row.case.id) {
                continue;
            }
            let said = scope.agreements(row.case.id).await?.unwrap_or_default();
            let grades = said.grades.into_iter();
            let grades = grades.map(|(question, said)| (question, said.agreed.grade));
            cases.push((row.theme.clone(), grades.collect()));
        }
        Ok(Agreed { cases })
    }

    /// How many children each grade was agreed for, by theme; none where a group has no grade.
    fn tile(&self, form: &Form, group: &str) -> Option<TileView> {
        let (id, options) = graded(form, group)?;
        let themes: BTreeSet<&str> = self.cases.iter().map(|(theme, _)| theme.as_str()).collect();
        let count = |theme: &str, value: Option<&str>| {
            let of = self
                .cases
                .iter()
                .filter(|(of, grades)| of == theme && grades.get(id).map(String::as_str) == value);
            let count = u32::try_from(of.count()).unwrap_or(u32::MAX);
            amount(Amount::Count(count), count)
        };
        let values = || options.iter().map(|option| Some(option.value.as_str()));
        let row = |theme: &&str| {
            let cells = values().chain([None]).map(|value| count(theme, value));
            ((*theme).to_string(), cells.collect())
        };
        let labels = options.iter().map(|option| option.label.en().to_string());
        Some(TileView {
            id: format!("{group}.agreed"),
            title: "Agreed by the meetings".to_string(),
            counts: (
                "Agreed by the meetings: children, each once".to_string(),
                "A grade counts once its meeting has recorded it with a reason.".to_string(),
            ),
            rows_are: "Theme of the audit".to_string(),
            columns: labels.chain(["Not agreed yet".to_string()]).collect(),
            rows: themes.iter().map(row).collect(),
            figures: Vec::new(),
            notes: Vec::new(),
        })
    }
}

/// The graded question that a group is about, with its options, the best first.
fn graded<'f>(form: &'f Form, group: &str) -> Option<(&'f str, Vec<&'f ScaleOption>)> {
    let (_, id) = group.split_once('.')?;
    let position = form.position(id)?;
    let graded = form.entries().iter().enumerate().find_map(|(at, entry)| {
        let here = at == position || entry.parent == Some(position);
        match &entry.question {
            Question::Rating(asked) if here => asked.kind.on.as_ref().map(|scale| (asked, scale)),
            _ => None,
        }
    });
    let (asked, scale) = graded?;
    let is_grade = scale.counted_as == Some(CountedAs::Grade);
    let mut options: Vec<&ScaleOption> = scale.options.iter().collect();
    options.retain(|option| option.points.is_some());
    options.sort_by_key(|option| std::cmp::Reverse(option.points));
    is_grade.then_some((asked.common.id.as_str(), options))
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
