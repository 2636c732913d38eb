//! How far two agencies agree on the same children: a tile for each pair of agencies and each
//! grade. Pairs are never put together: there is no kappa of all.

use super::{answer, kappa::Agreement, size};
use crate::counted::Counted;
use fourlens_contract::{
    Amount, Cell, CountRow, CountTable, FEWEST_CHILDREN, Figure, ReportedReturn, Tile,
};
use std::collections::{BTreeMap, BTreeSet};

/// The children both were asked about.
const CHILDREN: &str = "Children graded by both agencies";

/// Two agencies and what they say of the same children.
struct Pair<'a> {
    first: &'a str,
    second: &'a str,
    agreement: Agreement,
    /// Children both were asked about and not both graded.
    left_out: u32,
}

pub(super) fn tiles(grade: &Counted<'_>, returns: &[ReportedReturn<'_>]) -> Vec<Tile> {
    pairs(grade, returns)
        .iter()
        .map(|pair| pair.tile(grade))
        .collect()
}

fn pairs<'a>(grade: &Counted<'_>, returns: &[ReportedReturn<'a>]) -> Vec<Pair<'a>> {
    let mut places: BTreeMap<(&str, &str), Option<usize>> = BTreeMap::new();
    for of in returns {
        let place = answer(of, &grade.measure).and_then(|value| grade.order.place(value));
        places.insert((of.organisation, of.case), place);
    }
    let agencies: BTreeSet<&str> = returns.iter().map(|of| of.organisation).collect();
    let cases: BTreeSet<&str> = returns.iter().map(|of| of.case).collect();
    let mut pairs = Vec::new();
    for first in &agencies {
        for second in agencies.iter().filter(|second| *second > first) {
            let of = |agency: &str, case: &str| places.get(&(agency, case)).copied();
            let asked = cases
                .iter()
                .filter_map(|case| Some((of(first, case)?, of(second, case)?)));
            let asked: Vec<_> = asked.collect();
            if asked.is_empty() {
                continue;
            }
            let both = asked
                .iter()
                .filter_map(|(first, second)| (*first).zip(*second));
            let agreement = Agreement::of(grade.order.places.len(), both);
            pairs.push(Pair {
                first,
                second,
                left_out: size(asked.len()) - agreement.children(),
                agreement,
            });
        }
    }
    pairs
}

impl Pair<'_> {
    fn tile(&self, grade: &Counted<'_>) -> Tile {
        let n = self.agreement.children();
        let note = match n {
            0 => Some("No child has been graded by both agencies yet.".to_string()),
            n if n < FEWEST_CHILDREN => Some(format!(
                "Fewer than {FEWEST_CHILDREN} children were graded by both: neither a percentage nor kappa is worked out."
            )),
            _ => None,
        };
        Tile {
            id: format!("{}.agreement.{}.{}", grade.measure, self.first, self.second),
            title: format!(
                "{}: how far {} and {} agree",
                grade.title, self.first, self.second
            ),
            table: self.table(grade),
            figures: if n == 0 {
                Vec::new()
            } else {
                self.figures(grade)
            },
            notes: note.into_iter().collect(),
        }
    }

    /// Rows are the first agency's grades, columns the second's, worst first, with their sums.
    fn table(&self, grade: &Counted<'_>) -> CountTable {
        let (agreement, places) = (&self.agreement, &grade.order.places);
        let cell = |count| Cell {
            amount: Amount::Count(count),
            rests_on: count,
        };
        let all = 0..places.len();
        let row =
            |(first, option): (usize, &&fourlens_contract::forms::definition::ScaleOption)| {
                let cells = all
                    .clone()
                    .map(|second| cell(agreement.cell(first, second)));
                CountRow {
                    label: option.label.en().to_string(),
                    cells: cells.chain([cell(agreement.row(first))]).collect(),
                }
            };
        let mut rows: Vec<CountRow> = places.iter().enumerate().map(row).collect();
        let sums = all.clone().map(|second| cell(agreement.column(second)));
        rows.push(CountRow {
            label: "All".to_string(),
            cells: sums.chain([cell(agreement.children())]).collect(),
        });
        let headings = places
            .iter()
            .map(|option| format!("{}: {}", self.second, option.label.en()));
        CountTable {
            counts: CHILDREN.to_string(),
            because: "Each child stands once, where the grades of the two agencies meet."
                .to_string(),
            rows_are: format!("Grade by {}", self.first),
            columns: headings.chain(["All".to_string()]).collect(),
            rows: if agreement.children() == 0 {
                Vec::new()
            } else {
                rows
            },
        }
    }

    fn figures(&self, grade: &Counted<'_>) -> Vec<Figure> {
        let n = self.agreement.children();
        let enough = n >= FEWEST_CHILDREN;
        let mut figures = vec![self.same(enough)];
        figures.extend(enough.then(|| self.kappa()));
        for steps in 1..grade.order.places.len() {
            let title = match steps {
                1 => "One step apart".to_string(),
                steps => format!("{steps} steps apart"),
            };
            let count = self.agreement.apart(steps);
            let because = "Counted from the table: how far apart the two grades stand.";
            figures.push(counted(title, count, n, because.to_string()));
        }
        let (first, second) = self.agreement.higher();
        for (agency, count) in [(self.first, first), (self.second, second)] {
            let because =
                "Counted from the table: kappa does not see which of the two grades higher.";
            figures.push(counted(
                format!("Graded higher by {agency}"),
                count,
                n,
                because.to_string(),
            ));
        }
        figures.push(self.left_out());
        figures
    }

    fn same(&self, enough: bool) -> Figure {
        let (count, of) = (self.agreement.apart(0), self.agreement.children());
        let because = format!("Both gave {count} of {of} children the same grade.");
        let figure = counted("Graded the same".to_string(), count, of, because);
        match enough {
            true => Figure {
                amount: Amount::Share { count, of },
                ..figure
            },
            false => figure,
        }
    }

    fn kappa(&self) -> Figure {
        let sums = self.agreement.sums();
        let (n, d, s) = (sums.children, sums.seen, sums.expected);
        let (amount, because) = match sums.kappa() {
            Some((dividend, divisor)) => (
                Amount::Quotient { dividend, divisor },
                format!(
                    "({s} − {n} × {d}) ÷ {s}: agreement beyond chance, where two steps apart weigh twice as much as one (Cohen 1968). 1 is full agreement, 0 what chance would give, and below 0 less than that."
                ),
            ),
            None => (
                Amount::NotComputed,
                "Agreement cannot be computed: both agencies gave every child the same grade."
                    .to_string(),
            ),
        };
        Figure {
            title: "Weighted kappa".to_string(),
            counts: CHILDREN.to_string(),
            amount,
            rests_on: self.agreement.children(),
            because,
        }
    }

    fn left_out(&self) -> Figure {
        Figure {
            title: "Children left out".to_string(),
            counts: "Children both agencies were asked about and not both graded".to_string(),
            amount: Amount::Count(self.left_out),
            rests_on: self.left_out,
            because: "An audit is not handed in, or has no grade here.".to_string(),
        }
    }
}

/// So many of the children graded by both.
fn counted(title: String, count: u32, of: u32, because: String) -> Figure {
    Figure {
        title,
        counts: CHILDREN.to_string(),
        amount: Amount::Of { count, of },
        rests_on: count,
        because,
    }
}
