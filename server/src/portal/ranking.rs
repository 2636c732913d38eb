//! Which of a return's questions are strongest, weakest and critical, from its facts. A rating is
//! known by its points, so no answer is read for it.

use crate::{plugins, store::FactPack};
use fourlens_app::portal::{CriticalQuestions, Ranked, RatedQuestion};
use fourlens_forms::{form::Form, question::Question};
use std::cmp::Ordering;

/// Questions named as strongest and weakest.
const NAMED: usize = 5;

/// A question that is rated or answered *not applicable*.
struct Rated {
    question: RatedQuestion,
    /// Points and the most it could have; none for *not applicable*.
    points: Option<(i64, i64)>,
    low: bool,
    fails: bool,
}

/// The rated questions of a return, in the order of its facts.
pub(super) struct Ranking(Vec<Rated>);

impl Ranking {
    /// The questions that these facts tell of.
    pub(super) fn of(form: &Form, packs: &[FactPack]) -> Ranking {
        let rated = plugins::facts(packs).filter_map(|fact| {
            let id = fact.measure.strip_prefix("question.")?;
            let Question::Rating(asked) = form.find(id)? else {
                return None;
            };
            let points = (fact.n > 0).then_some((fact.value, fact.max));
            let option = match points {
                Some((value, _)) => {
                    let value = value?;
                    let options = &asked.kind.on.as_ref()?.options;
                    options.iter().find(|option| option.points == Some(value))
                }
                None => None,
            };
            let rating = option.map_or("Not applicable", |option| option.label.en());
            let critical = asked.kind.critical;
            Some(Rated {
                question: RatedQuestion {
                    question: form.called(id).to_string(),
                    label: asked.common.label.en().to_string(),
                    rating: rating.to_string(),
                    critical,
                },
                points: points.and_then(|(value, max)| Some((value?, max))),
                low: option.is_some_and(|option| option.suggests_action),
                fails: critical && option.is_some_and(|option| option.fails_critical),
            })
        });
        Ranking(rated.collect())
    }

    /// The best shares of points first, critical questions first among equals.
    pub(super) fn strongest(&self) -> Ranked {
        let mut strong: Vec<&Rated> = self.counted().filter(|rated| !rated.low).collect();
        strong.sort_by(|a, b| by_share(b, a).then(critical_first(a, b)));
        named(&strong)
    }

    /// The lowest shares of points first, critical questions first among equals.
    pub(super) fn weakest(&self) -> Ranked {
        let mut weak: Vec<&Rated> = self.counted().filter(|rated| rated.low).collect();
        weak.sort_by(|a, b| by_share(a, b).then(critical_first(a, b)));
        named(&weak)
    }

    /// Critical questions that someone should know of.
    pub(super) fn critical(&self) -> CriticalQuestions {
        let those = |holds: fn(&Rated) -> bool| {
            let critical = self.0.iter().filter(|rated| rated.question.critical);
            critical
                .filter(|rated| holds(rated))
                .map(|rated| rated.question.clone())
                .collect()
        };
        CriticalQuestions {
            failing: those(|rated| rated.fails),
            low: those(|rated| rated.low && !rated.fails),
            not_applicable: those(|rated| rated.points.is_none()),
        }
    }

    fn counted(&self) -> impl Iterator<Item = &Rated> {
        self.0.iter().filter(|rated| rated.points.is_some())
    }
}

/// Integers only: the shares' cross products.
fn by_share(a: &Rated, b: &Rated) -> Ordering {
    let ((a, a_max), (b, b_max)) = (a.points.unwrap_or_default(), b.points.unwrap_or_default());
    (a * b_max).cmp(&(b * a_max))
}

fn critical_first(a: &Rated, b: &Rated) -> Ordering {
    b.question.critical.cmp(&a.question.critical)
}

fn named(ranked: &[&Rated]) -> Ranked {
    let (first, rest) = ranked.split_at(ranked.len().min(NAMED));
    let like_the_last = |rated: &&&Rated| {
        first
            .last()
            .is_some_and(|last| by_share(rated, last) == Ordering::Equal)
    };
    Ranked {
        questions: first.iter().map(|rated| rated.question.clone()).collect(),
        unnamed: rest.len(),
        equal: rest.iter().filter(like_the_last).count(),
        full: first
            .first()
            .and_then(|best| best.points)
            .is_some_and(|(value, max)| value == max),
    }
}
