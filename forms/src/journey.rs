//! The journey: which sections and questions apply to these answers, what expressions see of
//! them, and how far someone has come. Computed from the form and the answers alone; a changed
//! answer recomputes only what depends on it.

use crate::{
    answers::Answers,
    expression::{Known, Scope, Value},
    form::Form,
    question::Question,
};
use chrono::NaiveDate;
use serde_json::Value as Json;
use std::collections::BTreeSet;

use crate::form::Node;

/// A form with answers in it, on a day.
pub struct Journey<'f> {
    form: &'f Form,
    answers: Answers,
    today: NaiveDate,
    sections: Vec<Applies>,
    questions: Vec<(Applies, Known)>,
}

/// Whether something is asked, and whether an answer still missing could change that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applies {
    /// Whether it is asked.
    pub holds: bool,
    /// Whether no answer still missing could change that.
    pub determined: bool,
}

const ALWAYS: Applies = Applies {
    holds: true,
    determined: true,
};

impl<'f> Journey<'f> {
    /// The journey of these answers through this form on the day `today`.
    pub fn new(form: &'f Form, answers: Answers, today: NaiveDate) -> Journey<'f> {
        let unknown = Known {
            value: Value::Blank,
            determined: false,
        };
        let mut journey = Journey {
            form,
            answers,
            today,
            sections: vec![ALWAYS; form.sections().len()],
            questions: vec![(ALWAYS, unknown); form.entries().len()],
        };
        for node in form.graph().order() {
            journey.recompute(*node);
        }
        journey
    }

    /// The form travelled through.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// The answers given so far, those of hidden questions included.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The day on which the answers are looked at.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether a section is asked.
    pub fn section_applies(&self, section: usize) -> Applies {
        self.sections[section]
    }

    /// Whether the question at a position is asked.
    pub fn applies(&self, position: usize) -> Applies {
        self.questions[position].0
    }

    /// What expressions see of the question at a position.
    pub fn known(&self, position: usize) -> &Known {
        &self.questions[position].1
    }

    /// The answer to the question at a position, if it is asked and answered.
    pub fn answer(&self, position: usize) -> Option<&Json> {
        self.applies(position)
            .holds
            .then(|| self.answers.get(self.form.question(position).id()))?
    }

    /// The positions of the sections that apply, in order.
    pub fn sections(&self) -> Vec<usize> {
        (0..self.sections.len())
            .filter(|section| self.sections[*section].holds)
            .collect()
    }

    /// Gives one answer and recomputes what depends on it, at the cost of its dependents.
    /// Returns the positions of the questions that now stand differently. An id that the form
    /// does not know changes nothing.
    pub fn change(&mut self, id: &str, answer: Option<Json>) -> Vec<usize> {
        let Some(position) = self.form.position(id) else {
            return Vec::new();
        };
        self.answers.set(id, answer);
        let graph = self.form.graph();
        let start = Node::Question(position);
        let mut waiting = BTreeSet::from([graph.rank(start)]);
        let mut changed = Vec::new();
        while let Some(rank) = waiting.pop_first() {
            let node = graph.order()[rank];
            if !self.recompute(node) {
                continue;
            }
            if let Node::Question(position) = node {
                changed.push(position);
            }
            waiting.extend(
                graph
                    .dependents_of(node)
                    .iter()
                    .map(|dependent| graph.rank(*dependent)),
            );
        }
        changed
    }

    /// The answers as they would be handed in: those of hidden questions left out.
    pub fn asked_answers(&self) -> Answers {
        let positions = 0..self.form.entries().len();
        let given = positions.filter_map(|position| {
            let answer = self.answer(position)?;
            Some((
                self.form.question(position).id().to_string(),
                answer.clone(),
            ))
        });
        given.collect()
    }

    /// A scope in which `.` is the answer to the question at `position`.
    pub fn scope(&self, position: usize) -> OwnScope<'_, 'f> {
        OwnScope {
            journey: self,
            own: Some(position),
        }
    }

    /// Recomputes one node; tells whether it now stands differently.
    fn recompute(&mut self, node: Node) -> bool {
        match node {
            Node::Section(position) => {
                let condition = self.form.sections()[position].applies_if.as_ref();
                let now = condition.map_or(ALWAYS, |condition| self.holds(condition));
                std::mem::replace(&mut self.sections[position], now) != now
            }
            Node::Question(position) => {
                let applies = self.question_applies(position);
                let now = (applies, self.value_of(position, applies));
                let before = std::mem::replace(&mut self.questions[position], now);
                before != self.questions[position]
            }
        }
    }

    fn question_applies(&self, position: usize) -> Applies {
        let entry = &self.form.entries()[position];
        let mut applies = self.sections[entry.section];
        if let Some(parent) = entry.parent {
            applies = applies.and(self.questions[parent].0);
        }
        match &entry.question.common().applies_if {
            Some(condition) => applies.and(self.holds(condition)),
            None => applies,
        }
    }

    fn holds(&self, condition: &crate::expression::Expression) -> Applies {
        let known = condition.evaluate(&OwnScope {
            journey: self,
            own: None,
        });
        Applies {
            holds: known.is_true(),
            determined: known.determined,
        }
    }

    fn value_of(&self, position: usize, applies: Applies) -> Known {
        if !applies.holds {
            return Known {
                value: Value::Blank,
                determined: applies.determined,
            };
        }
        let question = self.form.question(position);
        if let Question::Computed(computed) = question {
            let known = computed.kind.value.evaluate(&OwnScope {
                journey: self,
                own: None,
            });
            return Known {
                determined: known.determined && applies.determined,
                ..known
            };
        }
        let answer = self.answers.get(question.id());
        let value = answer.map_or(Value::Blank, |answer| question.asks().value(answer));
        let answered = value != Value::Blank;
        Known {
            value,
            determined: answered && applies.determined,
        }
    }
}

impl Applies {
    fn and(self, other: Applies) -> Applies {
        // What certainly does not hold settles the whole, whatever the other comes to.
        let settles = |one: Applies| one.determined && !one.holds;
        let both = self.determined && other.determined;
        Applies {
            holds: self.holds && other.holds,
            determined: both || settles(self) || settles(other),
        }
    }
}

/// What an expression sees of a journey.
pub struct OwnScope<'j, 'f> {
    journey: &'j Journey<'f>,
    own: Option<usize>,
}

impl Scope for OwnScope<'_, '_> {
    fn value(&self, name: &str) -> Known {
        let position = self.journey.form.position(name);
        position.map_or(
            Known {
                value: Value::Blank,
                determined: true,
            },
            |position| self.journey.known(position).clone(),
        )
    }

    fn own(&self) -> Known {
        self.own.map_or(
            Known {
                value: Value::Blank,
                determined: true,
            },
            |position| self.journey.known(position).clone(),
        )
    }

    fn today(&self) -> NaiveDate {
        self.journey.today
    }
}
