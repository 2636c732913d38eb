//! What whoever answers hands in in a year: every question that applies, in the form's order, so
//! that later answers can follow from earlier ones.

use super::{
    dice::Dice, judging, quality::Year, respondents::Respondent, schools::CHAIR, tables, texts,
};
use crate::{clock::UnixMillis, plugins::PluginHost, prefill, time};
use chrono::{NaiveDate, TimeDelta};
use fourlens_forms::{
    answers::Answers,
    form::Form,
    journey::Journey,
    question::{Choices, Date, NOT_APPLICABLE, Question, SignOff, Signer},
};
use serde_json::{Value as Json, json};

/// Someone who answers in a year, at an instant.
pub(super) struct Answering<'a> {
    pub(super) city: &'a Dice,
    pub(super) who: &'a dyn Respondent,
    pub(super) year: Year,
    pub(super) at: UnixMillis,
    pub(super) host: &'a PluginHost,
    /// The actions planned in the return before.
    pub(super) last_plan: Option<&'a Json>,
}

/// One question as it is met.
pub(super) struct Asked<'a> {
    pub(super) answering: &'a Answering<'a>,
    pub(super) dice: Dice,
}

impl Answering<'_> {
    /// The day it answers, where the partnership is.
    pub(super) fn day(&self) -> NaiveDate {
        time::local(self.at).date_naive()
    }

    /// Its way through a form, with every answer it would hand in.
    pub(super) fn journey<'f>(&self, form: &'f Form) -> Journey<'f> {
        let mut journey = Journey::new(form, Answers::default(), self.day());
        for position in 0..form.entries().len() {
            let question = form.question(position);
            if !journey.applies(position).holds || !question.takes_answer() {
                continue;
            }
            let dice = self
                .who
                .dice()
                .of(&format!("{} in {}", question.id(), self.year));
            let answer = Asked {
                answering: self,
                dice,
            }
            .answer(&journey, position);
            journey.change(question.id(), answer);
            let counted = matches!(question, Question::Number(_));
            if counted && !journey.problems_at(position).is_empty() {
                // What a form refuses of a count is that it is too high beside another.
                journey.change(question.id(), Some(Json::from(0)));
            }
        }
        journey
    }

    /// Whether it leaves a question blank that it may.
    fn leaves_blank(&self, journey: &Journey<'_>, position: usize) -> bool {
        let question = journey.form().question(position);
        // A date of training goes with the person before it.
        let person = position
            .checked_sub(1)
            .filter(|before| matches!(journey.form().question(*before), Question::Person(_)));
        let nobody = person.is_some_and(|before| journey.answer(before).is_none());
        let goes_with = nobody && matches!(question, Question::Date(_));
        let own = self
            .who
            .dice()
            .of(&format!("{} is blank", question.id()))
            .happens(10);
        !journey.required(position) && (goes_with || own)
    }
}

