//! What the loader tells of broken definitions, and that a sound one is read.

use super::*;
use crate::definition::CountedAs;

const SMALL: &str = r#"
schema: 1
form: { key: small, title: "Small", description: "A small form", lens: professional, audience: school, cycle: annual, sensitivity: organisation, reference: SM }
sections:
  - id: A
    title: "One"
    questions:
      - yes_no: { id: A1, label: "Is it so?" }
      - text:
          id: A2
          label: "Why?"
          applies_if: "${A1} = 'yes'"
"#;

fn problems(source: &str) -> Vec<String> {
    form(source)
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_small_form_is_read() {
    let form = form(SMALL).expect("the small form is sound");
    assert_eq!(form.entries().len(), 2);
}

#[test]
fn a_mistyped_key_is_told_with_its_place_and_the_right_one() {
    let found = problems(&SMALL.replace("label: \"Why?\"", "lable: \"Why?\""));
    assert_eq!(
        found,
        [
            "10:11: Add `label: …` here",
            "11:11: A text question has no key `lable`: did you mean `label`?"
        ]
    );
}

#[test]
fn an_unknown_kind_is_told_with_the_nearest() {
    assert_eq!(
        problems(&SMALL.replace("- yes_no:", "- yesno:")),
        ["8:9: There is no kind `yesno`: did you mean `yes_no`?"]
    );
}

#[test]
fn a_condition_that_names_nothing_is_told_where_it_stands() {
    let found = problems(&SMALL.replace("${A1}", "${A9}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("12:23: ") && found[0].contains("A9"),
        "{found:?}"
    );
}

#[test]
fn a_condition_that_cannot_be_read_is_told_to_the_character() {
    let found = problems(&SMALL.replace("${A1} = 'yes'", "${A1} == 'yes'"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("12:30: "), "{found:?}");
}

#[test]
fn several_problems_are_told_at_once() {
    let source = SMALL
        .replace("title: \"One\"", "titel: \"One\"")
        .replace("A1, label", "A2, label");
    assert!(problems(&source).len() >= 2);
    assert!(
        problems(&SMALL.replace("id: A2", "id: A1"))
            .iter()
            .any(|problem| problem.contains("used twice"))
    );
}

#[test]
fn conditions_in_a_circle_are_told() {
    let source = SMALL.replace(
        "label: \"Is it so?\"",
        "label: \"Is it so?\", applies_if: \"${A2} = 'x'\"",
    );
    assert!(
        problems(&source)[0].contains("circle"),
        "{:?}",
        problems(&source)
    );
}

#[test]
fn broken_yaml_is_one_problem_with_a_place() {
    let found = problems("schema: 1\nform: {\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("proper YAML"), "{found:?}");
}

const COUNTED: &str = r#"
schema: 1
form: { key: counted, title: "Counted", description: "A form that is counted", lens: professional, audience: case, cycle: none, sensitivity: case, reference: CO }
themes: [ { id: PLAN, title: "Plans" } ]
scales:
  - id: grades
    counted_as: grade
    options:
      - { value: good, label: "Good", points: 1 }
      - { value: not_yet, label: "Not yet", points: 0 }
      - { value: not_enough, label: "Not enough evidence" }
sections:
  - id: A
    title: "One"
    scored: false
    questions:
      - rating: { id: A1, label: "How good is it?", scale: grades, themes: [PLAN] }
"#;

#[test]
fn an_answer_without_points_stands_outside_the_order_of_grades() {
    let form = form(COUNTED).expect("the counted form is sound");
    let scale = &form.package().scales[0];
    assert_eq!(scale.counted_as, Some(CountedAs::Grade));
    assert_eq!(scale.option("not_enough").map(|of| of.points), Some(None));
    assert_eq!(scale.highest(), 1);
}

#[test]
fn points_may_be_left_out_only_where_ratings_are_counted_and_nothing_is_scored() {
    let told = |from: &str, to: &str| problems(&COUNTED.replace(from, to));
    assert_eq!(
        told("    counted_as: grade\n", ""),
        ["10:9: Add `points: …` here: what the option counts"]
    );
    assert_eq!(
        told("scored: false", "scored: true"),
        [
            "17:60: Give `not_enough` of `grades` points, or ask this where it is not scored: it has none to add up"
        ]
    );
}

#[test]
fn a_scale_that_is_counted_says_which_option_stands_above_which() {
    let told = |from: &str, to: &str| problems(&COUNTED.replace(from, to));
    assert_eq!(
        told("points: 1", "points: 0"),
        ["9:7: Give points to at least two options: they say which stands above which"]
    );
    assert_eq!(
        told(
            "label: \"Not enough evidence\"",
            "label: \"Not known\", points: 1"
        ),
        ["9:7: Give each option points of its own: they are its place in the order"]
    );
    assert_eq!(
        told("counted_as: grade", "counted_as: mark"),
        ["7:17: Write one of `grade`, `prompt`, not `mark`"]
    );
}

#[test]
fn json_and_back_is_the_same_form() {
    let package = package(SMALL).expect("read");
    let json = serde_json::to_string(&package).expect("written");
    let again: FormPackage = serde_json::from_str(&json).expect("read back");
    assert_eq!(package, again);
}
