//! The same form in other words: in another language, and with earlier answers put where its
//! texts name them (`${A3}`). What is asked, and its version, stay what they were.

use super::Form;
use crate::{
    definition::FormPackage,
    form::{Entry, build::BuildProblem},
    journey::Journey,
    question::Question,
    text::{FALLBACK, Text},
};
use std::{collections::BTreeSet, sync::Arc};

impl Form {
    /// The languages that some text of the form is written in, English first.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The form in one language; a text that is not written in it stays in English.
    pub fn in_language(&self, language: &str) -> Form {
        let mut package = self.package().clone();
        package.each_text(&mut |text| *text = text.only(language));
        let mut form = self.reworded(&mut |text| *text = text.only(language));
        form.package = Arc::new(package);
        form
    }

    /// The form with the answers of a journey where its texts name them; none when no text does.
    pub fn filled_in(&self, journey: &Journey<'_>) -> Option<Form> {
        if !self.has_pipes {
            return None;
        }
        let words = |name: &str| Some(self.words_for(name, journey));
        Some(self.reworded(&mut |text| {
            if !text.pipes().is_empty() {
                *text = text.filled(&words);
            }
        }))
    }

    /// What stands for an answer: its words, or what it is called in brackets before it is given.
    fn words_for(&self, name: &str, journey: &Journey<'_>) -> Text {
        let Some(position) = self.position(name) else {
            return Text::default();
        };
        let question = self.question(position);
        let answer = journey.answer(position);
        let words = match question {
            Question::Computed(_) => journey.known(position).value.to_string(),
            _ => answer.map_or_else(String::new, |answer| question.asks().words(answer)),
        };
        match words.is_empty() {
            true => question.common().label.in_brackets(),
            false => Text::english(words),
        }
    }

    fn reworded(&self, word: &mut dyn FnMut(&mut Text)) -> Form {
        // The version is that of what was written, whatever words it is shown in.
        self.version();
        let mut form = self.clone();
        for entry in &mut form.entries {
            entry.question.each_text(word);
        }
        form
    }
}

pub(super) fn languages(package: &FormPackage) -> Vec<String> {
    let mut found = BTreeSet::new();
    package.clone().each_text(&mut |text| {
        found.extend(text.languages().map(|(language, _)| language.to_string()));
    });
    let mut languages: Vec<String> = found.into_iter().collect();
    languages.sort_by_key(|language| language != FALLBACK);
    languages
}

/// Whether any question names an answer in its texts.
pub(super) fn has_pipes(entries: &[Entry]) -> bool {
    entries
        .iter()
        .any(|entry| !pipes_of(&entry.question).is_empty())
}

fn pipes_of(question: &Question) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    question
        .clone()
        .each_text(&mut |text| names.extend(text.pipes()));
    names
}

/// What questions name in their texts is asked before them, and names nobody.
pub(super) fn check_pipes(form: &[Entry], package: &FormPackage) -> Vec<BuildProblem> {
    let mut problems = Vec::new();
    let position = |name: &str| form.iter().position(|entry| entry.question.id() == name);
    for (place, entry) in form.iter().enumerate() {
        for name in pipes_of(&entry.question) {
            let message = match position(&name).map(|at| (at, &form[at].question)) {
                None => format!("There is no question `{name}` to take words from"),
                Some((at, _)) if at >= place => {
                    format!("Take words from an earlier question: `{name}` is asked later")
                }
                Some((_, asked)) if asked.common().identifying => {
                    format!("`{name}` names a person: leave it out of what others read")
                }
                Some((_, asked)) if !gives_words(asked) => {
                    format!(
                        "`{name}` is a {}: it has no words to put here",
                        asked.kind()
                    )
                }
                Some(_) => continue,
            };
            problems.push(BuildProblem {
                place: format!("{}/label", entry.question.id()),
                message,
            });
        }
    }
    for section in &package.sections {
        let texts = [Some(&section.title), section.intro.as_ref()];
        if texts
            .into_iter()
            .flatten()
            .any(|text| !text.pipes().is_empty())
        {
            problems.push(BuildProblem {
                place: format!("sections/{}", section.id),
                message: "Put answers into the texts of questions only".to_string(),
            });
        }
    }
    problems
}

fn gives_words(question: &Question) -> bool {
    !matches!(
        question,
        Question::Table(_)
            | Question::Evidence(_)
            | Question::Person(_)
            | Question::SignOff(_)
            | Question::Declaration(_)
            | Question::Note(_)
            | Question::Composite(_)
    )
}
