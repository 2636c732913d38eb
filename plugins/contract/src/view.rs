//! The answers as a plugin may see them: identifying answers arrive masked.

use fourlens_forms::{
    definition::{FormPackage, Scale, Section},
    expression::{Expression, Value},
    form::Form,
    journey::Journey,
    question::{Evidence, NOT_APPLICABLE, Question, Rating},
};
use serde_json::Value as Json;

/// One submission, or a draft, seen by a plugin.
pub struct View<'a> {
    journey: &'a Journey<'a>,
}

/// A question rated on a scale, that applies.
#[derive(Debug, Clone, Copy)]
pub struct RatedQuestion<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it asks.
    pub label: &'a str,
    /// Its position in the form.
    pub position: usize,
    /// The position of its section.
    pub section: usize,
    /// The codes of the themes it counts in.
    pub themes: &'a [String],
    /// Its own declaration: whether it is critical, what each rating looks like.
    pub rating: &'a Rating,
    /// The scale it is answered on.
    pub scale: &'a Scale,
    /// How it is answered.
    pub standing: Standing<'a>,
}

/// How a rated question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Not yet, or not properly.
    Blank,
    /// With *not applicable*.
    NotApplicable,
    /// With the option of this value.
    Rated(&'a str),
}

impl<'a> View<'a> {
    /// A plugin's view of a journey.
    pub fn new(journey: &'a Journey<'a>) -> View<'a> {
        View { journey }
    }

    /// The definition.
    pub fn package(&self) -> &'a FormPackage {
        self.form().package()
    }

    /// The answer to a question that applies; none for one that names a person.
    pub fn answer(&self, id: &str) -> Option<&'a Json> {
        let position = self.form().position(id)?;
        let named = self.form().question(position).common().identifying;
        (!named).then(|| self.journey.answer(position))?
    }

    /// The sections that apply and are scored, with their positions.
    pub fn scored_sections(&self) -> impl Iterator<Item = (usize, &'a Section)> {
        let sections = self.form().sections().iter().enumerate();
        sections.filter(|(position, section)| {
            section.scored && self.journey.section_applies(*position).holds
        })
    }

    /// The questions rated on a scale that apply, in order, scored or not.
    pub fn ratings(&self) -> impl Iterator<Item = RatedQuestion<'a>> {
        let positions = 0..self.form().entries().len();
        positions.filter_map(|position| self.rated(position))
    }

    /// The scored questions that apply, in order.
    pub fn scored(&self) -> impl Iterator<Item = RatedQuestion<'a>> {
        let sections = self.form().sections();
        self.ratings()
            .filter(|rated| sections[rated.section].scored)
    }

    /// Whether the part of a rating that holds evidence has some that is in date on the day the
    /// answers are looked at.
    pub fn has_evidence_in_date(&self, rated: &RatedQuestion<'_>, part: &str) -> bool {
        let answer = self.answer(&format!("{}.{part}", rated.id));
        answer.is_some_and(|answer| Evidence::is_in_date(answer, self.journey.today()))
    }

    /// Blank questions on which it depends whether scored questions apply at all.
    pub fn undecided(&self) -> Vec<String> {
        let form = self.form();
        let sections = 0..form.sections().len();
        let scored = sections.filter(|section| form.sections()[*section].scored);
        self.undecided_of(scored.flat_map(|section| form.questions_of(section)))
    }

    /// Blank questions on which it depends which rated questions of a section apply.
    pub fn undecided_in(&self, section: usize) -> Vec<String> {
        self.undecided_of(self.form().questions_of(section))
    }

    /// Blank questions on which it depends which rated questions at these positions apply.
    pub fn undecided_of(&self, positions: impl IntoIterator<Item = usize>) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for position in positions {
            for name in self
                .conditions_left_open(position)
                .flat_map(Expression::names)
            {
                let known = self.form().position(name);
                let known = known.map(|position| self.journey.known(position).determined);
                if known == Some(false) && !ids.contains(name) {
                    ids.push(name.clone());
                }
            }
        }
        ids
    }

    /// The conditions that leave open whether the rated question at a position applies: its
    /// section's, that of the question it is a part of, and its own.
    fn conditions_left_open(&self, position: usize) -> impl Iterator<Item = &'a Expression> {
        let (form, journey) = (self.form(), self.journey);
        let entry = &form.entries()[position];
        let section = (
            journey.section_applies(entry.section),
            &form.sections()[entry.section].applies_if,
        );
        let asked = entry.parent.into_iter().chain([position]).map(|position| {
            let condition = &form.question(position).common().applies_if;
            (journey.applies(position), condition)
        });
        let is_rated = matches!(entry.question, Question::Rating(_));
        let all = [section].into_iter().chain(asked);
        all.filter(move |(applies, _)| is_rated && !applies.determined)
            .filter_map(|(_, condition)| condition.as_ref())
    }

    /// The form answered.
    pub fn form(&self) -> &'a Form {
        self.journey.form()
    }

    fn rated(&self, position: usize) -> Option<RatedQuestion<'a>> {
        let entry = &self.form().entries()[position];
        let Question::Rating(asked) = &entry.question else {
            return None;
        };
        if !self.journey.applies(position).holds {
            return None;
        }
        Some(RatedQuestion {
            id: &asked.common.id,
            label: asked.common.label.en(),
            position,
            section: entry.section,
            themes: &asked.common.themes,
            rating: &asked.kind,
            scale: asked.kind.on.as_ref()?,
            standing: self.standing(position, &asked.kind),
        })
    }

    fn standing(&self, position: usize, rating: &'a Rating) -> Standing<'a> {
        let question = self.form().question(position);
        let Some(answer) = self.journey.answer(position) else {
            return Standing::Blank;
        };
        if question.asks().problem(question.common(), answer).is_some() {
            return Standing::Blank;
        }
        match question.asks().value(answer) {
            Value::Text(value) if value == NOT_APPLICABLE => Standing::NotApplicable,
            Value::Text(value) => {
                let option = rating.on.as_ref().and_then(|scale| scale.option(&value));
                option.map_or(Standing::Blank, |option| Standing::Rated(&option.value))
            }
            _ => Standing::Blank,
        }
    }
}

impl RatedQuestion<'_> {
    /// The points of its answer; none for a blank, for *not applicable* and for an option
    /// without.
    pub fn points(&self) -> Option<i64> {
        match self.standing {
            Standing::Rated(value) => self.scale.option(value)?.points,
            Standing::Blank | Standing::NotApplicable => None,
        }
    }

    /// Whether it is critical and answered with an option that fails it.
    pub fn fails(&self) -> bool {
        let failing = |value| {
            self.scale
                .option(value)
                .is_some_and(|option| option.fails_critical)
        };
        self.rating.critical && matches!(self.standing, Standing::Rated(value) if failing(value))
    }
}
