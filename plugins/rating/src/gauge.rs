//! Gauges: of the ratings given, how many have evidence whose review date has not passed. They
//! stand beside the scores and count into none of them.

use crate::tally::not_yet;
use fourlens_contract::{Fact, RatedQuestion, Standing, View, forms::definition::Gauge};

/// Each gauge as a whole and by section.
pub(crate) fn facts(view: &View<'_>, questions: &[RatedQuestion<'_>]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for gauge in &view.package().gauges {
        let whole = fact(view, gauge, questions.iter());
        facts.push(Fact {
            measure: format!("gauge.{}", gauge.id),
            ..whole
        });
        for (position, section) in view.scored_sections() {
            let here = questions.iter();
            let here = here.filter(|scored| scored.section == position);
            facts.push(Fact {
                measure: format!("gauge.{}.{}", gauge.id, section.id),
                ..fact(view, gauge, here)
            });
        }
    }
    facts
}

fn fact<'a>(
    view: &View<'_>,
    gauge: &Gauge,
    questions: impl Iterator<Item = &'a RatedQuestion<'a>>,
) -> Fact {
    let (mut shown, mut n, mut na) = (0, 0, 0);
    let mut missing = Vec::new();
    for scored in questions {
        match scored.standing {
            Standing::NotApplicable => na += 1,
            Standing::Blank => {
                n += 1;
                missing.push(scored.id.to_string());
            }
            Standing::Rated(_) => {
                n += 1;
                shown += i64::from(view.has_evidence_in_date(scored, &gauge.part));
            }
        }
    }
    let because = match missing.as_slice() {
        [] => format!("{shown} of {n} ratings. {}", gauge.because.en()),
        missing => not_yet(missing),
    };
    Fact {
        measure: String::new(),
        value: missing.is_empty().then_some(shown),
        max: i64::from(n),
        band: None,
        badges: Vec::new(),
        n,
        na,
        critical: Vec::new(),
        determined: missing.is_empty(),
        missing,
        because,
    }
}
