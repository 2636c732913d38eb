//! What every control gets to draw itself, and what is the same for all kinds: the words above
//! it, the hint, the problem, the answer as it was typed.

use crate::govuk::{Content, ErrorMessage, Hint, Label, Legend};
use crate::portal::AskedQuestion;
use fourlens_forms::{
    form::Form,
    question::{Common, Question, Signer, number_in_words},
    text::{FALLBACK, Text},
};
use leptos::prelude::*;
use serde_json::Value as Json;

/// A question about to be drawn.
pub struct Control<'a> {
    /// The form, for the guidance a question refers to.
    pub form: &'a Form,
    /// What is asked.
    pub question: &'a Question,
    /// What it shows, and what is wrong with it.
    pub asked: &'a AskedQuestion,
    /// Its name in the post: `C1`, `C1.how`, `A15:r1.name`. Ids are made from it.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// Where a control stands, which decides how loud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On its own in a section.
    Section,
    /// Below the heading that it shares with others.
    Member,
    /// Below the rating it goes with.
    Part,
    /// In a row of a table.
    Cell,
}

/// The id of what is focused first in the control with this name, for links to it.
pub fn first_id(question: &Question, name: &str) -> String {
    if let Question::Ranking(asked) = question {
        let first = asked.kind.options.first();
        return first.map_or(name.to_owned(), |first| format!("{name}-{}", first.value));
    }
    let part = match question {
        Question::Date(_) => "-day",
        Question::Month(_) => "-month",
        Question::Address(_) => "-line_1",
        Question::Person(_) => "-name",
        Question::Evidence(_) => "-how",
        Question::SignOff(asked) if asked.kind.by == Signer::Declared => "-name",
        _ => "",
    };
    format!("{name}{part}")
}

/// Words of the form, marked with their language where it is not the page's.
pub(super) fn said(text: &Text) -> Content {
    let words = text.en().to_owned();
    match text.language() {
        FALLBACK => words.into(),
        language => {
            let language = language.to_owned();
            view! { <span lang=language dir="auto">{words}</span> }
                .into_any()
                .into()
        }
    }
}

/// The name and id of the checkbox that takes someone else's answer.
pub fn take_name(name: &str) -> String {
    format!("_take-{name}")
}

impl Control<'_> {
    /// What every kind of question has.
    pub fn common(&self) -> &Common {
        self.question.common()
    }

    /// The label of a control with one part.
    pub(super) fn label(&self) -> Label {
        let classes = match self.place {
            Place::Section | Place::Member => "govuk-label--s",
            Place::Part | Place::Cell => "",
        };
        Label {
            text: self.words(),
            classes: classes.to_owned(),
            ..Label::default()
        }
    }

    /// The legend of a control with several parts.
    pub(super) fn legend(&self) -> Legend {
        let classes = match (self.question, self.place) {
            (Question::Rating(_), Place::Section) => "govuk-fieldset__legend--m",
            (_, Place::Section | Place::Member) => "govuk-fieldset__legend--s",
            // What opens it says it already.
            (Question::Evidence(_), Place::Part) => "govuk-visually-hidden",
            _ => "",
        };
        Legend {
            text: self.words(),
            classes: classes.to_owned(),
            ..Legend::default()
        }
    }

    /// What is asked; an answer that need not be given says so.
    fn words(&self) -> Content {
        let common = self.common();
        let always = self.asked.required || common.required || common.required_if.is_some();
        let optional = !always && self.question.takes_answer();
        match (optional, common.label.language()) {
            (false, _) => said(&common.label),
            (true, FALLBACK) => format!("{} (optional)", common.label.en()).into(),
            (true, _) => {
                let label = said(&common.label).view();
                view! {
                    {label}
                    " (optional)"
                }
                .into_any()
                .into()
            }
        }
    }

    /// The hint, where there is one.
    pub(super) fn hint(&self) -> Option<Hint> {
        self.common().hint.as_ref().map(|hint| said(hint).into())
    }

    /// What is wrong, where something is.
    pub(super) fn error(&self) -> Option<ErrorMessage> {
        self.asked.problem.clone().map(ErrorMessage::from)
    }

    /// The id of the marks, where there are any.
    pub(super) fn marks_id(&self) -> String {
        format!("{}-marks", self.name)
    }

    /// The id of what else describes the control; empty where nothing does.
    pub(super) fn described_by(&self) -> String {
        match super::marks::are_there(self) {
            true => self.marks_id(),
            false => String::new(),
        }
    }

    /// The answer as it was typed or picked; empty when it is blank.
    pub(super) fn typed(&self) -> String {
        match &self.asked.answer {
            Some(Json::String(words)) => words.clone(),
            Some(Json::Number(number)) => number.as_f64().map_or_else(String::new, number_in_words),
            _ => String::new(),
        }
    }

    /// A part of an answer made of named parts; empty when it is blank.
    pub(super) fn part(&self, name: &str) -> String {
        let part = self
            .asked
            .answer
            .as_ref()
            .and_then(|answer| answer.get(name));
        part.and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    /// The answer in words, or what is said of a blank.
    pub(super) fn in_words(&self) -> String {
        let words = self
            .asked
            .answer
            .as_ref()
            .map(|answer| self.question.asks().words(answer));
        words
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| "No answer".to_owned())
    }
}
