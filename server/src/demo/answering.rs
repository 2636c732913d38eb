//! What a made-up school answers in a year: every question that applies, in the form's order, so
//! that later ones can depend on earlier ones.

use super::{
    dice::Dice,
    numbers, people,
    quality::{self, Year},
    schools::School,
    texts,
};
use crate::prefill;
use chrono::{Days, NaiveDate};
use fourlens_forms::{
    answers::Answers,
    definition::Section,
    form::Form,
    journey::Journey,
    question::{NOT_APPLICABLE, Question, Rating, Signer, Table},
};
use serde_json::{Value as Json, json};

/// The answers of a school on a day of a year, complete and without problems; none where chance
/// made some that the form refuses.
pub(super) fn complete(
    form: &Form,
    city: &Dice,
    school: &School,
    year: Year,
    day: NaiveDate,
) -> Option<Answers> {
    let mut journey = Journey::new(form, Answers::default(), day);
    for position in 0..form.entries().len() {
        let question = form.question(position);
        if !journey.applies(position).holds || !question.takes_answer() {
            continue;
        }
        let section = &form.sections()[form.entries()[position].section];
        let asks = Asks {
            city,
            school,
            year,
            day,
            dice: school.dice.of(&format!("{} in {year}", question.id())),
        };
        let answer = asks.answer(&journey, section, question, journey.required(position));
        journey.change(question.id(), answer);
    }
    journey
        .problems()
        .is_empty()
        .then(|| journey.answers().clone())
}

struct Asks<'a> {
    city: &'a Dice,
    school: &'a School,
    year: Year,
    day: NaiveDate,
    dice: Dice,
}

impl Asks<'_> {
    fn answer(
        mut self,
        journey: &Journey<'_>,
        section: &Section,
        question: &Question,
        required: bool,
    ) -> Option<Json> {
        let common = question.common();
        let known = common.prefill.as_deref();
        if let Some(known) = known.and_then(|path| {
            prefill::prefill(&self.school.view, self.school.trust.as_deref(), path)
        }) {
            return Some(known);
        }
        let id = common.id.as_str();
        match question {
            Question::Rating(asked) => Some(Json::from(self.rating(section, id, &asked.kind))),
            Question::Number(asked) => {
                let number = numbers::number(self.school, id, &asked.kind, journey.answers(), &mut self.dice);
                Some(if number.fract() == 0.0 { Json::from(number as i64) } else { Json::from(number) })
            }
            Question::Percent(_) => Some(Json::from(self.dice.between(40, 100))),
            Question::Person(_) => Some(people::answer(self.school, id, self.year)),
            Question::Date(_) => Some(self.day_before(20, 600)),
            Question::YesNo(_) => Some(Json::from(if self.dice.happens(70) && id != "A30" { "yes" } else { "no" })),
            Question::Choice(asked) => Some(Json::from(asked.kind.options[0].value.clone())),
            Question::Choices(asked) if required || self.dice.happens(40) => {
                let option = self.dice.pick(&asked.kind.options).value.clone();
                Some(json!([option]))
            }
            Question::Table(asked) => self.table(journey, &asked.kind),
            Question::Declaration(_) => Some(Json::Bool(true)),
            Question::SignOff(asked) => Some(self.sign_off(asked.kind.by)),
            Question::LongText(_) if id.ends_with(".na_reason") => Some(Json::from(texts::NOT_HERE)),
            Question::LongText(_) if id.ends_with(".how") => {
                self.dice.happens(55).then(|| Json::from(texts::how(&mut self.dice)))
            }
            Question::LongText(_) | Question::Text(_) => {
                (required || self.dice.happens(50)).then(|| Json::from(texts::words(&mut self.dice)))
            }
            Question::Evidence(_) => self.dice.happens(30).then(|| {
                json!({ "how": "seen", "owner": people::job(&mut self.dice), "review_on": self.day_after(30, 300) })
            }),
            Question::Choices(_) | Question::Organisation(_) | Question::Computed(_) | Question::Note(_) => None,
        }
    }

    fn rating(&mut self, section: &Section, id: &str, kind: &Rating) -> &'static str {
        if !section.scored {
            let own: &&str = self.dice.pick(&["1", "2", "2"]);
            return own;
        }
        if kind.not_applicable && self.dice.happens(8) {
            return NOT_APPLICABLE;
        }
        let asked = quality::Asked {
            section: &section.id,
            question: id,
            critical: kind.critical,
        };
        match quality::quality(self.school, self.city, self.year, &asked) {
            good if good > 0.74 => "1",
            good if good > 0.42 => "2",
            good if good > 0.2 => "3",
            _ => "4",
        }
    }

    /// Rows for ratings that call for an action, or a deputy or two.
    fn table(&mut self, journey: &Journey<'_>, table: &Table) -> Option<Json> {
        let low: Vec<&str> = journey
            .answers()
            .iter()
            .filter(|(_, answer)| matches!(answer.as_str(), Some("3" | "4")))
            .map(|(id, _)| id)
            .collect();
        let rows = if table.fill_from.is_some() {
            low.len().min(5)
        } else {
            1 + usize::from(self.dice.happens(50))
        };
        let mut list = Vec::new();
        for index in 0..rows {
            let mut answers = serde_json::Map::new();
            for column in &table.columns {
                let value = match (column.id(), column) {
                    ("question", _) => Json::from(low.get(index).copied().unwrap_or("C1")),
                    ("name", _) => Json::from(
                        people::holder(self.school, &format!("deputy {index}"), self.year).name,
                    ),
                    (_, Question::Date(_)) if table.fill_from.is_some() => self.day_after(60, 240),
                    (_, Question::Date(_)) => self.day_before(30, 500),
                    ("action", _) => Json::from(
                        "Agree the change with staff, try it for half a term, and look again",
                    ),
                    ("success", _) => Json::from(
                        "A sample of records and a short staff survey show the difference",
                    ),
                    (_, Question::Text(_) | Question::LongText(_)) => {
                        Json::from(people::job(&mut self.dice))
                    }
                    _ => continue,
                };
                answers.insert(column.id().to_string(), value);
            }
            list.push(json!({ "row": format!("r{}", index + 1), "answers": answers }));
        }
        (!list.is_empty()).then_some(Json::Array(list))
    }

    fn sign_off(&mut self, by: Signer) -> Json {
        match by {
            Signer::SignedIn => json!({
                "confirmed": true,
                "name": self.school.head(),
                "role": "Headteacher",
                "at": fourlens_forms::question::date_in_words(self.day),
            }),
            Signer::Declared => json!({
                "name": people::holder(self.school, "A16", self.year).name,
                "met_on": self.day_before(5, 40),
                "minute": format!("{}.{}", self.dice.between(3, 12), self.dice.between(1, 6)),
            }),
        }
    }

    fn day_before(&mut self, least: i64, most: i64) -> Json {
        let days = Days::new(self.dice.between(least, most).unsigned_abs());
        Json::from(
            self.day
                .checked_sub_days(days)
                .unwrap_or(self.day)
                .to_string(),
        )
    }

    fn day_after(&mut self, least: i64, most: i64) -> Json {
        let days = Days::new(self.dice.between(least, most).unsigned_abs());
        Json::from(
            self.day
                .checked_add_days(days)
                .unwrap_or(self.day)
                .to_string(),
        )
    }
}
