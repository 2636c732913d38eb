//! What case audits say together: made from answers, through facts, to tiles. The arithmetic of
//! the tables of agreement stands in `plugins/kloe/src/report/kappa/tests.rs`.

mod agreement;
mod counts;

use chrono::NaiveDate;
use fourlens_contract::{Amount, Fact, Fault, Manifest, Plugin, ReportedReturn, Tile, View};
use fourlens_forms::{answers::Answers, form::Form, journey::Journey, load};
use fourlens_server::plugins::{self, PluginHost};
use serde_json::{Value as Json, json};
use std::sync::Arc;

const CARE: &str = "Children's services";
const HEALTH: &str = "Health visiting";
const POLICE: &str = "Police";

const GRADES: [&str; 3] = ["not_yet", "meets", "exceeds"];

/// One agency's audit of one child; without answers it is not handed in.
struct Audit {
    agency: &'static str,
    case: String,
    theme: &'static str,
    quarter: &'static str,
    answers: Option<Json>,
}

fn audit(agency: &'static str, case: usize, answers: Json) -> Audit {
    Audit {
        agency,
        case: format!("NEG-26Q3-{case:02}"),
        theme: "Neglect",
        quarter: "2026 Q3",
        answers: Some(answers),
    }
}

/// The audits of children whom two agencies gave these grades: rows are the first agency's.
fn graded(question: &str, of: [&'static str; 2], table: [[usize; 3]; 3]) -> Vec<Audit> {
    let mut audits = Vec::new();
    let places = (0..3).flat_map(|first| (0..3).map(move |second| (first, second)));
    let children = places.flat_map(|at| std::iter::repeat_n(at, table[at.0][at.1]));
    for ((first, second), child) in children.zip(1..) {
        for (agency, place) in of.into_iter().zip([first, second]) {
            audits.push(audit(agency, child, json!({ question: GRADES[place] })));
        }
    }
    audits
}

fn form() -> Form {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../forms/definitions/kloe-audit.yaml"
    );
    let source = std::fs::read_to_string(file).expect("the audit is there");
    load::form(&source).expect("the audit is sound")
}

fn tiles(audits: &[Audit]) -> Vec<Tile> {
    let (form, host) = (form(), PluginHost::default());
    let day = NaiveDate::from_ymd_opt(2026, 10, 1).expect("a day");
    let facts: Vec<Option<Vec<Fact>>> = audits
        .iter()
        .map(|audit| {
            let answers: Answers = serde_json::from_value(audit.answers.clone()?).expect("answers");
            let packs = host.score(&Journey::new(&form, answers, day));
            Some(plugins::facts(&packs).cloned().collect())
        })
        .collect();
    let returns = audits
        .iter()
        .zip(&facts)
        .map(|(audit, facts)| ReportedReturn {
            organisation: audit.agency,
            case: &audit.case,
            theme: audit.theme,
            quarter: audit.quarter,
            facts: facts.as_deref(),
        });
    host.report(&form, &returns.collect::<Vec<_>>())
}

fn tile<'t>(tiles: &'t [Tile], id: &str) -> &'t Tile {
    let found = tiles.iter().find(|tile| tile.id == id);
    found.unwrap_or_else(|| panic!("there is no tile {id}"))
}

/// A table as a page would show it.
fn shown(tile: &Tile) -> Vec<String> {
    let head = format!("{}: {}", tile.table.rows_are, tile.table.columns.join(", "));
    let rows = tile.table.rows.iter().map(|row| {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell.amount.to_string())
            .collect();
        format!("{}: {}", row.label, cells.join(", "))
    });
    [head].into_iter().chain(rows).collect()
}

/// A tile's figures as a page would show them.
fn figures(tile: &Tile) -> Vec<(&str, String)> {
    let figures = tile.figures.iter();
    figures
        .map(|figure| (figure.title.as_str(), figure.amount.to_string()))
        .collect()
}

#[test]
fn no_tile_holds_a_mean_and_every_figure_says_what_it_counts_and_why() {
    let table = [[2, 1, 0], [1, 3, 1], [0, 1, 1]];
    for tile in tiles(&graded("KG1", [CARE, POLICE], table)) {
        assert!(!tile.table.counts.is_empty() && tile.table.because.ends_with('.'));
        for row in &tile.table.rows {
            assert_eq!(row.cells.len(), tile.table.columns.len(), "{}", tile.id);
            let quotient = |amount| matches!(amount, Amount::Quotient { .. });
            assert!(!row.cells.iter().any(|cell| quotient(cell.amount)));
        }
        for figure in &tile.figures {
            assert!(!figure.counts.is_empty() && figure.because.ends_with('.'));
            let divides = matches!(figure.amount, Amount::Quotient { .. });
            assert!(!divides || figure.title == "Weighted kappa", "{figure:?}");
        }
    }
}

#[test]
fn without_any_audit_the_tiles_are_there_and_empty() {
    let tiles = tiles(&[]);
    assert_eq!(tiles.len(), 10 * 3 + 1);
    assert!(tiles.iter().all(|tile| tile.table.rows.is_empty()));
    assert_eq!(
        tile(&tiles, "prompts.evident").notes,
        ["No prompt was rated “Not evident on the record”."]
    );
}

/// A plugin that breaks whenever it is asked to report.
struct Broken;

impl Plugin for Broken {
    fn manifest(&self) -> Manifest {
        Manifest {
            key: "kloe",
            version: "0",
        }
    }

    fn score(&self, _: &View<'_>) -> Result<Vec<Fact>, Fault> {
        Ok(Vec::new())
    }

    fn report(&self, _: &Form, _: &[ReportedReturn<'_>]) -> Vec<Tile> {
        panic!("it breaks")
    }
}

#[test]
fn a_plugin_that_breaks_while_reporting_reports_nothing() {
    let host = PluginHost::of(vec![Arc::new(Broken)]);
    assert_eq!(host.report(&form(), &[]), Vec::new());
}
