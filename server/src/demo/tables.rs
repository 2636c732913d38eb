//! Tables that whoever answers fills: action plans, begun from the actions that plugins suggest,
//! as on the page; what became of the last plan; and what they would fill anyway.

use super::{answering::Asked, respondents::Cell, texts};
use fourlens_forms::{
    journey::Journey,
    question::{Asked as Of, FillFrom, Question, Table},
};
use serde_json::{Map, Value as Json, json};

/// Actions that someone takes on in a year, at most.
const MOST_ACTIONS: usize = 8;

/// In a hundred, actions of the last plan that are done, and those that are done or begun.
const PROGRESS: [u64; 2] = [55, 85];

/// A row's id and its cells.
type Row = (String, Map<String, Json>);

/// A table's answer; none when it has no rows.
pub(super) fn answer(
    asked: &mut Asked<'_>,
    journey: &Journey<'_>,
    table: &Of<Table>,
) -> Option<Json> {
    let rows: Vec<Row> = match table.kind.fill_from {
        Some(FillFrom::Ratings) => numbered(actions(asked, journey, table)),
        Some(FillFrom::LastActions) => progress(asked, journey, table),
        None => numbered(others(asked, journey, table)),
    };
    let rows: Vec<Json> = rows
        .into_iter()
        .take(table.kind.max_rows)
        .map(|(row, answers)| json!({ "row": row, "answers": answers }))
        .collect();
    (!rows.is_empty()).then_some(Json::Array(rows))
}

fn numbered(rows: Vec<Map<String, Json>>) -> Vec<Row> {
    let places = (1..).map(|place: usize| format!("r{place}"));
    places.zip(rows).collect()
}

fn actions(
    asked: &mut Asked<'_>,
    journey: &Journey<'_>,
    table: &Of<Table>,
) -> Vec<Map<String, Json>> {
    let suggested = asked.answering.host.suggestions(journey).into_iter();
    let mut rows = Vec::new();
    for action in suggested.take(MOST_ACTIONS) {
        rows.push(filled(
            asked,
            journey,
            table,
            rows.len(),
            |asked, column| {
                Some(match column.id() {
                    "question" => action.question.clone(),
                    "action" => action.action.clone(),
                    "success" => {
                        let texts = asked.answering.who.texts();
                        texts.success(&mut asked.dice).to_string()
                    }
                    _ => return None,
                })
            },
        ));
    }
    rows
}

/// A row for each action of the last plan, under the id it had there.
fn progress(asked: &mut Asked<'_>, journey: &Journey<'_>, table: &Of<Table>) -> Vec<Row> {
    let Some(plan) = asked.answering.last_plan else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (id, planned) in Table::rows(plan) {
        let standing = asked.dice.between(0, 99) as u64;
        let standing = PROGRESS.iter().filter(|most| standing >= **most).count();
        let words = asked.answering.who.texts().progress[standing];
        let mut row = filled(asked, journey, table, rows.len(), |_, column| {
            let kept = planned.get(column.id()).and_then(Json::as_str);
            match column {
                Question::LongText(_) if kept.is_none() => Some(words.to_string()),
                _ => kept.map(str::to_string),
            }
        });
        for column in &table.kind.columns {
            if let Question::Choice(choice) = column {
                let option = choice.kind.options.get(standing);
                let chosen = option.map(|option| Json::from(option.value.clone()));
                row.extend(chosen.map(|chosen| (column.id().to_string(), chosen)));
            }
        }
        rows.push((id.to_string(), row));
    }
    rows
}

/// Rows that nothing else fills.
fn others(
    asked: &mut Asked<'_>,
    journey: &Journey<'_>,
    table: &Of<Table>,
) -> Vec<Map<String, Json>> {
    let rows = asked.answering.who.rows(&table.common.id);
    let rows = rows.max(table.kind.min_rows);
    (0..rows)
        .map(|place| filled(asked, journey, table, place, |_, _| None))
        .collect()
}

/// A row, each cell by these words where there are any for its column, else as whoever answers
/// would fill it.
fn filled(
    asked: &mut Asked<'_>,
    journey: &Journey<'_>,
    table: &Of<Table>,
    place: usize,
    words: impl Fn(&mut Asked<'_>, &Question) -> Option<String>,
) -> Map<String, Json> {
    let mut row = Map::new();
    for column in &table.kind.columns {
        let said = words(asked, column).map(|said| within(column, &said));
        let cell = Cell {
            table: &table.common.id,
            column: column.id(),
            row: place,
            so_far: &row,
            given: journey.answers(),
            year: asked.answering.year,
        };
        let own = said.or_else(|| asked.answering.who.cell(&cell, &mut asked.dice));
        let found = own.or_else(|| any(asked, column));
        row.extend(found.map(|found| (column.id().to_string(), found)));
    }
    row
}

/// A cell by its column's kind.
fn any(asked: &mut Asked<'_>, column: &Question) -> Option<Json> {
    let texts = asked.answering.who.texts();
    match column {
        Question::Date(date) => Some(asked.date(&date.kind)),
        Question::Text(_) => Some(Json::from(texts.job(&mut asked.dice))),
        Question::LongText(_) => Some(within(column, texts.remark(&mut asked.dice))),
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
