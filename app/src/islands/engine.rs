//! The rules of a section page, by the same engine as on the server: what applies and what is
//! answered. It knows fields by name, and no browser.

use super::field::{Field, is_asked};
use super::given::Given;
use fourlens_forms::{
    form::Form,
    journey::Journey,
    question::{Posted, Question},
};

/// A section with answers in it.
pub(super) struct Engine {
    journey: Journey<'static>,
    section: usize,
}

impl Engine {
    /// The engine of a section; none when what was given is not sound.
    pub(super) fn new(given: Given) -> Option<Engine> {
        // The form lives as long as its page.
        let form: &'static Form = Box::leak(Box::new(Form::assemble(given.package).ok()?));
        let section = form.section_position(&given.section)?;
        let journey = Journey::new(form, given.answers, given.today);
        Some(Engine { journey, section })
    }

    /// Takes the answers that the page shows, where browsers may have put back what was typed.
    pub(super) fn take_all(&mut self, fields: &[Field]) {
        for position in self.journey.form().questions_of(self.section) {
            let question = self.journey.form().question(position);
            if is_asked(question.id(), fields) {
                self.take(question.id(), fields);
            }
        }
    }

    /// Takes the answer of a control. A table's cell changes nothing here: conditions read how
    /// many rows there are, and rows come and go with the page.
    pub(super) fn take(&mut self, control: &str, fields: &[Field]) {
        let form = self.journey.form();
        let Some(question) = form.position(control).map(|at| form.question(at)) else {
            return;
        };
        if question.takes_answer() && !matches!(question, Question::Table(_)) {
            let answer = question.asks().read(&Posted::new(fields, control));
            self.journey.change(control, answer);
        }
    }

    /// Every question of the section, with whether it is asked.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&str, bool)> {
        let form = self.journey.form();
        form.questions_of(self.section).map(move |position| {
            (
                form.question(position).id(),
                self.journey.applies(position).holds,
            )
        })
    }

    /// How many required questions are answered, in a few words; empty when none is required.
    pub(super) fn count(&self) -> String {
        let positions = self.journey.form().questions_of(self.section);
        let required: Vec<usize> = positions.filter(|at| self.journey.required(*at)).collect();
        let is_answered = |at: &&usize| self.journey.answer(**at).is_some();
        let answered = required.iter().filter(is_answered).count();
        match required.len() {
            0 => String::new(),
            1 => format!("{answered} of 1 required question answered"),
            all => format!("{answered} of {all} required questions answered"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn engine(answers: serde_json::Value) -> Engine {
        let given = json!({
            "package": {
                "schema": 1,
                "form": {
                    "key": "t", "title": "", "description": "", "lens": "provider",
                    "audience": "school", "cycle": "annual", "sensitivity": "organisation",
                    "reference": "T"
                },
                "sections": [
                    { "id": "A", "title": "", "questions": [{ "yes_no": { "id": "A1", "label": "" } }] },
                    { "id": "B", "title": "", "questions": [
                        { "yes_no": { "id": "B1", "label": "", "required": true } },
                        { "date": { "id": "B2", "label": "", "required": true, "applies_if": "${B1} = 'yes'" } },
                        { "text": { "id": "B3", "label": "", "applies_if": "${A1} = 'yes'" } }
                    ] }
                ]
            },
            "section": "B",
            "answers": answers,
            "today": "2026-11-22",
            "save": "/api/returns/1/sections/B"
        });
        Engine::new(Given::read(&given).unwrap()).unwrap()
    }

    fn hidden(engine: &Engine) -> Vec<String> {
        let hidden = engine.asked().filter(|(_, asked)| !asked);
        hidden.map(|(id, _)| id.to_owned()).collect()
    }

    fn field(name: &str, value: &str) -> Field {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_question_appears_with_the_answer_that_asks_for_it() {
        let mut engine = engine(json!({}));
        assert_eq!(hidden(&engine), ["B2", "B3"]);
        engine.take("B1", &[field("B1", "yes")]);
        assert_eq!(hidden(&engine), ["B3"]);
        engine.take("B1", &[field("B1", "no")]);
        assert_eq!(hidden(&engine), ["B2", "B3"]);
    }

    #[test]
    fn answers_of_other_sections_are_read() {
        assert_eq!(hidden(&engine(json!({ "A1": "yes" }))), ["B2"]);
    }

    #[test]
    fn the_count_follows_what_must_be_answered() {
        let mut engine = engine(json!({}));
        assert_eq!(engine.count(), "0 of 1 required question answered");
        let fields = [
            field("B1", "yes"),
            field("_version-B1", "0"),
            field("_version-B2", "0"),
            field("B2-day", "3"),
        ];
        engine.take_all(&fields);
        assert_eq!(engine.count(), "2 of 2 required questions answered");
    }

    #[test]
    fn a_cell_or_an_unknown_control_changes_nothing() {
        let mut engine = engine(json!({ "A1": "yes" }));
        engine.take("A15:r1.name", &[field("A15:r1.name", "x")]);
        engine.take("Z9", &[]);
        assert_eq!(hidden(&engine), ["B2"]);
    }
}
