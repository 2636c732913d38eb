//! What a plugin reports of many returns: tiles of figures as data, never as a page. A tile says
//! what its figures count, why they are what they are and how many each rests on. It knows no
//! page, and hides nothing: disclosure control is the host's.

use crate::Fact;
use serde::Serialize;
use std::fmt;

/// Figures that rest on fewer children than this are hidden from all but the audit team and whoever
/// answers for the return (design decision 20).
pub const FEWEST_CHILDREN: u32 = 5;

/// A return as a report sees it: the groups it counts in and what was computed from it. There is
/// one for each case and organisation that was asked.
#[derive(Debug, Clone, Copy)]
pub struct ReportedReturn<'a> {
    /// The organisation's name, as the partnership tells it from others.
    pub organisation: &'a str,
    /// The reference of the case, which names no one.
    pub case: &'a str,
    /// The subject of the audit.
    pub theme: &'a str,
    /// The quarter it belongs to, written so that quarters sort: `2026 Q4`.
    pub quarter: &'a str,
    /// The facts of the submission that stands; none while nothing is handed in.
    pub facts: Option<&'a [Fact]>,
}

/// A piece of a report, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// Its name, the same in every report: `grade.KG1.by_agency`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What was counted.
    pub table: CountTable,
    /// What was worked out from the counts.
    pub figures: Vec<Figure>,
    /// What a reader must know besides.
    pub notes: Vec<String>,
}

/// Counts in rows and columns; without a row there is nothing to count yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountTable {
    /// What each cell counts.
    pub counts: String,
    /// How it counts, in a sentence.
    pub because: String,
    /// What the rows are.
    pub rows_are: String,
    /// The headings of the cells.
    pub columns: Vec<String>,
    /// The rows in their order.
    pub rows: Vec<CountRow>,
}

/// A row of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountRow {
    /// What the row is about.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// One place in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What stands there.
    pub amount: Amount,
    /// How many children, people or organisations are counted in it.
    pub rests_on: u32,
}

/// A figure beside a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What it is called.
    pub title: String,
    /// What it counts.
    pub counts: String,
    /// What it comes to.
    pub amount: Amount,
    /// How many children, people or organisations it was worked out from.
    pub rests_on: u32,
    /// Why it is what it is, in a sentence.
    pub because: String,
}

/// What a figure comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// So many.
    Count(u32),
    /// So many of so many, with no percentage because they are too few.
    Of {
        /// So many.
        count: u32,
        /// Of so many.
        of: u32,
    },
    /// So many of so many, and their percentage.
    Share {
        /// So many.
        count: u32,
        /// Of so many.
        of: u32,
    },
    /// A quotient, kept in whole numbers until it is shown.
    Quotient {
        /// What is divided.
        dividend: i64,
        /// By what; never 0.
        divisor: i64,
    },
    /// It cannot be computed; the figure says why.
    NotComputed,
}

impl Amount {
    /// The percentage of a share, to the nearest whole number, halves upwards; none of nothing.
    pub fn percent(&self) -> Option<u32> {
        match *self {
            Amount::Share { count, of } if of > 0 => {
                let (count, of) = (u64::from(count), u64::from(of));
                u32::try_from((200 * count + of) / (2 * of)).ok()
            }
            _ => None,
        }
    }

    /// A quotient with this many decimals, halves away from zero; none of anything else.
    pub fn decimals(&self, places: u32) -> Option<String> {
        let Amount::Quotient { dividend, divisor } = *self else {
            return None;
        };
        let scale = 10_i128.pow(places);
        let (above, below) = (i128::from(dividend) * scale, i128::from(divisor));
        let rounded = (2 * above.abs() + below.abs()) / (2 * below.abs());
        let minus = match rounded > 0 && (dividend < 0) != (divisor < 0) {
            true => "−",
            false => "",
        };
        let (whole, rest) = (rounded / scale, rounded % scale);
        let width = places as usize;
        Some(match places {
            0 => format!("{minus}{whole}"),
            _ => format!("{minus}{whole}.{rest:0width$}"),
        })
    }
}

impl fmt::Display for Amount {
    /// As a page shows it: “6 of 10 (60%)”, a quotient with two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Count(count) => write!(f, "{count}"),
            Amount::Of { count, of } => write!(f, "{count} of {of}"),
            Amount::Share { count, of } => match self.percent() {
                Some(percent) => write!(f, "{count} of {of} ({percent}%)"),
                None => write!(f, "{count} of {of}"),
            },
            Amount::Quotient { .. } => f.write_str(&self.decimals(2).unwrap_or_default()),
            Amount::NotComputed => f.write_str("cannot be computed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    fn share(count: u32, of: u32) -> String {
        Amount::Share { count, of }.to_string()
    }

    #[test]
    fn a_share_is_shown_with_its_counts_and_a_whole_percentage() {
        assert_eq!(share(6, 10), "6 of 10 (60%)");
        assert_eq!(share(1, 3), "1 of 3 (33%)");
        assert_eq!(share(1, 8), "1 of 8 (13%)");
        assert_eq!(share(0, 7), "0 of 7 (0%)");
        assert_eq!(share(0, 0), "0 of 0");
        assert_eq!(Amount::Of { count: 3, of: 4 }.to_string(), "3 of 4");
    }

    #[test]
    fn a_quotient_is_divided_when_it_is_shown() {
        let quotient = |dividend, divisor| Amount::Quotient { dividend, divisor };
        assert_eq!(quotient(34, 74).to_string(), "0.46");
        assert_eq!(quotient(-30, 47).to_string(), "−0.64");
        assert_eq!(quotient(-30, 47).decimals(4).as_deref(), Some("−0.6383"));
        assert_eq!(quotient(26, 26).to_string(), "1.00");
        assert_eq!(quotient(-1, 1000).to_string(), "0.00");
        assert_eq!(Amount::NotComputed.to_string(), "cannot be computed");
    }
}
