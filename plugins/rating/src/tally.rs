//! Counting points over a set of scored questions, and saying so.

use crate::band::Certain;
use fourlens_contract::{Fact, RatedQuestion, Standing, forms::definition::Band};

/// The points of a set of scored questions.
#[derive(Debug, Default)]
pub(crate) struct Tally<'a> {
    pub(crate) sum: i64,
    pub(crate) max: i64,
    pub(crate) n: u32,
    pub(crate) na: u32,
    /// The fewest points of a critical question that is answered.
    pub(crate) critical_lowest: Option<i64>,
    pub(crate) blanks: Vec<RatedQuestion<'a>>,
    failing: Vec<String>,
    critical_na: Vec<String>,
    only: Option<RatedQuestion<'a>>,
}

impl<'a> Tally<'a> {
    pub(crate) fn of<'s>(questions: impl IntoIterator<Item = &'s RatedQuestion<'a>>) -> Tally<'a>
    where
        'a: 's,
    {
        let mut tally = Tally::default();
        for (index, scored) in questions.into_iter().enumerate() {
            tally.only = (index == 0).then_some(*scored);
            tally.add(scored);
        }
        tally
    }

    fn add(&mut self, scored: &RatedQuestion<'a>) {
        if scored.standing == Standing::NotApplicable {
            self.na += 1;
            self.critical_na
                .extend(scored.rating.critical.then(|| scored.id.to_string()));
            return;
        }
        self.n += 1;
        self.max += scored.scale.highest();
        let Some(points) = scored.points() else {
            self.blanks.push(*scored);
            return;
        };
        self.sum += points;
        if scored.rating.critical {
            self.critical_lowest = Some(
                self.critical_lowest
                    .map_or(points, |lowest| lowest.min(points)),
            );
        }
        self.failing
            .extend(scored.fails().then(|| scored.id.to_string()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.n == 0 && self.na == 0
    }

    /// The fact of this tally, with the band that is certain.
    pub(crate) fn fact(&self, measure: String, band: Option<Certain<'_>>) -> Fact {
        let missing: Vec<String> = self
            .blanks
            .iter()
            .map(|scored| scored.id.to_string())
            .collect();
        Fact {
            measure,
            value: missing.is_empty().then_some(self.sum),
            max: self.max,
            band: band.map(|certain| certain.band.id.clone()),
            badges: Vec::new(),
            n: self.n,
            na: self.na,
            critical: self.failing.clone(),
            determined: missing.is_empty(),
            because: self.because(&missing, band.map(|certain| certain.band)),
            missing,
        }
    }

    /// The fact of the whole form: sections by band and critical failures, no sum and no band.
    pub(crate) fn overall(&self, sections: &[Fact], bands: &[Band]) -> Fact {
        let counted: Vec<String> = bands
            .iter()
            .map(|band| {
                (
                    band,
                    sections
                        .iter()
                        .filter(|fact| fact.band.as_ref() == Some(&band.id))
                        .count(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .map(|(band, count)| format!("{count} {}", band.label.en()))
            .collect();
        let fact = self.fact("overall".to_string(), None);
        let mut because = match (fact.missing.as_slice(), counted.is_empty()) {
            ([], true) => "No section has a band".to_string(),
            ([], false) => format!("Sections by band: {}", counted.join(", ")),
            (missing, _) => not_yet(missing).trim_end_matches('.').to_string(),
        };
        because.push_str(&match self.failing.as_slice() {
            [] => ". No critical question fails.".to_string(),
            failing => format!(". Critical questions that fail: {}.", failing.join(", ")),
        });
        because.push_str(&self.says_critical_na());
        Fact {
            value: None,
            because,
            ..fact
        }
    }

    fn because(&self, missing: &[String], band: Option<&Band>) -> String {
        if let (Some(scored), true) = (&self.only, self.n + self.na == 1) {
            return one(scored);
        }
        if self.n == 0 {
            return format!(
                "All {} questions are answered not applicable.{}",
                self.na,
                self.says_critical_na()
            );
        }
        let mut sentence = match missing {
            [] => format!(
                "{} of {} points over {} questions.",
                self.sum, self.max, self.n
            ),
            missing => not_yet(missing),
        };
        if let Some(band) = band {
            let certainly = if missing.is_empty() {
                ""
            } else {
                " whatever is still missing"
            };
            sentence.push_str(&format!(
                " {}{certainly}: {}",
                band.label.en(),
                band.because.en()
            ));
        }
        if !self.failing.is_empty() {
            sentence.push_str(&format!(
                " Critical questions that fail: {}.",
                self.failing.join(", ")
            ));
        }
        sentence + &self.says_critical_na()
    }

    fn says_critical_na(&self) -> String {
        match self.critical_na.as_slice() {
            [] => String::new(),
            ids => format!(
                " Critical questions answered not applicable: {}.",
                ids.join(", ")
            ),
        }
    }
}

/// What is said of a measure with blanks in it.
pub(crate) fn not_yet(missing: &[String]) -> String {
    let answers = if missing.len() == 1 {
        "1 answer is"
    } else {
        &format!("{} answers are", missing.len())
    };
    format!(
        "Not scored yet: {answers} missing ({}).",
        missing.join(", ")
    )
}

fn one(scored: &RatedQuestion<'_>) -> String {
    match scored.standing {
        Standing::Blank => not_yet(&[scored.id.to_string()]),
        Standing::NotApplicable => format!("{} is answered not applicable.", scored.id),
        Standing::Rated(value) => {
            let label = scored
                .scale
                .option(value)
                .map_or(value, |option| option.label.en());
            let points = scored.points().unwrap_or_default();
            let fails = if scored.fails() {
                " It is critical, and fails."
            } else {
                ""
            };
            format!(
                "{} is rated {value}, {label}: {points} of {} points.{fails}",
                scored.id,
                scored.scale.highest()
            )
        }
    }
}
