//! Changing one answer after another leads to where starting afresh with those answers leads.
//! The walk is random with a fixed seed.

use super::{SCHOOL, SMALL, form, today};
use crate::{
    answers::Answers,
    form::Form,
    journey::Journey,
    question::{NOT_APPLICABLE, Question},
};
use serde_json::{Value as Json, json};

const CHANGES: usize = 2_000;
const COMPARED_EACH: usize = 50;

/// Numbers that look random and are always the same (the 64-bit generator of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one_of(&mut self, values: &[Json]) -> Json {
        values[self.below(values.len())].clone()
    }
}

/// An answer to a question: proper mostly, improper or blank at times.
fn answer(question: &Question, chance: &mut Chance) -> Option<Json> {
    match chance.below(10) {
        0 | 1 => return None,
        2 => {
            return Some(chance.one_of(&[
                json!("?"),
                json!(-3),
                json!(true),
                json!({ "day": "31" }),
                json!([1]),
            ]));
        }
        _ => {}
    }
    Some(match question {
        Question::YesNo(_) => chance.one_of(&[json!("yes"), json!("no")]),
        Question::Number(_) | Question::Percent(_) | Question::Money(_) => {
            json!(chance.below(12))
        }
        Question::Date(_) => json!(format!(
            "2026-0{}-1{}",
            1 + chance.below(9),
            chance.below(10)
        )),
        Question::Choice(asked) => {
            json!(asked.kind.options[chance.below(asked.kind.options.len())].value)
        }
        Question::Choices(asked) => {
            let chosen = asked.kind.options.iter().filter(|_| chance.below(2) == 0);
            json!(
                chosen
                    .map(|option| option.value.clone())
                    .collect::<Vec<_>>()
            )
        }
        Question::Rating(_) => chance.one_of(&[
            json!("1"),
            json!("2"),
            json!(3),
            json!("4"),
            json!(NOT_APPLICABLE),
        ]),
        Question::Table(_) => json!([{ "row": "r1", "answers": { "name": "Ann" } }]),
        Question::Person(_) => json!({ "name": "Ann" }),
        _ => chance.one_of(&[json!("x"), json!("words"), json!(true)]),
    })
}

/// Every other change is to a question that others read, so that much depends on it.
fn walk(form: &Form, read_by_others: &[&str], seed: u64) {
    let mut chance = Chance(seed);
    let mut travelled = Journey::new(form, Answers::default(), today());
    for step in 1..=CHANGES {
        let position = match chance.below(2) {
            0 => form
                .position(read_by_others[chance.below(read_by_others.len())])
                .expect("it is there"),
            _ => chance.below(form.entries().len()),
        };
        let question = form.question(position);
        travelled.change(question.id(), answer(question, &mut chance));
        if step % COMPARED_EACH == 0 {
            compare(&travelled, &format!("after {step} changes"));
        }
    }
}

fn compare(travelled: &Journey<'_>, when: &str) {
    let form = travelled.form();
    let fresh = Journey::new(form, travelled.answers().clone(), today());
    for (position, section) in form.sections().iter().enumerate() {
        assert_eq!(
            travelled.section_applies(position),
            fresh.section_applies(position),
            "{} {when}",
            section.id
        );
    }
    for (position, entry) in form.entries().iter().enumerate() {
        let id = entry.question.id();
        assert_eq!(
            travelled.applies(position),
            fresh.applies(position),
            "{id} {when}"
        );
        assert_eq!(
            travelled.known(position),
            fresh.known(position),
            "{id} {when}"
        );
    }
    assert_eq!(travelled.asked_answers(), fresh.asked_answers(), "{when}");
    assert_eq!(travelled.problems(), fresh.problems(), "{when}");
}

#[test]
fn a_walk_through_the_small_form_ends_where_a_fresh_start_does() {
    walk(&form(SMALL), &["A1", "A2", "A3", "A4", "B1"], 0x5EED_0001);
}

#[test]
fn a_walk_through_the_school_return_ends_where_a_fresh_start_does() {
    walk(
        &form(SCHOOL),
        &["A.modules", "A9", "A30", "B1", "L4", "N2", "Q5.3", "S5"],
        0x5EED_0002,
    );
}

#[test]
fn a_change_tells_exactly_what_stands_differently() {
    let form = form(SMALL);
    let mut chance = Chance(0x5EED_0003);
    let mut travelled = Journey::new(&form, Answers::default(), today());
    let state = |journey: &Journey<'_>| {
        let positions = 0..form.entries().len();
        positions
            .map(|position| (journey.applies(position), journey.known(position).clone()))
            .collect::<Vec<_>>()
    };
    for _ in 0..CHANGES {
        let before = state(&travelled);
        let question = form.question(chance.below(form.entries().len()));
        let mut told = travelled.change(question.id(), answer(question, &mut chance));
        told.sort_unstable();
        let after = state(&travelled);
        let differ: Vec<usize> = (0..after.len())
            .filter(|position| before[*position] != after[*position])
            .collect();
        assert_eq!(told, differ, "{}", question.id());
    }
}
