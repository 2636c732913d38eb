//! Filling sections properly, question by question, as the page offers them.

use super::{Browser, Reply, World};
use chrono::NaiveDate;
use fourlens_forms::{
    answers::Answers,
    form::Form,
    journey::Journey,
    question::{Posted, Question, Signer},
};

/// What is typed into a page, by name.
type Typed = Vec<(String, String)>;

impl World {
    /// Fills every section of a return that asks something, then gives *check your answers*.
    pub async fn fill_all(
        &self,
        browser: &mut Browser,
        return_id: impl std::fmt::Display,
        rating: &str,
    ) -> Reply {
        fill_all(&self.form, browser, return_id, rating).await
    }

    /// Proper answers to a section's required questions, by control name.
    pub fn proper_answers(&self, section: &str, rating: &str) -> Typed {
        proper_answers(&self.form, section, rating)
    }
}

/// Fills every section of a return to this form that asks something, rows of tables that must have
/// some included, then gives *check your answers*.
pub async fn fill_all(
    form: &Form,
    browser: &mut Browser,
    return_id: impl std::fmt::Display,
    rating: &str,
) -> Reply {
    for (position, section) in form.sections().iter().enumerate() {
        if section.questions.is_empty() || section.applies_if.is_some() {
            continue;
        }
        let path = format!("/returns/{return_id}/sections/{}", section.id);
        post(browser, &path, &proper_answers(form, &section.id, rating)).await;
        for table in tables(form, position, rating) {
            post(browser, &path, &[("_add".to_string(), table.to_string())]).await;
            fill_row(form, browser, &path, table).await;
        }
    }
    browser.get(&format!("/returns/{return_id}/check")).await
}

/// Posts a section's page as it stands, with this typed over.
pub async fn post(browser: &mut Browser, path: &str, typed: &[(String, String)]) {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let reply = browser.post_form(&page, &typed).await;
    assert_eq!(reply.status, 303, "{path}: {}", reply.text());
}

/// Fills the last row of a table.
async fn fill_row(form: &Form, browser: &mut Browser, path: &str, table: &str) {
    let Some(Question::Table(asked)) = form.find(table) else {
        panic!("{table} is no table");
    };
    let page = browser.get(path).await;
    let removes = page.attributes("button[name=_remove]", "value");
    let in_table = |row: &&String| row.starts_with(&format!("{table}:"));
    let row = removes.iter().rfind(in_table).expect("a row was added");
    let columns = asked.kind.columns.iter();
    let cells =
        columns.flat_map(|column| proper_answer(column, &format!("{row}.{}", column.id()), ""));
    post(browser, path, &cells.collect::<Typed>()).await;
}

/// Proper answers to a section's required questions, by control name; those that are required
/// because of another answer included.
fn proper_answers(form: &Form, section: &str, rating: &str) -> Typed {
    let position = form.section_position(section).expect("a section");
    let mut typed = vec![("_go".to_string(), "next".to_string())];
    let mut journey = Journey::new(form, Answers::default(), NaiveDate::MAX);
    for at in form.questions_of(position) {
        let question = form.question(at);
        // What the directory knows stands in the page already and is posted as it is.
        if is_needed(&journey, at) && question.common().prefill.is_none() {
            let answer = proper_answer(question, question.id(), rating);
            let read = question.asks().read(&Posted::new(&answer, question.id()));
            journey.change(question.id(), read);
            typed.extend(answer);
        }
    }
    typed
}

/// The tables of a section that must have a row.
fn tables<'f>(form: &'f Form, section: usize, rating: &str) -> Vec<&'f str> {
    let id = &form.sections()[section].id;
    let typed = proper_answers(form, id, rating);
    let mut journey = Journey::new(form, Answers::default(), NaiveDate::MAX);
    for at in form.questions_of(section) {
        let question = form.question(at);
        let read = question.asks().read(&Posted::new(&typed, question.id()));
        journey.change(question.id(), read);
    }
    let tables = form
        .questions_of(section)
        .filter(|at| matches!(form.question(*at), Question::Table(_)) && is_needed(&journey, *at));
    tables.map(|at| form.question(at).id()).collect()
}

fn is_needed(journey: &Journey<'_>, at: usize) -> bool {
    let common = journey.form().question(at).common();
    match common.required_if {
        Some(_) => journey.applies(at).holds && journey.required(at),
        None => common.required && common.applies_if.is_none(),
    }
}

fn proper_answer(question: &Question, id: &str, rating: &str) -> Typed {
    let part = |name: &str, value: &str| (format!("{id}-{name}"), value.to_string());
    let whole = |value: &str| vec![(id.to_string(), value.to_string())];
    match question {
        Question::Text(_) | Question::LongText(_) | Question::Organisation(_) => {
            whole("As it should be")
        }
        Question::Number(asked) => whole(&format!(
            "{}",
            asked
                .kind
                .min
                .unwrap_or(0.0)
                .max(1.0)
                .min(asked.kind.max.unwrap_or(1.0))
        )),
        Question::Percent(_) => whole("50"),
        Question::Money(_) => whole("1250.50"),
        Question::Month(_) => vec![part("month", "9"), part("year", "2026")],
        Question::Time(_) => whole("2:30pm"),
        Question::Address(_) => vec![
            part("line_1", "1 Made-up Street"),
            part("town", "Nowhere"),
            part("postcode", "ZZ9 9ZZ"),
        ],
        Question::Ranking(asked) => {
            let places = asked.kind.options.iter().enumerate();
            places
                .map(|(place, option)| part(&option.value, &(place + 1).to_string()))
                .collect()
        }
        Question::Date(_) => vec![part("day", "3"), part("month", "9"), part("year", "2026")],
        Question::YesNo(_) => whole("no"),
        Question::Choice(asked) => whole(&asked.kind.options[0].value),
        Question::Choices(asked) => {
            let options = &asked.kind.options;
            let none = options
                .iter()
                .find(|option| option.value == "none")
                .unwrap_or(&options[0]);
            whole(&none.value)
        }
        Question::Rating(_) => whole(rating),
        Question::Evidence(_) => vec![part("how", "seen")],
        Question::Person(_) => vec![
            part("name", "Sam Birch"),
            part("email", "sam@oakwell.example"),
        ],
        Question::Declaration(_) => whole("yes"),
        Question::SignOff(asked) if asked.kind.by == Signer::SignedIn => whole("yes"),
        Question::SignOff(_) => vec![
            part("name", "Chris Chair"),
            part("minute", "7b"),
            part("met-day", "1"),
            part("met-month", "10"),
            part("met-year", "2026"),
        ],
        Question::Composite(_) | Question::Table(_) | Question::Computed(_) | Question::Note(_) => {
            Vec::new()
        }
    }
}
