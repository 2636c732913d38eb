//! The form that peers were measured with: blocks of 20 questions (6 text, 3 number, 6 single
//! choice, 3 several choice, a date, a long text) with 10 conditions, one block a section; and an
//! answer to each, such that every question is asked. It must not know who measures what.

use serde_json::{Value as Json, json};

/// Questions of one block.
pub const QUESTIONS: usize = 20;

const HEAD: &str = "schema: 1
form:
  key: peers
  title: The form that peers were measured with
  description: Blocks of 20 questions with 10 conditions each.
  lens: provider
  audience: school
  cycle: annual
  sensitivity: organisation
  reference: PEER
";

const RATED: &str = "  - id: R
    title: One rating
    scored: true
    questions:
      - rating: { id: R1, label: How well does it work?, required: true, scale: four, themes: [WORK] }
plugins: [rating]
themes:
  - { id: WORK, title: What works }
scales:
  - id: four
    version: 1
    options:
      - { value: \"1\", label: Embedded, points: 3 }
      - { value: \"2\", label: Secure, points: 2 }
      - { value: \"3\", label: Partly in place, points: 1 }
      - { value: \"4\", label: Not in place, points: 0 }
bands:
  - { id: red, label: Red, when: \"5 * ${sum} < 6 * ${n}\", because: Less than 1.2 a question. }
  - { id: green, label: Green, when: \"${sum} >= 2 * ${n}\", because: 2 or more a question. }
  - { id: amber, label: Amber, when: true(), because: In between. }
";

/// Kind, condition (`#` stands for the block's id) and answer of each question of a block.
const BLOCK: [(&str, &str, &str); QUESTIONS] = [
    ("text", "", "Oakwell Primary School"),
    ("choice", "", "a"),
    ("text", "${#Q02} = 'a'", "Every Tuesday after school"),
    ("number", "", "14"),
    ("text", "${#Q04} > 3", "In the hall and in two classrooms"),
    ("choices", "", "a b"),
    ("text", "selected(${#Q06}, 'a')", "The deputy head"),
    ("choice", "", "a"),
    ("choice", "${#Q08} = 'a'", "c"),
    ("number", "${#Q09} = 'c'", "3"),
    ("choices", "${#Q08} = 'a'", "b d"),
    ("text", "", "The whole staff, in September"),
    ("choice", "", "b"),
    ("text", "${#Q13} = 'b'", "Online, with a test at its end"),
    ("number", "", "210"),
    ("choice", "${#Q15} > 0", "d"),
    ("choices", "", "a c"),
    ("choice", "selected(${#Q17}, 'c')", "a"),
    ("date", "${#Q18} = 'a'", "2026-03-27"),
    (
        "long_text",
        "",
        "Pupils know whom they can speak to, and say so when they are asked. \
         What they told us in spring changed how break times are watched.",
    ),
];

const OPTIONS: &str = "options: [{ value: a, label: Always }, { value: b, label: Often }, \
    { value: c, label: Seldom }, { value: d, label: Never }]";

/// The form with so many blocks, as YAML.
pub fn definition(blocks: usize) -> String {
    let mut text = format!("{HEAD}sections:\n");
    for number in 1..=blocks {
        let block = block(number);
        text.push_str(&format!(
            "  - id: {block}\n    title: Block {number}\n    questions:\n"
        ));
        for (place, (kind, condition, _)) in BLOCK.iter().enumerate() {
            text.push_str(&question(&block, place + 1, kind, condition));
        }
    }
    text
}

/// The form with so many blocks and a scored section of one rating, so that there are facts.
pub fn rated(blocks: usize) -> String {
    definition(blocks) + RATED
}

/// An answer to every question of the blocks, by id.
pub fn answers(blocks: usize) -> Vec<(String, Json)> {
    let block_of = |number| {
        BLOCK.iter().enumerate().map(move |(place, asked)| {
            let (kind, _, answer) = *asked;
            (id(&block(number), place + 1), given(kind, answer))
        })
    };
    (1..=blocks).flat_map(block_of).collect()
}

/// The answers of `rated`.
pub fn rated_answers(blocks: usize) -> Vec<(String, Json)> {
    let mut answers = answers(blocks);
    answers.push(("R1".to_owned(), json!("2")));
    answers
}

/// The id of a block's section, counted from 1.
pub fn block(number: usize) -> String {
    format!("B{number:02}")
}

/// The id of a question of a block, counted from 1.
pub fn id(block: &str, place: usize) -> String {
    format!("{block}Q{place:02}")
}

fn question(block: &str, place: usize, kind: &str, condition: &str) -> String {
    let id = id(block, place);
    let label = format!("Question {place} of block {block}: what is true of your setting?");
    let mut question = format!("{{ id: {id}, label: \"{label}\", required: true");
    if !condition.is_empty() {
        let condition = condition.replace('#', block);
        question.push_str(&format!(", applies_if: \"{condition}\""));
    }
    if matches!(kind, "choice" | "choices") {
        question.push_str(&format!(", {OPTIONS}"));
    }
    format!("      - {kind}: {question} }}\n")
}

fn given(kind: &str, answer: &str) -> Json {
    match kind {
        "number" => Json::from(answer.parse::<i64>().expect("the numbers above are whole")),
        "choices" => Json::from(answer.split(' ').collect::<Vec<_>>()),
        _ => Json::from(answer),
    }
}
