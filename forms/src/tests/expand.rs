//! What is declared once and asked many times: composites, questions for each item of a list,
//! switches, and the parts of ratings.

use super::{form, journey, today};
use crate::{
    answers::Answers,
    change::{ChangeKind, changes, gravest},
    form::Form,
    journey::Journey,
    question::Question,
    slice,
};
use serde_json::json;

const AUDIT: &str = r#"
schema: 1
form: { key: audit, title: "Audit", description: "A small audit", lens: professional, audience: agency, cycle: { every_months: 24 }, sensitivity: organisation, reference: AU }
themes:
  - { id: RISK, title: "Risk" }
  - { id: PLAN, title: "Plans" }
scales:
  - id: s
    version: 1
    options:
      - { value: "1", label: "Good", points: 1 }
      - { value: "0", label: "Poor", points: 0 }
lists:
  - id: priorities
    title: "Priorities"
    items:
      - { id: neglect, title: "Neglect" }
      - { id: online, title: { en: "Safety online", cy: "Diogelwch ar-lein" } }
switches:
  - { id: ratings, title: "Ask for ratings", on: true }
part_sets:
  - id: line
    questions:
      - long_text: { id: worked, label: "What worked well" }
      - long_text: { id: develop, label: "What to develop", required_if: "${.worked} = ''" }
      - rating: { id: grade, label: "Grade", scale: s, only_with: ratings }
sections:
  - id: KR
    title: "Risk"
    scored: true
    questions:
      - rating: { id: KR1, label: "Was risk seen?", scale: s, themes: [PLAN], rated_with: ratings }
      - composite: { id: KR, label: "Risk in one view", parts: line, themes: [RISK] }
  - id: S5
    title: "Escalation"
    scored: true
    questions:
      - rating:
          id: S11-5.3
          label: "Are escalations counted?"
          scale: s
          themes: [RISK]
          not_applicable: true
          further:
            - number: { id: raised, label: "Escalations raised", whole: true }
            - number: { id: unresolved, label: "Not resolved", constraints: [ { must: ". <= ${.raised}", message: "Enter no more than were raised" } ] }
      - rating: { id: S11-12.5, label: "How do you contribute to ${item}?", scale: s, themes: [PLAN], for_each: priorities }
"#;

fn ids(form: &Form) -> Vec<&str> {
    let entries = form.entries().iter();
    entries.map(|entry| entry.question.id()).collect()
}

#[test]
fn every_question_is_asked_under_an_id_of_its_own() {
    let form = form(AUDIT);
    assert_eq!(
        ids(&form),
        [
            "KR1",
            "KR",
            "KR.worked",
            "KR.develop",
            "KR.grade",
            "S11-5.3",
            "S11-5.3.na_reason",
            "S11-5.3.raised",
            "S11-5.3.unresolved",
            "S11-12.5.neglect",
            "S11-12.5.online",
        ]
    );
}

#[test]
fn a_question_for_each_item_says_the_item_in_each_language() {
    let form = form(AUDIT);
    let label = |id: &str| form.find(id).expect("it is asked").common().label.clone();
    assert_eq!(
        label("S11-12.5.neglect").en(),
        "How do you contribute to Neglect?"
    );
    assert_eq!(
        label("S11-12.5.online").en(),
        "How do you contribute to Safety online?"
    );
}

#[test]
fn people_call_a_question_by_the_number_after_its_hyphen() {
    let form = form(AUDIT);
    let number = |id: &str| form.find(id).and_then(Question::number);
    assert_eq!(number("KR1"), Some("KR1"));
    assert_eq!(number("S11-5.3"), Some("5.3"));
    assert_eq!(number("S11-12.5.neglect"), Some("12.5"));
    assert_eq!(number("KR.worked"), None);
    let title = |id: &str| form.question_title(super::at(&form, id));
    assert_eq!(title("S11-5.3"), "5.3. Are escalations counted?");
    assert_eq!(title("S11-5.3.raised"), "5.3: Escalations raised");
    assert_eq!(title("KR.worked"), "What worked well");
}

#[test]
fn a_part_names_its_siblings_and_its_rating_takes_the_themes_of_the_composite() {
    let form = form(AUDIT);
    let problems = |answers| {
        let told = journey(&form, answers).problems();
        told.into_iter()
            .map(|problem| problem.question)
            .collect::<Vec<_>>()
    };
    assert_eq!(problems(json!({})), ["KR.develop"]);
    assert_eq!(
        problems(json!({ "KR.worked": "Much" })),
        Vec::<String>::new()
    );
    let counts = json!({ "KR.worked": "Much", "S11-5.3": "1", "S11-5.3.raised": 2, "S11-5.3.unresolved": 3 });
    assert_eq!(problems(counts), ["S11-5.3.unresolved"]);
    let grade = form.find("KR.grade").expect("it is asked");
    assert_eq!(grade.common().themes, ["RISK"]);
}

#[test]
fn without_its_switch_a_rating_is_words_and_a_part_is_not_asked() {
    let off = form(&AUDIT.replace("on: true", "on: false"));
    assert!(off.find("KR.grade").is_none());
    let prompt = off.find("KR1").expect("its words stay");
    assert!(matches!(prompt, Question::Note(note) if note.kind.text.en() == "Was risk seen?"));
    let told = changes(&form(AUDIT), &off);
    assert_eq!(gravest(&told), Some(ChangeKind::Destructive));
}

#[test]
fn a_slice_asks_what_its_section_asks_and_runs_without_lists_and_sets() {
    let form = form(AUDIT);
    for section in 0..form.sections().len() {
        let sliced = Form::assemble(slice::package(&form, section)).expect("a slice runs");
        let here = form.questions_of(section);
        let asked: Vec<&str> = here.map(|at| form.question(at).id()).collect();
        assert!(ids(&sliced).ends_with(&asked), "{asked:?}");
        let answers: Answers =
            serde_json::from_value(json!({ "S11-5.3": "na", "KR.worked": "x" })).expect("answers");
        let (whole, part) = (
            Journey::new(&form, answers.clone(), today()),
            Journey::new(&sliced, answers, today()),
        );
        for id in asked {
            let (of_whole, of_part) = (super::at(&form, id), super::at(&sliced, id));
            assert_eq!(whole.applies(of_whole), part.applies(of_part), "{id}");
            assert_eq!(whole.required(of_whole), part.required(of_part), "{id}");
        }
    }
}

#[test]
fn what_is_not_declared_is_told_where_it_is_named() {
    let told = |from: &str, to: &str| {
        let problems = crate::load::form(&AUDIT.replace(from, to)).expect_err("it is not sound");
        problems[0].message.clone()
    };
    assert_eq!(
        told("for_each: priorities", "for_each: hopes"),
        "There is no list `hopes`: write one of `priorities`"
    );
    assert_eq!(
        told("only_with: ratings", "only_with: grades"),
        "There is no switch `grades`: write one of `ratings`"
    );
    assert_eq!(
        told("parts: line,", "parts: lines,"),
        "There is no part set `lines`"
    );
    assert_eq!(
        told("id: S11-12.5,", "id: KR1-b,"),
        "Change the id `KR1-b.neglect`: there is a question `KR1` already"
    );
}
