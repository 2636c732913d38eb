//! What the loader tells of broken definitions, and that a sound one is read.

use super::*;

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

#[test]
fn json_and_back_is_the_same_form() {
    let package = package(SMALL).expect("read");
    let json = serde_json::to_string(&package).expect("written");
    let again: FormPackage = serde_json::from_str(&json).expect("read back");
    assert_eq!(package, again);
}
