//! Every question by rating: how many services chose which, standard by standard.

use crate::charts::{Part, Stack, StackedChart, Tone};
use crate::govuk::{Cell, Table};
use crate::pages::figures::{numeric, same_numbers, table};
use crate::pages::parts::counted;
use crate::portal::{ServicesPage, ServicesQuestion, ServicesSection};
use leptos::prelude::*;

const NOT_APPLICABLE: &str = "Not applicable";

/// A chart and a table for each standard.
pub(super) fn questions(page: &ServicesPage) -> AnyView {
    let asked = page.sections.iter();
    let asked = asked.filter(|section| !section.questions.is_empty());
    asked.map(section).collect_view().into_any()
}

fn section(section: &ServicesSection) -> AnyView {
    let title = format!("{}. {}", section.id, section.title);
    let chart = StackedChart {
        prefix: format!("questions-{}", section.id),
        title: title.clone(),
        description: format!(
            "A bar for each of {}, divided by how many services chose each rating.",
            counted(section.questions.len() as i64, "question")
        ),
        stacks: section.questions.iter().map(stack).collect(),
    };
    view! {
        {chart.view()}
        {same_numbers(&title, numbers(section))}
    }
    .into_any()
}

/// A bar; every look stands in it, so that the key of the chart explains all of them.
fn stack(question: &ServicesQuestion) -> Stack {
    let all = question.ratings.len();
    let ratings = question.ratings.iter().enumerate();
    let mut parts: Vec<Part> = ratings
        .map(|(place, (label, services))| Part {
            tone: Tone::of_rating(place, all),
            label: label.clone(),
            count: *services as i64,
        })
        .collect();
    parts.push(Part {
        tone: Tone::Blank,
        label: NOT_APPLICABLE.to_owned(),
        count: question.not_applicable as i64,
    });
    Stack {
        label: named(question),
        parts,
    }
}

fn numbers(section: &ServicesSection) -> Table {
    let ratings = section.questions.first().map(|question| &question.ratings);
    let mut head = vec![Cell::from("Question")];
    let labels = ratings.into_iter().flatten();
    head.extend(labels.map(|(label, _)| numeric(label.clone())));
    head.push(numeric(NOT_APPLICABLE));
    let row = |question: &ServicesQuestion| {
        let mut row: Vec<Cell> = vec![named(question).into()];
        let ratings = question.ratings.iter();
        row.extend(ratings.map(|(_, services)| numeric(services.to_string())));
        row.push(numeric(question.not_applicable.to_string()));
        row
    };
    table(head, section.questions.iter().map(row).collect())
}

fn named(question: &ServicesQuestion) -> String {
    let critical = if question.critical { " (critical)" } else { "" };
    format!("{}. {}{critical}", question.number, question.label)
}
