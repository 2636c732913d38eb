//! What is told about answers: blanks that must be filled, answers that are not proper, broken
//! constraints, cells of tables; and what is never told.

use super::{SCHOOL, SMALL, at, form, journey, today};
use crate::{
    check::{Cell, Problem, Rule},
    form::Form,
    question::{Posted, Question},
};
use serde_json::{Value as Json, json};

/// What is wrong with one question.
fn told(form: &Form, answers: Json, id: &str) -> Vec<Problem> {
    journey(form, answers).problems_at(at(form, id))
}

/// The only message about a question, with its rule.
fn message(form: &Form, answers: Json, id: &str) -> (Rule, String) {
    let problems = told(form, answers, id);
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].rule, problems[0].message.clone())
}

fn posted(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect()
}

#[test]
fn a_blank_that_must_be_answered_is_told_in_the_forms_own_words() {
    let form = form(SMALL);
    assert_eq!(
        message(&form, json!({}), "A1"),
        (
            Rule::Required,
            "Select yes or no for “Is it so?”".to_string()
        )
    );
    assert_eq!(
        message(&form, json!({ "A1": "yes" }), "A2"),
        (Rule::Required, "Say why it is so".to_string())
    );
}

#[test]
fn a_hidden_question_never_blocks() {
    let form = form(SMALL);
    let blank = journey(
        &form,
        json!({ "A1": "no", "A3": 1, "A8": [{ "row": "r1", "answers": { "name": "Ann" } }] }),
    );
    assert_eq!(blank.problems(), Vec::new());
    assert_eq!(
        told(&form, json!({ "A1": "no", "A2": 12 }), "A2"),
        Vec::new(),
        "nor does an improper answer in it"
    );
    assert_eq!(
        blank.problems_of(1),
        Vec::new(),
        "nor a section that does not apply"
    );
}

#[test]
fn required_if_asks_only_when_its_condition_holds() {
    let form = form(SMALL);
    assert_eq!(told(&form, json!({}), "A3"), Vec::new());
    assert_eq!(told(&form, json!({ "A1": "yes" }), "A3"), Vec::new());
    assert_eq!(
        message(&form, json!({ "A1": "no" }), "A3").0,
        Rule::Required
    );
    assert_eq!(
        told(&form, json!({ "A1": "no", "A3": 0 }), "A3"),
        Vec::new(),
        "zero is an answer"
    );
}

#[test]
fn a_broken_constraint_is_told_with_its_message_and_the_kind_comes_first() {
    let form = form(SMALL);
    let broken = message(&form, json!({ "A3": 11 }), "A3");
    assert_eq!(
        broken,
        (
            Rule::Invalid,
            "Enter no more than the most there may be".to_string()
        )
    );
    assert_eq!(told(&form, json!({ "A3": 11, "A6": 12 }), "A3"), Vec::new());
    assert_eq!(
        message(&form, json!({ "A3": "many" }), "A3").1,
        "Enter “How many?” as a number, like 12"
    );
    assert_eq!(
        message(&form, json!({ "A3": 1.5 }), "A3").1,
        "Enter “How many?” as a whole number, like 12"
    );
    assert_eq!(
        message(&form, json!({ "A3": -1 }), "A3").1,
        "Enter “How many?” as 0 or more"
    );
}

#[test]
fn not_applicable_asks_for_a_reason_and_only_then() {
    let form = form(SMALL);
    assert_eq!(
        told(&form, json!({ "A4": ["b"], "B1": "1" }), "B1.na_reason"),
        Vec::new()
    );
    let reason = message(&form, json!({ "A4": ["b"], "B1": "na" }), "B1.na_reason");
    assert_eq!(
        reason,
        (
            Rule::Required,
            "Enter why B1 does not apply to you".to_string()
        )
    );
    let given = json!({ "A4": ["b"], "B1": "na", "B1.na_reason": "We have none" });
    assert_eq!(told(&form, given, "B1.na_reason"), Vec::new());
    let return_of_schools = super::form(SCHOOL);
    assert_eq!(
        message(&return_of_schools, json!({ "C1": "na" }), "C1").0,
        Rule::Invalid,
        "C1 does not offer it"
    );
}

