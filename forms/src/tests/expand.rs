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

const SPOKEN: &str = r#"
schema: 1
form: { key: spoken, title: { en: "Survey", cy: "Arolwg" }, description: "In two languages", lens: citizen, audience: school, cycle: none, sensitivity: organisation, reference: SP }
sections:
  - id: A
    title: "About you"
    questions:
      - text: { id: A1, label: { en: "What is your setting called?", cy: "Beth yw enw eich lleoliad?" } }
      - choice: { id: A2, label: "Which is it?", options: [ { value: a, label: { en: "A school", cy: "Ysgol" } }, { value: b, label: "Another" } ] }
      - person: { id: A3, label: "Who leads?", identifying: true }
      - number: { id: A4, label: "How many children come to ${A1}?", hint: "You said: ${A2}.", required: true, required_message: "Enter how many come to ${A1}" }
      - computed: { id: A5, label: "Twice", value: "${A4} * 2" }
      - note: { id: A6, text: "Twice that is ${A5}, and ${unknown} stays" }
"#;

fn spoken() -> Form {
    form(&SPOKEN.replace(", and ${unknown} stays", ""))
}

#[test]
fn earlier_answers_stand_where_later_texts_name_them() {
    let form = spoken();
    let said = |answers| {
        let travelled = journey(&form, answers);
        let filled = form.filled_in(&travelled).expect("texts name answers");
        assert_eq!(filled.version(), form.version());
        let label = |id: &str| filled.find(id).expect("it is asked").common().clone();
        let hint = label("A4").hint.expect("it has a hint");
        let told = Journey::new(&filled, travelled.answers().clone(), today()).problems();
        let told: Vec<String> = told.into_iter().map(|problem| problem.message).collect();
        (
            label("A4").label.en().to_string(),
            hint.en().to_string(),
            told,
        )
    };
    assert_eq!(
        said(json!({ "A1": "Elm ${A2} School", "A2": "a" })),
        (
            "How many children come to Elm ${A2} School?".to_string(),
            "You said: A school.".to_string(),
            vec!["Enter how many come to Elm ${A2} School".to_string()]
        )
    );
    let (label, hint, _) = said(json!({}));
    assert_eq!(
        label,
        "How many children come to [What is your setting called?]?"
    );
    assert_eq!(hint, "You said: [Which is it?].");
}

#[test]
fn a_computed_value_stands_where_a_text_names_it() {
    let form = spoken();
    let filled = form
        .filled_in(&journey(&form, json!({ "A4": 21 })))
        .expect("it names one");
    let note = filled.find("A6").expect("it is there");
    assert!(matches!(note, Question::Note(note) if note.kind.text.en() == "Twice that is 42"));
}

#[test]
fn a_text_takes_words_only_from_an_earlier_question_that_names_nobody() {
    let told = |instead: &str| {
        let source = SPOKEN.replace("${A5}, and ${unknown}", instead);
        crate::load::form(&source).expect_err("it is not sound")[0].to_string()
    };
    assert!(told("${nothing}").ends_with("There is no question `nothing` to take words from"));
    assert!(told("${A3}").ends_with("`A3` names a person: leave it out of what others read"));
    assert!(told("${A6}").ends_with("Take words from an earlier question: `A6` is asked later"));
}

#[test]
fn a_form_is_read_in_a_language_as_far_as_it_is_written_in_it() {
    let form = spoken();
    assert_eq!(form.languages(), ["en", "cy"]);
    let welsh = form.in_language("cy");
    assert_eq!(welsh.version(), form.version());
    assert_eq!(welsh.package().form.title.en(), "Arolwg");
    let label = |id: &str| welsh.find(id).expect("it is asked").common().label.clone();
    assert_eq!(
        (label("A1").en(), label("A1").language()),
        ("Beth yw enw eich lleoliad?", "cy")
    );
    assert_eq!(
        (label("A2").en(), label("A2").language()),
        ("Which is it?", "en")
    );
    let which = welsh.find("A2").expect("it is asked");
    assert_eq!(which.asks().words(&json!("a")), "Ysgol");
    let filled = welsh
        .filled_in(&journey(&welsh, json!({ "A2": "a" })))
        .expect("it names some");
    let hint = filled
        .find("A4")
        .and_then(|asked| asked.common().hint.clone());
    assert_eq!(hint.expect("it has one").en(), "You said: Ysgol.");
}

#[test]
fn what_the_partnership_keeps_makes_another_version() {
    use crate::{
        definition::{Cycle, ListItem},
        kept,
        text::Text,
    };
    let before = form(AUDIT);
    let items = vec![ListItem {
        id: "debt".to_string(),
        title: Text::english("Debt"),
    }];
    let package = kept::with_items(before.package().clone(), kept::PRIORITIES, items);
    let package = kept::with_switches(package, &[]);
    let package = kept::with_cycle(package, 12);
    assert_eq!(kept::months_of(package.form.cycle), Some(12));
    assert_eq!(package.form.cycle, Cycle::Annual);
    let after = Form::build(package).expect("it stays sound");
    assert_ne!(after.version(), before.version());
    let asked = ids(&after);
    assert!(asked.contains(&"S11-12.5.debt") && !asked.contains(&"S11-12.5.neglect"));
    assert!(!asked.contains(&"KR.grade"));
    let none = kept::with_items(before.package().clone(), kept::PRIORITIES, Vec::new());
    let none = Form::build(none).expect("without priorities nothing is asked of them");
    assert!(!ids(&none).iter().any(|id| id.starts_with("S11-12.5")));
}