impl Asked<'_> {
    fn answer(mut self, journey: &Journey<'_>, position: usize) -> Option<Json> {
        let Answering { who, year, .. } = *self.answering;
        let question = journey.form().question(position);
        let id = question.id();
        let path = question.common().prefill.as_deref();
        let known = path.map(|path| prefill::prefill(who.view(), who.above(), path));
        if let Some(known) = known {
            return known;
        }
        match question {
            Question::Rating(asked) => {
                judging::rating(self.answering, journey, position, &asked.kind)
            }
            Question::Evidence(_) => self.evidence(id),
            Question::LongText(asked) => {
                let words = self.words(journey, position)?;
                Some(Json::from(texts::first_words(
                    &words,
                    asked.kind.most_words(),
                )))
            }
            Question::Declaration(_) => Some(Json::Bool(true)),
            Question::SignOff(asked) => Some(self.signed(&asked.kind)),
            Question::Choice(asked) => match who.choice(id) {
                Some(chosen) => Some(Json::from(chosen)),
                None => judging::choice(journey, &asked.kind, &mut self.dice),
            },
            Question::YesNo(_) => Some(Json::from(self.yes_or_no(id))),
            Question::Table(asked) if asked.kind.fill_from.is_some() => {
                tables::answer(&mut self, journey, asked)
            }
            _ if self.answering.leaves_blank(journey, position) => None,
            Question::Number(asked) => {
                let number = who.number(id, &asked.kind, journey.answers(), &mut self.dice);
                Some(if number.fract() == 0.0 {
                    Json::from(number as i64)
                } else {
                    Json::from(number)
                })
            }
            Question::Person(_) => Some(who.person(id, year)),
            Question::Date(asked) => Some(match who.days(id) {
                Some(days) => self.day(days),
                None => self.date(&asked.kind),
            }),
            Question::Choices(asked) => Some(self.some_of(&asked.kind)),
            Question::Table(asked) => tables::answer(&mut self, journey, asked),
            Question::Money(_) => Some(Json::from(self.dice.between(1, 400) * 50)),
            Question::Month(_) => {
                Some(Json::from(format!("{year}-{:02}", self.dice.between(1, 6))))
            }
            Question::Time(_) => Some(Json::from(format!("{:02}:30", self.dice.between(8, 17)))),
            Question::Ranking(asked) => {
                let values = asked
                    .kind
                    .options
                    .iter()
                    .map(|option| option.value.as_str());
                Some(values.collect())
            }
            Question::Percent(_) => {
                let percent = who.percent(id, journey.answers(), &mut self.dice);
                Some(Json::from(percent))
            }
            Question::Text(_) => {
                let any = || who.texts().remark(&mut self.dice).to_string();
                Some(Json::from(who.line(id).unwrap_or_else(any)))
            }
            Question::Organisation(_) => who.above().map(Json::from),
            Question::Address(_)
            | Question::Composite(_)
            | Question::Computed(_)
            | Question::Note(_) => None,
        }
    }

    /// A day within the limits of a date: in the past, unless it may not be.
    pub(super) fn date(&mut self, date: &Date) -> Json {
        // One in twelve is overdue: training counts for two years.
        let overdue = self.dice.happens(8);
        let days = match (&date.earliest, overdue) {
            (Some(_), _) => self.dice.between(30, 270),
            (None, true) => -self.dice.between(735, 1_000),
            (None, false) => -self.dice.between(15, 640),
        };
        self.day(days)
    }

    fn day(&self, days: i64) -> Json {
        Json::from((self.answering.day() + TimeDelta::days(days)).to_string())
    }

    fn evidence(&mut self, id: &str) -> Option<Json> {
        if !self.dice.happens(45) {
            return None;
        }
        let who = self.answering.who;
        let owner = who.texts().job(&mut self.dice);
        let review_on = match who.overdue() > 0 && self.dice.happens(who.overdue()) {
            true => -self.dice.between(5, 200),
            false => self.dice.between(30, 300),
        };
        let mut evidence =
            json!({ "how": "seen", "owner": owner, "review_on": self.day(review_on) });
        if self.dice.happens(40) {
            let page = id.trim_end_matches(".evidence").to_lowercase();
            evidence["how"] = json!("link");
            evidence["link"] = json!(format!("https://{}/safeguarding/{page}", who.domain()));
        }
        Some(evidence)
    }

    /// What is written where several lines are asked; none where it may be left blank.
    fn words(&mut self, journey: &Journey<'_>, position: usize) -> Option<String> {
        let question = journey.form().question(position);
        let required = journey.required(position);
        let parent = journey.form().entries()[position].parent;
        if let Some(rated) = parent.map(|parent| journey.form().question(parent)) {
            let rating = journey
                .answers()
                .get(rated.id())
                .and_then(Json::as_str)
                .unwrap_or_default();
            let texts = self.answering.who.texts();
            return match rating {
                NOT_APPLICABLE => required.then(|| texts.not_here(rated.id()).to_string()),
                _ if !required && !self.dice.happens(70) => None,
                _ => {
                    let place = judging::place(rated, rating);
                    Some(texts.how(&rated.common().themes, place, &mut self.dice))
                }
            };
        }
        let who = self.answering.who;
        if let Some(own) = who.words(question.id()) {
            return (required || self.dice.happens(75)).then_some(own);
        }
        let wanted = required || self.dice.happens(40);
        wanted.then(|| who.texts().remark(&mut self.dice).to_string())
    }

    fn yes_or_no(&mut self, id: &str) -> &'static str {
        match self.dice.happens(self.answering.who.yes(id)) {
            true => "yes",
            false => "no",
        }
    }

    /// One option or a few, or the one that says none.
    fn some_of(&mut self, choices: &Choices) -> Json {
        let (alone, offered): (Vec<&str>, Vec<&str>) = choices
            .options
            .iter()
            .map(|option| option.value.as_str())
            .partition(|value| *value == "none");
        if offered.is_empty() || (!alone.is_empty() && self.dice.happens(12)) {
            return json!(alone);
        }
        let most = i64::try_from(choices.at_most.unwrap_or(3).min(offered.len())).unwrap_or(1);
        let wanted = usize::try_from(self.dice.between(1, most)).unwrap_or(1);
        let mut chosen = self.dice.shuffled(offered);
        chosen.truncate(wanted);
        json!(chosen)
    }

    fn signed(&mut self, sign_off: &SignOff) -> Json {
        let Answering { who, year, at, .. } = *self.answering;
        let (name, role) = who.signer();
        match sign_off.by {
            Signer::SignedIn => json!({
                "confirmed": true,
                "name": name,
                "role": role.title(),
                "at": time::in_words(at),
            }),
            Signer::Declared => {
                let chair = who.person(CHAIR, year);
                let days = self.dice.between(3, 21);
                let minute = format!("{}.{}", self.dice.between(4, 14), self.dice.between(1, 6));
                json!({ "name": chair["name"], "met_on": self.day(-days), "minute": minute })
            }
        }
    }
}
