//! Which questions apply, what of them is certain, and what leaves with the submission.

use super::{CERTAINLY, CERTAINLY_NOT, NOT_YET, SCHOOL, SMALL, at, form, journey};
use crate::expression::{Known, Value};
use serde_json::json;

#[test]
fn a_condition_is_undetermined_until_what_it_reads_is_answered() {
    let form = form(SMALL);
    let a2 = at(&form, "A2");
    assert_eq!(journey(&form, json!({})).applies(a2), NOT_YET);
    assert_eq!(
        journey(&form, json!({ "A1": "yes" })).applies(a2),
        CERTAINLY
    );
    assert_eq!(
        journey(&form, json!({ "A1": "no" })).applies(a2),
        CERTAINLY_NOT
    );
    assert_eq!(
        journey(&form, json!({ "A1": 7 })).applies(a2),
        NOT_YET,
        "an answer of another kind is none"
    );
}

#[test]
fn a_hidden_section_hides_its_questions_with_the_same_certainty() {
    let form = form(SMALL);
    let (section, b1) = (1, at(&form, "B1"));
    let open = journey(&form, json!({}));
    assert_eq!(
        (open.section_applies(section), open.applies(b1)),
        (NOT_YET, NOT_YET)
    );
    assert_eq!(open.sections(), [0]);
    let hidden = journey(&form, json!({ "A4": ["a"] }));
    assert_eq!(
        (hidden.section_applies(section), hidden.applies(b1)),
        (CERTAINLY_NOT, CERTAINLY_NOT)
    );
    let shown = journey(&form, json!({ "A4": ["a", "b"] }));
    assert_eq!(
        (shown.section_applies(section), shown.applies(b1)),
        (CERTAINLY, CERTAINLY)
    );
    assert_eq!(shown.sections(), [0, 1]);
}

#[test]
fn a_certainly_hidden_section_makes_an_open_condition_in_it_certain() {
    let form = form(SMALL);
    let b2 = at(&form, "B2");
    assert_eq!(journey(&form, json!({ "A4": ["b"] })).applies(b2), NOT_YET);
    assert_eq!(
        journey(&form, json!({ "A4": ["a"] })).applies(b2),
        CERTAINLY_NOT
    );
    assert_eq!(
        journey(&form, json!({ "A4": ["b"], "B1": "2" })).applies(b2),
        CERTAINLY,
        "one side of an `or` is enough"
    );
}

#[test]
fn a_hidden_answer_is_blank_to_expressions_and_certainly_so() {
    let form = form(SMALL);
    let hidden = journey(&form, json!({ "A1": "no", "A2": "x" }));
    assert_eq!(
        hidden.known(at(&form, "A2")),
        &Known {
            value: Value::Blank,
            determined: true
        }
    );
    let open = journey(&form, json!({ "A2": "x" }));
    assert_eq!(
        open.known(at(&form, "A2")),
        &Known {
            value: Value::Blank,
            determined: false
        }
    );
}

#[test]
fn a_computed_question_is_certain_when_what_it_reads_is() {
    let form = form(SMALL);
    let a7 = at(&form, "A7");
    assert!(!journey(&form, json!({})).known(a7).determined);
    let computed = journey(&form, json!({ "A3": 4 }));
    assert_eq!(
        computed.known(a7),
        &Known {
            value: Value::Number(8.0),
            determined: true
        }
    );
    assert_eq!(computed.applies(at(&form, "A9")), CERTAINLY);
    assert_eq!(
        journey(&form, json!({ "A3": 3 })).applies(at(&form, "A9")),
        CERTAINLY_NOT
    );
}

#[test]
fn an_answer_that_is_hidden_is_kept_and_does_not_leave_with_the_submission() {
    let form = form(SMALL);
    let mut travelled = journey(&form, json!({ "A1": "yes", "A2": "Because" }));
    assert!(travelled.asked_answers().get("A2").is_some());
    travelled.change("A1", Some(json!("no")));
    assert_eq!(
        travelled.answers().get("A2"),
        Some(&json!("Because")),
        "it is kept in the draft"
    );
    assert_eq!(travelled.answer(at(&form, "A2")), None);
    assert_eq!(travelled.asked_answers().get("A2"), None);
    travelled.change("A1", Some(json!("yes")));
    assert_eq!(
        travelled.asked_answers().get("A2"),
        Some(&json!("Because")),
        "and comes back"
    );
}

#[test]
fn a_change_tells_what_stands_differently_and_an_unknown_id_changes_nothing() {
    let form = form(SMALL);
    let mut travelled = journey(&form, json!({}));
    let changed = travelled.change("A1", Some(json!("yes")));
    assert_eq!(changed, [at(&form, "A1"), at(&form, "A2")]);
    assert_eq!(
        travelled.change("A1", Some(json!("yes"))),
        Vec::<usize>::new(),
        "the same again"
    );
    assert_eq!(
        travelled.change("no.such", Some(json!("yes"))),
        Vec::<usize>::new()
    );
    assert_eq!(travelled.answers().get("no.such"), None);
}

#[test]
fn taking_an_answer_away_makes_what_hung_on_it_open_again() {
    let form = form(SMALL);
    let mut travelled = journey(&form, json!({ "A1": "yes" }));
    travelled.change("A1", None);
    assert_eq!(travelled.applies(at(&form, "A2")), NOT_YET);
    assert!(travelled.answers().is_empty());
    travelled.change("A1", Some(json!("")));
    assert!(travelled.answers().is_empty(), "a blank answer is none");
}

#[test]
fn the_modules_of_the_return_follow_the_type_of_school() {
    let form = form(SCHOOL);
    let section = |id: &str| form.section_position(id).expect("there is such a section");
    let open = journey(&form, json!({}));
    assert_eq!(open.section_applies(section("Q2")), NOT_YET);
    let boarding = journey(&form, json!({ "A.modules": ["boarding"] }));
    assert_eq!(boarding.section_applies(section("Q2")), CERTAINLY);
    assert_eq!(boarding.section_applies(section("Q1")), CERTAINLY_NOT);
    assert_eq!(
        boarding.applies(at(&form, "Q2.1.how")),
        CERTAINLY,
        "parts go with their rating"
    );
    assert_eq!(boarding.applies(at(&form, "Q1.1.how")), CERTAINLY_NOT);
}
