//! Which answers name someone: whole questions, and in tables single columns. They are sealed
//! apart, and in a case audit they are masked for everyone whom the policy does not name. It must
//! not know who reads.

use fourlens_app::portal::MASK;
use fourlens_forms::{
    definition::Sensitivity,
    form::Form,
    question::{Question, Table},
};
use serde_json::{Map, Value as Json, json};
use std::collections::HashSet;

/// An answer in its two parts; none where there is nothing of that part.
pub struct Split {
    /// What names someone.
    pub identifying: Option<Json>,
    /// All else: of a table every row, so that rows keep their order.
    pub other: Option<Json>,
}

/// Parts an answer: a table's cells each by its column.
pub fn split(question: &Question, answer: &Json) -> Split {
    match question {
        _ if question.common().identifying => Split {
            identifying: Some(answer.clone()),
            other: None,
        },
        Question::Table(table) => split_rows(&table.kind.columns, answer),
        _ => Split {
            identifying: None,
            other: Some(answer.clone()),
        },
    }
}

fn split_rows(columns: &[Question], answer: &Json) -> Split {
    let (mut named, mut all) = (Vec::new(), Vec::new());
    for (row, answers) in Table::rows(answer) {
        let (mut identifying, mut other) = (Map::new(), Map::new());
        for column in columns {
            let Some(cell) = answers.get(column.id()) else {
                continue;
            };
            let cell = split(column, cell);
            let id = || column.id().to_string();
            identifying.extend(cell.identifying.map(|cell| (id(), cell)));
            other.extend(cell.other.map(|cell| (id(), cell)));
        }
        if !identifying.is_empty() {
            named.push(json!({ "row": row, "answers": identifying }));
        }
        all.push(json!({ "row": row, "answers": other }));
    }
    Split {
        identifying: (!named.is_empty()).then(|| Json::from(named)),
        other: Some(Json::from(all)),
    }
}

/// An answer whose parts are put together again: of a table, row by row.
pub fn joined(identifying: Json, other: Json) -> Json {
    let (Json::Array(named), Json::Array(mut rows)) = (identifying, other.clone()) else {
        return other;
    };
    for row in named {
        let is_it = |there: &&mut Json| there.get("row") == row.get("row");
        let there = rows.iter_mut().find(is_it);
        let cells = row.get("answers").and_then(Json::as_object).cloned();
        match there.and_then(|there| there.get_mut("answers")?.as_object_mut()) {
            None => rows.push(row),
            Some(answers) => {
                for (column, cell) in cells.unwrap_or_default() {
                    let cell = match answers.remove(&column) {
                        Some(there) => joined(cell, there),
                        None => cell,
                    };
                    answers.insert(column, cell);
                }
            }
        }
    }
    Json::from(rows)
}

/// An answer in words for someone who may not see whom it identifies: a mask in the place of a
/// whole answer, and in a table of each cell. Whether such an answer was given is not told either.
pub fn masked_words(question: &Question, answer: Option<&Json>) -> Option<String> {
    let table = match question {
        _ if question.common().identifying => return Some(MASK.to_string()),
        Question::Table(table) => table,
        _ => return answer.map(|answer| question.asks().words(answer)),
    };
    let columns = &table.kind.columns;
    let row = |answers: &Json| {
        let cells = columns.iter().filter_map(|column| {
            let words = masked_words(column, answers.get(column.id()))?;
            Some(format!("{}: {words}", column.common().label.en()))
        });
        cells.collect::<Vec<_>>().join("; ")
    };
    let rows = Table::rows(answer?).into_iter();
    Some(
        rows.map(|(_, answers)| row(answers))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// The names under which a draft holds what identifies someone: of questions, of tables and of
/// columns.
pub fn identifying_names(form: &Form) -> HashSet<String> {
    let mut names = HashSet::new();
    for entry in form.entries() {
        collect(&entry.question, entry.question.id(), false, &mut names);
    }
    names
}

/// What is below a table that identifies someone does too.
fn collect(question: &Question, name: &str, below: bool, names: &mut HashSet<String>) {
    let identifies = below || question.common().identifying;
    if let Question::Table(table) = question {
        for column in &table.kind.columns {
            let name = format!("{name}.{}", column.id());
            collect(column, &name, identifies, names);
        }
    }
    if identifies {
        names.insert(name.to_string());
    }
}

/// Whether a form is about one child's case.
pub fn is_about_a_case(form: &Form) -> bool {
    form.package().form.sensitivity == Sensitivity::Case
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r#"
schema: 1
form: { key: k, title: "K", description: "K", lens: professional, audience: school, cycle: none, sensitivity: case, reference: K }
sections:
  - id: A
    title: "A"
    questions:
      - text: { id: A1, label: "Name", identifying: true }
      - text: { id: A2, label: "What worked" }
      - table:
          id: A3
          label: "Family"
          row_name: "person"
          columns:
            - text: { id: name, label: "Name", identifying: true }
            - text: { id: relation, label: "Relation" }
"#;

    fn family() -> Json {
        json!([
            { "row": "r1", "answers": { "relation": "uncle" } },
            { "row": "r2", "answers": { "name": "Dov", "relation": "aunt" } }
        ])
    }

    #[test]
    fn a_table_is_parted_by_column_and_put_together_again() {
        let form = fourlens_forms::load::form(FORM).expect("sound");
        let table = form.find("A3").expect("the table");
        let parts = split(table, &family());
        let (named, other) = (
            parts.identifying.expect("names"),
            parts.other.expect("rows"),
        );
        assert!(!other.to_string().contains("Dov"), "{other}");
        assert_eq!(
            named,
            json!([{ "row": "r2", "answers": { "name": "Dov" } }])
        );
        assert_eq!(joined(named, other), family());
    }

    #[test]
    fn a_mask_stands_for_each_answer_and_cell_that_names_someone_given_or_not() {
        let form = fourlens_forms::load::form(FORM).expect("sound");
        let words =
            |id: &str, answer: Option<&Json>| masked_words(form.find(id).expect("asked"), answer);
        assert_eq!(words("A1", None), Some(MASK.to_string()));
        assert_eq!(words("A2", Some(&json!("Much"))), Some("Much".to_string()));
        let other = split(form.find("A3").expect("asked"), &family()).other;
        let told = format!("Name: {MASK}; Relation: uncle\nName: {MASK}; Relation: aunt");
        assert_eq!(words("A3", other.as_ref()), Some(told));
    }

    #[test]
    fn a_draft_holds_columns_by_the_names_of_their_controls() {
        let form = fourlens_forms::load::form(FORM).expect("sound");
        let names = ["A1", "A3.name"].map(str::to_string);
        assert_eq!(identifying_names(&form), HashSet::from(names));
    }
}
