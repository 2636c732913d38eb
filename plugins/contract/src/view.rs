//! The answers as a plugin may see them: identifying answers arrive masked.

use fourlens_forms::{
    definition::{FormPackage, Scale, Section},
    form::Form,
    journey::Journey,
    question::{Evidence, NOT_APPLICABLE, Question, Rating},
};
use serde_json::Value as Json;

/// One submission, or a draft, seen by a plugin.
pub struct View<'a> {
    journey: &'a Journey<'a>,
}

/// A scored question that applies.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it asks.
    pub label: &'a str,
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

/// How a scored question is answered.
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

    /// The scored questions that apply, in order.
    pub fn scored(&self) -> impl Iterator<Item = Scored<'a>> {
        let form = self.form();
        form.entries()
            .iter()
            .enumerate()
            .filter_map(|(position, entry)| {
                let Question::Rating(asked) = &entry.question else {
                    return None;
                };
                if !form.sections()[entry.section].scored || !self.journey.applies(position).holds {
                    return None;
                }
                Some(Scored {
                    id: &asked.common.id,
                    label: asked.common.label.en(),
                    section: entry.section,
                    themes: &asked.common.themes,
                    rating: &asked.kind,
                    scale: asked.kind.on.as_ref()?,
                    standing: self.standing(position, &asked.kind),
                })
            })
    }

    /// Whether the part of a rating that holds evidence has some that is in date on the day the
    /// answers are looked at.
    pub fn has_evidence_in_date(&self, scored: &Scored<'_>, part: &str) -> bool {
        let answer = self.answer(&format!("{}.{part}", scored.id));
        answer.is_some_and(|answer| Evidence::is_in_date(answer, self.journey.today()))
    }

    /// Blank questions on which it depends whether scored questions apply at all.
    pub fn undecided(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for position in 0..self.form().sections().len() {
            for id in self.undecided_in(position) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ids
    }

    /// Blank questions on which it depends which scored questions of a section apply.
    pub fn undecided_in(&self, section: usize) -> Vec<String> {
        let (form, declared) = (self.form(), &self.form().sections()[section]);
        if !declared.scored {
            return Vec::new();
        }
        let whole = Some((self.journey.section_applies(section), &declared.applies_if));
        let asked =
            form.questions_of(section)
                .filter_map(|position| match form.question(position) {
                    Question::Rating(rating) => {
                        Some((self.journey.applies(position), &rating.common.applies_if))
                    }
                    _ => None,
                });
        let open = whole
            .into_iter()
            .chain(asked)
            .filter(|(applies, _)| !applies.determined);
        let mut ids: Vec<String> = Vec::new();
        for name in open
            .flat_map(|(_, condition)| condition)
            .flat_map(|condition| condition.names())
        {
            let known = form
                .position(name)
                .map(|position| self.journey.known(position).determined);
            if known == Some(false) && !ids.contains(name) {
                ids.push(name.clone());
            }
        }
        ids
    }

    fn form(&self) -> &'a Form {
        self.journey.form()
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
            fourlens_forms::expression::Value::Text(value) if value == NOT_APPLICABLE => {
                Standing::NotApplicable
            }
            fourlens_forms::expression::Value::Text(value) => {
                let option = rating.on.as_ref().and_then(|scale| scale.option(&value));
                option.map_or(Standing::Blank, |option| Standing::Rated(&option.value))
            }
            _ => Standing::Blank,
        }
    }
}

impl Scored<'_> {
    /// The points of its answer.
    pub fn points(&self) -> Option<i64> {
        match self.standing {
            Standing::Rated(value) => self.scale.option(value).map(|option| option.points),
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
