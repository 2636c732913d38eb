//! Scores forms whose questions are rated on scales. It reads points, bands and critical marks
//! from the definition and holds no threshold and no question id of its own.
//!
//! A measure is the sum of points over the questions that count (`n`: applicable, not answered
//! *not applicable*, blanks included), of the highest points times `n`. With a blank in it a
//! measure has no value and lists what is missing.

mod band;
mod gauge;
mod suggest;
mod tally;

use fourlens_contract::{
    Effect, Event, Fact, Fault, Manifest, Plugin, View, forms::definition::Badge,
};
use tally::Tally;

/// The plugin.
#[derive(Debug, Clone, Copy, Default)]
pub struct RatingPlugin;

impl Plugin for RatingPlugin {
    fn manifest(&self) -> Manifest {
        Manifest {
            key: "rating",
            version: "2",
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
            let reachable = band::Reachable::of(&tally);
            let band = reachable.certain(&view.package().bands);
            let fact = tally
                .fact(format!("section.{}", section.id), band)
                .with_badges(&reachable.earned(&view.package().badges));
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
        facts.extend(gauge::facts(view, &questions));
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

trait WithBadges {
    fn with_badges(self, badges: &[&Badge]) -> Self;
}

impl WithBadges for Fact {
    fn with_badges(mut self, badges: &[&Badge]) -> Fact {
        for badge in badges {
            self.badges.push(badge.id.clone());
            let said = format!(" {}: {}", badge.label.en(), badge.because.en());
            self.because.push_str(&said);
        }
        self
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
            badges: Vec::new(),
            determined: false,
            ..self
        }
    }
}
