//! A form with its answers as a module for JavaScript, in which one answer is changed: what an
//! island does at each keystroke, and what the bench runs in Node. It must not know which form.

use chrono::NaiveDate;
use fourlens_forms::{answers::Answers, form::Form, journey::Journey, question::Posted};
use wasm_bindgen::prelude::wasm_bindgen;

/// A form and its answers.
#[wasm_bindgen]
pub struct Filled(Journey<'static>);

#[wasm_bindgen]
impl Filled {
    /// From a package and answers, both as JSON, and a day.
    #[wasm_bindgen(constructor)]
    pub fn new(package: &str, answers: &str, today: &str) -> Filled {
        let package = serde_json::from_str(package).expect("a package is JSON");
        let form = Form::build(package).expect("the form is sound");
        let answers: Answers = serde_json::from_str(answers).expect("answers are JSON");
        let today: NaiveDate = today.parse().expect("a day");
        // Held as long as the module: a journey borrows its form.
        Filled(Journey::new(Box::leak(Box::new(form)), answers, today))
    }

    /// Gives a question another answer and looks at its section's questions again; how many
    /// moved.
    pub fn change(&mut self, id: &str, value: &str, section: usize) -> usize {
        let journey = &mut self.0;
        let form = journey.form();
        let position = form.position(id).expect("the form asks it");
        let fields = [(id.to_owned(), value.to_owned())];
        let answer = form
            .question(position)
            .asks()
            .read(&Posted::new(&fields, id));
        let moved = journey.change(id, answer).len();
        let asked = form
            .questions_of(section)
            .filter(|at| journey.required(*at));
        std::hint::black_box(asked.filter(|at| journey.answer(*at).is_some()).count());
        moved
    }
}
