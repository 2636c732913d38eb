//! Filling sections properly, question by question, as the page offers them.

use super::{Browser, Reply, World};
use fourlens_forms::question::{Question, Signer};

impl World {
    /// Fills every section of a return that asks something, then gives *check your answers*.
    pub async fn fill_all(
        &self,
        browser: &mut Browser,
        return_id: impl std::fmt::Display,
        rating: &str,
    ) -> Reply {
        for section in self.form.sections() {
            if section.questions.is_empty() || section.applies_if.is_some() {
                continue;
            }
            let path = format!("/returns/{return_id}/sections/{}", section.id);
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text());
            let typed = self.proper_answers(&section.id, rating);
            let typed: Vec<(&str, &str)> = typed
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let reply = browser.post_form(&page, &typed).await;
            assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        }
        browser.get(&format!("/returns/{return_id}/check")).await
    }

    /// Proper answers to a section's required questions, by control name.
    pub fn proper_answers(&self, section: &str, rating: &str) -> Vec<(String, String)> {
        let position = self.form.section_position(section).expect("a section");
        let mut typed = vec![("_go".to_string(), "next".to_string())];
        for at in self.form.questions_of(position) {
            let question = self.form.question(at);
            // What the directory knows stands in the page already and is posted as it is.
            let common = question.common();
            if common.required && common.applies_if.is_none() && common.prefill.is_none() {
                typed.extend(proper_answer(question, rating));
            }
        }
        typed
    }
}

fn proper_answer(question: &Question, rating: &str) -> Vec<(String, String)> {
    let id = question.id();
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