#[test]
fn each_cell_of_a_table_is_told_with_its_row_and_column() {
    let form = form(SMALL);
    assert_eq!(
        message(&form, json!({}), "A8").0,
        Rule::Required,
        "it needs at least one row"
    );
    let rows = json!([
        { "row": "r1", "answers": { "name": "Ann", "trained": "2026-09-30" } },
        { "row": "r2", "answers": { "trained": { "day": "31", "month": "2", "year": "2026" } } }
    ]);
    let problems = told(&form, json!({ "A8": rows }), "A8");
    let cells: Vec<_> = problems
        .iter()
        .map(|problem| (problem.cell.clone(), problem.rule))
        .collect();
    let cell = |column: &str| {
        Some(Cell {
            row: "r2".to_string(),
            column: column.to_string(),
        })
    };
    assert_eq!(
        cells,
        [
            (cell("name"), Rule::Required),
            (cell("trained"), Rule::Invalid)
        ]
    );
    assert_eq!(
        problems[1].message,
        "Enter “Trained on” as a real date, like 27 3 2026"
    );
    let long = json!({ "A8": [{ "row": "r1", "answers": { "name": "Annabel" } }] });
    assert_eq!(
        message(&form, long, "A8").1,
        "Shorten “Name” to 5 characters or fewer: it has 7"
    );
    let future =
        json!({ "A8": [{ "row": "r1", "answers": { "name": "Ann", "trained": "2026-10-02" } }] });
    assert_eq!(
        message(&form, future, "A8").1,
        "Enter “Trained on” as today or a day in the past"
    );
}

#[test]
fn a_blank_cell_is_a_missing_one() {
    let form = form(SMALL);
    for blank in [json!(""), json!(null)] {
        let rows =
            json!({ "A8": [{ "row": "r1", "answers": { "name": blank, "trained": blank } }] });
        assert_eq!(message(&form, rows, "A8").0, Rule::Required);
    }
}

#[test]
fn a_table_with_too_many_rows_or_none_that_can_be_read_is_told() {
    let form = form(SMALL);
    let row = |id: &str| json!({ "row": id, "answers": { "name": "Ann" } });
    let many = json!({ "A8": [row("r1"), row("r2"), row("r3")] });
    assert_eq!(
        message(&form, many, "A8").1,
        "Keep no more than 2 rows in “Deputies”"
    );
    assert_eq!(
        message(&form, json!({ "A8": [{ "answers": {} }] }), "A8").0,
        Rule::Invalid
    );
    assert_eq!(
        message(&form, json!({ "A8": "Ann" }), "A8").0,
        Rule::Invalid
    );
}

#[test]
fn a_date_that_does_not_exist_is_kept_as_it_was_typed_and_told() {
    let form = form(SMALL);
    let date = form.find("A5").expect("A5 is there");
    let fields = posted(&[("A5-day", "31"), ("A5-month", "2"), ("A5-year", "2026")]);
    let typed = date
        .asks()
        .read(&Posted::new(&fields, "A5"))
        .expect("it is kept");
    assert_eq!(typed, json!({ "day": "31", "month": "2", "year": "2026" }));
    assert_eq!(date.asks().words(&typed), "31 2 2026");
    let kept = journey(&form, json!({ "A5": typed.clone() }));
    assert_eq!(kept.answer(at(&form, "A5")), Some(&typed));
    assert_eq!(
        message(&form, json!({ "A5": typed }), "A5").1,
        "Enter “When?” as a real date, like 27 3 2026"
    );
    let partly = json!({ "A5": { "day": "3" } });
    assert_eq!(
        message(&form, partly, "A5").1,
        "“When?” must include a month and a year"
    );
    let tomorrow = today().succ_opt().expect("there is a next day").to_string();
    assert_eq!(
        message(&form, json!({ "A5": tomorrow }), "A5").1,
        "Enter “When?” as today or a day in the past"
    );
    assert_eq!(
        told(&form, json!({ "A5": today().to_string() }), "A5"),
        Vec::new()
    );
}

#[test]
fn problems_are_told_in_the_order_of_the_form() {
    let form = form(SCHOOL);
    let problems = journey(&form, json!({ "A1": "12", "C1": "7", "S1": "na" })).problems();
    let positions: Vec<usize> = problems
        .iter()
        .map(|problem| at(&form, &problem.question))
        .collect();
    assert!(positions.is_sorted());
    let of = |id: &str| {
        problems
            .iter()
            .find(|problem| problem.question == id)
            .map(|problem| problem.rule)
    };
    assert_eq!(
        (of("A1"), of("C1"), of("C2"), of("S1")),
        (
            Some(Rule::Invalid),
            Some(Rule::Invalid),
            Some(Rule::Required),
            Some(Rule::Invalid)
        )
    );
    assert_eq!(
        of("Q1.1"),
        None,
        "a module that is not said to apply does not block"
    );
}

