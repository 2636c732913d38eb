//! The Section 11 self-assessment asks the whole bank: its standards, ids, critical questions,
//! descriptors, and the numbers that belong to its questions.

use super::{definitions, load};
use fourlens_forms::{
    definition::{Audience, Cycle},
    form::Form,
    question::{Asked, Question, Rating},
};

/// How many questions each standard has, and which are critical.
const STANDARDS: [(usize, &[usize]); 12] = [
    (5, &[1, 3]),
    (4, &[1]),
    (5, &[1]),
    (4, &[1]),
    (4, &[1]),
    (5, &[1]),
    (4, &[1]),
    (5, &[1, 2]),
    (5, &[1, 3]),
    (4, &[3]),
    (4, &[1, 2]),
    (4, &[1]),
];

/// Numbers and percentages that the bank names in a question.
const NUMBERS: [&str; 10] = [
    "S11-5.3.raised",
    "S11-5.3.resolved_first_step",
    "S11-5.3.unresolved",
    "S11-6.3.on_time",
    "S11-9.1.levels",
    "S11-9.1.in_date",
    "S11-9.3.supervision_held",
    "S11-11.2.referred",
    "S11-11.2.within_time",
    "S11-12.2.led",
];

fn section_11() -> Form {
    let sources = definitions();
    let found = sources.iter().find(|(name, _)| name == "section-11");
    let (name, source) = found.expect("the self-assessment is there");
    load(name, source)
}

fn rating<'f>(form: &'f Form, id: &str) -> &'f Asked<Rating> {
    match form.find(id) {
        Some(Question::Rating(rating)) => rating,
        _ => panic!("{id} is not a rating"),
    }
}

#[test]
fn twelve_standards_ask_the_bank_with_its_critical_questions() {
    let form = section_11();
    for ((count, critical), standard) in STANDARDS.iter().zip(1..) {
        let section = form.section_position(&format!("S{standard}"));
        let section = section.expect("each standard is a section");
        assert!(form.sections()[section].scored);
        for number in 1..=*count {
            let id = format!("S11-{standard}.{number}");
            let asked = rating(&form, &id);
            assert_eq!(asked.kind.critical, critical.contains(&number), "{id}");
            let here = form.position(&id).expect("it is asked");
            assert!(form.questions_of(section).contains(&here), "{id}");
        }
        let next = format!("S11-{standard}.{}", count + 1);
        assert!(form.find(&next).is_none(), "{next} is not in the bank");
    }
}

#[test]
fn every_question_is_required_described_for_each_rating_and_asks_for_narrative_and_evidence() {
    let form = section_11();
    let ratings = form
        .entries()
        .iter()
        .filter_map(|entry| match &entry.question {
            Question::Rating(rating) => Some(rating),
            _ => None,
        });
    let mut count = 0;
    for asked in ratings {
        let id = &asked.common.id;
        count += 1;
        assert!(asked.common.required, "{id}");
        assert!(!asked.common.themes.is_empty(), "{id}");
        let described: Vec<&str> = asked.kind.descriptors.keys().map(String::as_str).collect();
        assert_eq!(described, ["0", "1", "2", "3"], "{id}");
        let scale = asked.kind.on.as_ref().expect("it has a scale");
        let suggests = scale.options.iter().filter(|option| option.suggests_action);
        let suggests: Vec<i64> = suggests.filter_map(|option| option.points).collect();
        assert_eq!(suggests, [1, 0], "{id}");
        let part = |name: &str| form.find(&format!("{id}.{name}")).map(Question::kind);
        assert_eq!(part("how"), Some("long_text"), "{id}");
        assert_eq!(part("evidence"), Some("evidence"), "{id}");
    }
    let priorities = form.package().lists[0].items.len();
    let bank: usize = STANDARDS.iter().map(|(count, _)| count).sum();
    assert_eq!(count, bank + priorities);
}

#[test]
fn numbers_named_in_a_question_are_answers_of_that_question() {
    let form = section_11();
    for id in NUMBERS {
        let position = form.position(id).unwrap_or_else(|| panic!("{id} is asked"));
        let parent = form.entries()[position].parent.expect("it is a part");
        assert!(id.starts_with(form.question(parent).id()), "{id}");
    }
}

#[test]
fn the_contribution_to_each_priority_is_rated_by_itself() {
    let form = section_11();
    let list = &form.package().lists[0];
    assert_eq!(list.id, "priorities");
    assert!(list.items.len() >= 2);
    for item in &list.items {
        let asked = rating(&form, &format!("S11-12.5.{}", item.id));
        assert!(asked.common.label.en().contains(item.title.en()));
    }
}

#[test]
fn it_asks_agencies_every_other_year_and_has_room_for_six_local_questions() {
    let form = section_11();
    let head = &form.package().form;
    assert_eq!(head.audience, Audience::Agency);
    assert_eq!(head.cycle, Cycle::EveryMonths(24));
    let (_, room) = fourlens_forms::local::local_section(form.package()).expect("there is room");
    assert_eq!(room, 6);
}
