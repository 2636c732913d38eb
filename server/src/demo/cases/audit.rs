//! What a made-up auditor answers: the header and the family of a made-up child, then findings
//! that name nobody. It knows the questions of the case form by their ids, and leaves out what the
//! form does not ask.

use super::super::dice::Dice;
use super::children::Child;
use crate::{
    fill::{Control, identifying_names, row_changes},
    store::Change,
};
use chrono::{Datelike, Days, NaiveDate};
use fourlens_forms::{
    answers::Answers,
    form::Form,
    journey::Journey,
    question::{Asked, Question, Rating},
};
use serde_json::{Value as Json, json};
use std::collections::HashSet;

const WORKED: [&str; 6] = [
    "The worker saw the child alone at each visit and wrote down what the child said in the child’s own words.",
    "Concerns were put together within two working days, and the manager wrote why the level of need was chosen.",
    "Calls between agencies were returned the same day, and each says who does what next.",
    "The mother was helped to say what she found hard, and the plan uses her words.",
    "Missed appointments were followed up with a visit, not with another letter.",
    "Supervision came back to the same worry three times until something had changed.",
];

const DEVELOP: [&str; 6] = [
    "The mother’s partner is named twice in the notes and was never asked about.",
    "The chronology stops four months before the audit, so that the pattern of missed meals is hard to see.",
    "The plan lists tasks for the mother, and none says how the child would know that life is better.",
    "A worry was sent by mail and nobody wrote whether it had arrived.",
    "What culture and faith mean to this family is not in the record.",
    "Two reviews were put off, and no manager wrote why.",
];

/// An audit of one case by one agency.
pub(super) struct Audit<'a> {
    pub(super) form: &'a Form,
    pub(super) child: &'a Child,
    pub(super) agency: &'a str,
    pub(super) auditor: &'a str,
    pub(super) today: NaiveDate,
    pub(super) dice: Dice,
}

impl<'a> Audit<'a> {
    /// All that is answered, as a journey.
    pub(super) fn journey(&self) -> Journey<'a> {
        let mut answers = Answers::default();
        for entry in self.form.entries() {
            let id = entry.question.id();
            answers.set(id, self.answer(&entry.question));
        }
        Journey::new(self.form, answers, self.today)
    }

    /// The answers of the first sections, as changes of an empty draft, and the names of those
    /// that identify someone.
    pub(super) fn changes(&self, sections: usize) -> (Vec<Change>, HashSet<String>) {
        let journey = self.journey();
        let begun = journey.sections().into_iter().take(sections);
        let mut changes = Vec::new();
        for position in begun.flat_map(|section| self.form.questions_of(section)) {
            let Some(answer) = journey.answer(position) else {
                continue;
            };
            let question = self.form.question(position);
            let control = Control::of(question.id());
            match question {
                Question::Table(table) => {
                    changes.extend(row_changes(&control, &table.kind, answer));
                }
                _ => changes.push(Change {
                    question: control.question,
                    row: String::new(),
                    seen_version: 0,
                    value: Some(answer.clone()),
                }),
            }
        }
        (changes, identifying_names(self.form))
    }

    fn answer(&self, question: &Question) -> Option<Json> {
        let id = question.id();
        let mut dice = self.dice.of(id);
        if let Some(answer) = self.header(id) {
            return Some(answer);
        }
        match question {
            Question::Rating(asked) => Self::rating(asked, &mut dice),
            Question::LongText(_) => match id {
                id if id.ends_with(".worked") => Some(json!(dice.pick(&WORKED))),
                id if id.ends_with(".develop") => {
                    dice.happens(80).then(|| json!(dice.pick(&DEVELOP)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What is asked once: who the child is, who audits, the summary, the grade, the actions.
    fn header(&self, id: &str) -> Option<Json> {
        let child = self.child;
        Some(match id {
            "KH1" => json!(self.before(1)),
            "KH2" => json!(child.name),
            "KH3" => json!(child.gender),
            "KH4a" => json!("born"),
            "KH4" => json!(self.born_on()),
            "KH7" => json!([{ "row": "r1", "answers": { "type": "nhs", "value": child.nhs } }]),
            "KH8" => json!(child.status),
            "KH9" => json!(self.agency),
            "KH10" => json!({ "name": self.auditor, "email": "auditor@ostrelby.example" }),
            "KH10.role" => json!("Practice lead, another team"),
            "KH10a" => json!(true),
            "KH11a" => json!(self.before(400)),
            "KH11b" => json!(self.before(35)),
            "KF" => self.family(),
            "KS1" => json!(
                "We first met the child through the school nurse. The mother asked for help with \
                 money and housing, and visits began. They were weekly at first, then every two weeks. At \
                 the end of the period the child was at school on most days and the home was warm."
            ),
            "KG2" => json!(
                "The child was seen, heard and is safer. The partner was not drawn in, and the plan \
                 says too little about what the child would notice."
            ),
            "KX" => json!([{ "row": "r1", "answers": {
                "action": "Ask about every adult in the home at each assessment, and write down the answer.",
                "by_whom": "Team managers, this agency",
                "by_when": self.today + Days::new(60),
                "scope": "agency",
                "theme": "FAMILY",
                "success": "In the next sample every file says who lives with the child."
            } }]),
            _ => return None,
        })
    }

    fn family(&self) -> Json {
        let people = self.child.family.iter().zip(1..);
        let row =
            |((name, age, relationship, household), place): (&(&str, i64, &str, &str), i32)| {
                let answers = json!({
                    "name": name,
                    "age": age,
                    "relationship": relationship,
                    "household": household,
                });
                json!({ "row": format!("r{place}"), "answers": answers })
            };
        people.map(row).collect()
    }

    /// Mostly the second best option, sometimes another.
    fn rating(asked: &Asked<Rating>, dice: &mut Dice) -> Option<Json> {
        let options = &asked.kind.on.as_ref()?.options;
        let chosen = match dice.between(0, 9) {
            0..=2 => 0,
            3..=7 => 1,
            _ => 2,
        };
        Some(json!(options.get(chosen).or(options.first())?.value))
    }

    fn before(&self, days: u64) -> NaiveDate {
        self.today - Days::new(days)
    }

    /// A day on which the child turned their age before the scoping period began.
    fn born_on(&self) -> NaiveDate {
        let began = self.before(400);
        let year = began.year() - self.child.age;
        NaiveDate::from_ymd_opt(year, began.month(), 1).unwrap_or(began)
    }
}