const NESTED: &str = r#"
schema: 1
form: { key: nested, title: "Nested", description: "Tables two deep", lens: professional, audience: agency, cycle: none, sensitivity: organisation, reference: NE }
sections:
  - id: X
    title: "Actions"
    questions:
      - date: { id: KX0, label: "Agreed on" }
      - table:
          id: KX
          label: "Actions"
          row_name: "action"
          columns:
            - text: { id: action, label: "Action", required: true }
            - number: { id: in_scope, label: "Staff in scope", whole: true }
            - number: { id: in_date, label: "In date", required_if: "${in_scope} > 0", constraints: [ { must: ". <= ${in_scope}", message: "Enter no more than are in scope" } ] }
            - table:
                id: progress
                label: "Progress"
                row_name: "update"
                max_rows: 2
                columns:
                  - date: { id: day, label: "Day", constraints: [ { must: ". >= ${KX0}", message: "Enter a day after the action was agreed" } ] }
                  - text: { id: update, label: "Update", required_if: "${in_date} > 1" }
"#;

#[test]
fn a_table_in_a_table_is_told_cell_by_cell_and_sees_what_lies_around_it() {
    let form = form(NESTED);
    let rows = |inner: Json| {
        json!({ "KX0": "2026-09-01", "KX": [{ "row": "r1", "answers": {
            "action": "Train", "in_scope": 4, "in_date": 3, "progress": inner } }] })
    };
    let told = |answers: Json| {
        let problems = journey(&form, answers).problems();
        let told = problems.into_iter().map(|problem| {
            let cell = problem.cell.map(|cell| cell.control(&problem.question));
            (cell.unwrap_or_default(), problem.message)
        });
        told.collect::<Vec<_>>()
    };
    let said = |name: &str, message: &str| vec![(name.to_string(), message.to_string())];
    assert_eq!(told(rows(json!([]))), []);
    assert_eq!(
        told(rows(
            json!([{ "row": "r7", "answers": { "day": "2026-08-31", "update": "Begun" } }])
        )),
        said(
            "KX:r1.progress:r7.day",
            "Enter a day after the action was agreed"
        )
    );
    assert_eq!(
        told(rows(
            json!([{ "row": "r7", "answers": { "day": "2026-09-01" } }])
        )),
        said("KX:r1.progress:r7.update", "Answer “Update”")
    );
    let too_many = json!([{ "row": "a", "answers": {} }, { "row": "b", "answers": {} }, { "row": "c", "answers": {} }]);
    assert_eq!(
        told(rows(too_many)),
        said("KX:r1.progress", "Keep no more than 2 rows in “Progress”")
    );
    let mut more = rows(json!([]));
    more["KX"][0]["answers"]["in_date"] = json!(5);
    assert_eq!(
        told(more),
        said("KX:r1.in_date", "Enter no more than are in scope")
    );
    assert_eq!(
        form.find("KX.progress.day").map(Question::kind),
        Some("date")
    );
}

#[test]
fn a_list_of_problems_says_in_which_row_and_of_which_rating_each_is() {
    let nested = form(NESTED);
    let answers = json!({ "KX": [
        { "row": "r1", "answers": { "action": "Train" } },
        { "row": "r2", "answers": { "in_scope": 4, "in_date": 3, "progress": [
            { "row": "r7", "answers": {} }, { "row": "r8", "answers": {} },
        ] } },
    ] });
    let listed = |form: &Form, answers: Json| {
        let journey = journey(form, answers);
        let problems = journey.problems().into_iter();
        let listed = problems.map(|problem| journey.listed(problem).message);
        listed.collect::<Vec<_>>()
    };
    assert_eq!(
        listed(&nested, answers),
        [
            "Action 2: Answer “Action”",
            "Action 2, Update 1: Answer “Update”",
            "Action 2, Update 2: Answer “Update”",
        ]
    );
    let school = form(SCHOOL);
    let messages = listed(&school, json!({ "L4": "na" }));
    assert!(
        messages.iter().any(|message| message.starts_with("L4: ")),
        "{messages:?}"
    );
}

#[test]
fn tables_go_two_deep_and_a_column_names_what_there_is() {
    let deeper = NESTED.replace(
        "- text: { id: update, label: \"Update\", required_if: \"${in_date} > 1\" }",
        "- table: { id: deep, label: \"Deep\", row_name: \"row\", columns: [ { text: { id: a, label: \"A\" } } ] }",
    );
    let told = crate::load::form(&deeper).expect_err("it is too deep");
    assert_eq!(
        told[0].message,
        "Take a table out: tables go two deep and no deeper"
    );
    let lost = NESTED.replace(". <= ${in_scope}", ". <= ${in_scop}");
    let told = crate::load::form(&lost).expect_err("there is no such column");
    assert!(told[0].message.contains("in_scop"), "{}", told[0].message);
    assert_eq!((told[0].line, told.len()), (16, 1));
}
