//! The band and the badges that no answer still missing could change.
//!
//! Every way of answering the blanks leads to a (sum, n, lowest critical) that the bands' own
//! conditions read. The set of those that can be reached grows by one blank at a time and stays
//! small, so all are tried: the band is certain when each of them leads to it.

use crate::tally::Tally;
use chrono::NaiveDate;
use fourlens_contract::{
    RatedQuestion,
    forms::{
        definition::{Badge, Band},
        expression::{Known, Scope, Value},
    },
};
use std::collections::BTreeSet;

/// A band that holds whatever is still missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Certain<'b> {
    pub(crate) band: &'b Band,
}

/// What a band's condition may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    sum: i64,
    n: u32,
    critical_lowest: Option<i64>,
}

/// Everything that answering the blanks of a tally could lead to.
pub(crate) struct Reachable(BTreeSet<Reached>);

impl Reachable {
    pub(crate) fn of(tally: &Tally<'_>) -> Reachable {
        let blanks = u32::try_from(tally.blanks.len()).unwrap_or(u32::MAX);
        let known = Reached {
            sum: tally.sum,
            n: tally.n - blanks,
            critical_lowest: tally.critical_lowest,
        };
        let mut reachable = BTreeSet::from([known]);
        for blank in &tally.blanks {
            reachable = reachable
                .iter()
                .flat_map(|reached| reached.answering(blank))
                .collect();
        }
        Reachable(reachable)
    }

    /// The band, if no answer still missing could change it. A set in which every question is
    /// answered *not applicable* has none.
    pub(crate) fn certain<'b>(&self, bands: &'b [Band]) -> Option<Certain<'b>> {
        let mut found = self.0.iter().map(|reached| band_of(bands, *reached));
        let first = found.next()??;
        found
            .all(|other| other.is_some_and(|band| band.id == first.id))
            .then_some(Certain { band: first })
    }

    /// The badges that are earned whatever is still missing.
    pub(crate) fn earned<'b>(&self, badges: &'b [Badge]) -> Vec<&'b Badge> {
        let earns = |badge: &&Badge| {
            let earns = |reached: &Reached| reached.n > 0 && badge.when.evaluate(reached).is_true();
            self.0.iter().all(earns)
        };
        badges.iter().filter(earns).collect()
    }
}

fn band_of(bands: &[Band], reached: Reached) -> Option<&Band> {
    (reached.n > 0).then(|| {
        bands
            .iter()
            .find(|band| band.when.evaluate(&reached).is_true())
    })?
}

impl Reached {
    /// Where each answer to a blank would lead.
    fn answering(self, blank: &RatedQuestion<'_>) -> Vec<Reached> {
        let points = blank
            .scale
            .options
            .iter()
            .filter_map(|option| option.points);
        let rated = points.map(|points| {
            let lowest = self
                .critical_lowest
                .map_or(points, |lowest| lowest.min(points));
            Reached {
                sum: self.sum + points,
                n: self.n + 1,
                critical_lowest: if blank.rating.critical {
                    Some(lowest)
                } else {
                    self.critical_lowest
                },
            }
        });
        rated
            .chain(blank.rating.not_applicable.then_some(self))
            .collect()
    }
}

impl Scope for Reached {
    fn value(&self, name: &str) -> Known {
        let value = match name {
            "sum" => Value::Number(self.sum as f64),
            "n" => Value::Number(f64::from(self.n)),
            "critical_lowest" => self
                .critical_lowest
                .map_or(Value::Blank, |points| Value::Number(points as f64)),
            _ => Value::Blank,
        };
        Known {
            value,
            determined: true,
        }
    }

    fn own(&self) -> Known {
        Known {
            value: Value::Blank,
            determined: true,
        }
    }

    /// A band reads points only; no day changes it.
    fn today(&self) -> NaiveDate {
        NaiveDate::default()
    }
}
