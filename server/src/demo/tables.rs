//! Tables that a made-up school fills: its deputies, and its action plan, begun from the actions
//! that plugins suggest, as on the page.

use super::{answering::Asked, people, texts};
use fourlens_forms::{
    journey::Journey,
    question::{FillFrom, Question, Table},
};
use serde_json::{Map, Value as Json, json};

/// Actions that a school takes on in a year, at most.
const MOST_ACTIONS: usize = 8;

/// A table's answer; none when it has no rows.
pub(super) fn answer(asked: &mut Asked<'_>, journey: &Journey<'_>, table: &Table) -> Option<Json> {
    let rows = match table.fill_from {
        Some(FillFrom::Ratings) => actions(asked, journey, table),
        Some(FillFrom::LastActions) => Vec::new(),
        None => others(asked, table),
    };
    let rows: Vec<Json> = rows
        .into_iter()
        .take(table.max_rows)
        .zip(1..)
        .map(|(answers, place)| json!({ "row": format!("r{place}"), "answers": answers }))
        .collect();
    (!rows.is_empty()).then_some(Json::Array(rows))
}

fn actions(asked: &mut Asked<'_>, journey: &Journey<'_>, table: &Table) -> Vec<Map<String, Json>> {
    let suggested = asked.respondent.host.suggestions(journey).into_iter();
    let mut rows = Vec::new();
    for action in suggested.take(MOST_ACTIONS) {
        let cell = |column: &Question| {
            let words = match column.id() {
                "question" => action.question.clone(),
                "action" => action.action.clone(),
                "success" => texts::success(&mut asked.dice).to_string(),
                _ => return cell(asked, column, 0),
            };
            Some(within(column, &words))
        };
        rows.push(filled(table, cell));
    }
    rows
}

/// Rows that stand for people, such as deputies: more in a larger school.
fn others(asked: &mut Asked<'_>, table: &Table) -> Vec<Map<String, Json>> {
    let rows = match asked.respondent.school.roll() {
        roll if roll < 150 => 1,
        roll if roll < 700 => 2,
        _ => 4,
    };
    let rows = rows.max(table.min_rows);
    (0..rows)
        .map(|place| filled(table, |column| cell(asked, column, place)))
        .collect()
}

fn filled(table: &Table, mut cell: impl FnMut(&Question) -> Option<Json>) -> Map<String, Json> {
    let cells = table
        .columns
        .iter()
        .filter_map(|column| Some((column.id().to_string(), cell(column)?)));
    cells.collect()
}

/// A cell by its column's kind; `place` tells people apart.
fn cell(asked: &mut Asked<'_>, column: &Question, place: usize) -> Option<Json> {
    let respondent = asked.respondent;
    match column {
        Question::Date(date) => Some(asked.date(&date.kind)),
        Question::Text(_) | Question::LongText(_) if column.id() == "name" => {
            let role = format!("person {place}");
            Some(Json::from(
                people::holder(respondent.school, &role, respondent.year).name,
            ))
        }
        Question::Text(_) => Some(Json::from(people::job(&mut asked.dice))),
        Question::LongText(_) => Some(within(column, texts::remark(&mut asked.dice))),
        _ => None,
    }
}

fn within(column: &Question, words: &str) -> Json {
    let most = match column {
        Question::LongText(text) => text.kind.most_words(),
        _ => usize::MAX,
    };
    Json::from(texts::first_words(words, most))
}
