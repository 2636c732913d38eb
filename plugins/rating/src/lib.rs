//! Scores forms whose questions are rated on scales. It reads points, bands and critical marks
//! from the definition and holds no threshold and no question id of its own.
//!
//! A measure is the sum of points over the questions that count (`n`: applicable, not answered
//! *not applicable*, blanks included), of the highest points times `n`. With a blank in it a
//! measure has no value and lists what is missing.

mod band;
mod suggest;
mod tally;

use fourlens_contract::{Effect, Event, Fact, Fault, Manifest, Plugin, View};
use tally::Tally;

/// The plugin.
#[derive(Debug, Clone, Copy, Default)]
pub struct RatingPlugin;

impl Plugin for RatingPlugin {
    fn manifest(&self) -> Manifest {
        Manifest {
            key: "rating",
            version: "1",
        }
    }

    fn score(&self, view: &View<'_>) -> Result<Vec<Fact>, Fault> {
        let questions: Vec<_> = view.scored().collect();
        let undecided = view.undecided();
        let mut facts: Vec<Fact> = questions
            .iter()
            .map(|scored| Tally::of([scored]).fact(format!("question.{}", scored.id), None))
            .collect();
        let mut sections = Vec::new();
        for (position, section) in view.scored_sections() {
            let tally = Tally::of(questions.iter().filter(|scored| scored.section == position));
            let band = band::certain(&view.package().bands, &tally);
            let fact = tally.fact(format!("section.{}", section.id), band);
            sections.push(fact.but_undecided(&view.undecided_in(position)));
        }
        for theme in &view.package().themes {
            let tally = Tally::of(
                questions
                    .iter()
                    .filter(|scored| scored.themes.contains(&theme.id)),
            );
            if !tally.is_empty() {
                facts.push(
                    tally
                        .fact(format!("theme.{}", theme.id), None)
                        .but_undecided(&undecided),
                );
            }
        }
        let overall = Tally::of(&questions).overall(&sections, &view.package().bands);
        facts.extend(sections);
        facts.push(overall.but_undecided(&undecided));
        Ok(facts)
    }

    fn on_event(&self, event: Event, view: &View<'_>) -> Vec<Effect> {
        match event {
            Event::Submitted => suggest::actions(view)
                .into_iter()
                .map(Effect::SuggestAction)
                .collect(),
        }
    }
}

/// Facts about a set whose members an answer still missing could change.
trait ButUndecided {
    fn but_undecided(self, undecided: &[String]) -> Self;
}

impl ButUndecided for Fact {
    fn but_undecided(mut self, undecided: &[String]) -> Fact {
        if undecided.is_empty() {
            return self;
        }
        self.missing.extend(undecided.iter().cloned());
        self.because = tally::not_yet(&self.missing);
        Fact {
            value: None,
            band: None,
            determined: false,
            ..self
        }
    }
}
