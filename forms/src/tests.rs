//! Journeys, checks and kinds of answers, on a small form that has one of each and on the real
//! school return. Definitions are written in YAML here, so these tests need the loader.
#![cfg(feature = "load")]

mod change;
mod check;
mod expand;
mod journey;
mod kinds;
mod local;
mod walk;

use crate::{
    answers::Answers,
    form::Form,
    journey::{Applies, Journey},
};
use chrono::NaiveDate;
use serde_json::Value as Json;

/// The return of schools, as it is asked.
const SCHOOL: &str = include_str!("../definitions/school-175-157.yaml");

/// A form with a condition on a question, on a section and on a part.
const SMALL: &str = r#"
schema: 1
form: { key: small, title: "Small", description: "A small form", lens: professional, audience: school, cycle: annual, sensitivity: organisation, reference: SM }
themes:
  - { id: T, title: "A theme" }
scales:
  - id: s
    version: 1
    options:
      - { value: "1", label: "Good", points: 1 }
      - { value: "2", label: "Poor", points: 0 }
sections:
  - id: A
    title: "One"
    questions:
      - yes_no: { id: A1, label: "Is it so?", required: true }
      - text: { id: A2, label: "Why?", applies_if: "${A1} = 'yes'", required: true, required_message: "Say why it is so" }
      - number:
          id: A3
          label: "How many?"
          required_if: "${A1} = 'no'"
          whole: true
          min: 0
          constraints:
            - must: ". <= coalesce(${A6}, 10)"
              message: "Enter no more than the most there may be"
      - choices:
          id: A4
          label: "Which?"
          options:
            - { value: a, label: "This" }
            - { value: b, label: "That" }
      - date: { id: A5, label: "When?", latest: today }
      - number: { id: A6, label: "The most there may be" }
      - computed: { id: A7, label: "Twice", value: "${A3} * 2" }
      - table:
          id: A8
          label: "Deputies"
          row_name: "deputy"
          min_rows: 1
          max_rows: 2
          columns:
            - text: { id: name, label: "Name", required: true, max_length: 5 }
            - date: { id: trained, label: "Trained on", latest: today }
            - note: { id: words, text: "Words between columns" }
      - text: { id: A9, label: "More than six?", applies_if: "${A7} > 6" }
  - id: B
    title: "Two"
    scored: true
    applies_if: "selected(${A4}, 'b')"
    questions:
      - rating: { id: B1, label: "How good?", scale: s, not_applicable: true, required: true, themes: [T] }
      - text: { id: B2, label: "Why so?", applies_if: "${A2} = 'x' or ${B1} = '2'", required: true }
"#;

const CERTAINLY: Applies = Applies {
    holds: true,
    determined: true,
};
const CERTAINLY_NOT: Applies = Applies {
    holds: false,
    determined: true,
};
const NOT_YET: Applies = Applies {
    holds: false,
    determined: false,
};

fn form(source: &str) -> Form {
    crate::load::form(source).expect("the form is sound")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).expect("a day")
}

/// A journey with these answers, given as JSON by id.
fn journey(form: &Form, answers: Json) -> Journey<'_> {
    let answers: Answers = serde_json::from_value(answers).expect("answers by id");
    Journey::new(form, answers, today())
}

fn at(form: &Form, id: &str) -> usize {
    form.position(id)
        .unwrap_or_else(|| panic!("there is a question {id}"))
}
