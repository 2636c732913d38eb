//! A partnership's own questions: added, refused with what to do, removed, never reused.

use super::{SCHOOL, form};
use crate::{
    change::{ChangeKind, changes, gravest},
    form::Form,
    local::{LOCAL_KINDS, NewLocalQuestion, add, local_section, remove},
};

fn new(kind: &str, label: &str, options: &str) -> NewLocalQuestion {
    NewLocalQuestion {
        kind: kind.to_string(),
        label: label.to_string(),
        hint: String::new(),
        options: options.to_string(),
    }
}

fn parts(of: &NewLocalQuestion) -> Vec<&'static str> {
    let school = form(SCHOOL);
    let problems = add(school.package(), &[], of).expect_err("something is wrong");
    problems.into_iter().map(|problem| problem.part).collect()
}

#[test]
fn every_kind_offered_makes_a_sound_form_that_an_open_campaign_can_ask() {
    let school = form(SCHOOL);
    for (kind, _) in LOCAL_KINDS {
        let question = new(kind, "What about vaping?", "A great deal\n\n  A little \n");
        let package = add(school.package(), &[], &question).expect("a proper question");
        let built = Form::build(package).expect("a sound form");
        let added = built.find("R1").expect("the question");
        assert_eq!((added.kind(), added.common().required), (kind, false));
        let found = changes(&school, &built);
        assert_eq!(gravest(&found), Some(ChangeKind::Compatible), "{found:?}");
    }
}

#[test]
fn a_question_that_is_not_proper_is_told_part_by_part() {
    assert_eq!(parts(&new("text", " ", "")), ["label"]);
    assert_eq!(parts(&new("rating", "Why?", "")), ["kind"]);
    assert_eq!(parts(&new("choice", "", "Only one")), ["label", "options"]);
    assert_eq!(parts(&new("choices", "Which?", "Same\nSame")), ["options"]);
    assert_eq!(parts(&new("text", &"x".repeat(501), "")), ["label"]);
}

#[test]
fn there_is_room_for_ten_and_an_id_is_never_used_again() {
    let school = form(SCHOOL);
    let mut package = school.package().clone();
    for number in 1..=10 {
        let used: Vec<String> = (1..number).map(|used| format!("R{used}")).collect();
        package = add(&package, &used, &new("yes_no", "Another?", "")).expect("room");
    }
    let used: Vec<String> = (1..=10).map(|used| format!("R{used}")).collect();
    let full = add(&package, &used, &new("yes_no", "One more?", "")).expect_err("no room");
    assert_eq!(
        full[0].message,
        "Remove a question first: there is room for 10"
    );
    let fewer = remove(&package, "R4").expect("R4 is there");
    assert_eq!(remove(&fewer, "R4"), None);
    assert_eq!(
        remove(&fewer, "C1"),
        None,
        "only local questions can be removed"
    );
    let again = add(&fewer, &used, &new("yes_no", "One more?", "")).expect("room again");
    let (section, room) = local_section(&again).expect("a section with room");
    assert_eq!((section.questions.len(), room), (10, 10));
    assert_eq!(section.questions[9].id(), "R11");
}
