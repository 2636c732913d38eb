//! A return in a few sentences: sections by band, and the critical questions to know of, by name.

use super::profile::{NOT_SCORED, points};
use crate::govuk::WarningText;
use crate::pages::bands::in_words;
use crate::pages::parts::counted;
use crate::portal::{BandShare, RatedQuestion, Scores, SectionScore};
use leptos::prelude::*;

/// The return in sentences, what fails before all.
pub(in crate::pages) fn summary(scores: &Scores) -> AnyView {
    view! {
        <p class="govuk-body-l">{by_band(scores)}</p>
        {critical(scores)}
    }
    .into_any()
}

/// Sections by band: "16 sections: 1 Red, 15 Green."
fn by_band(scores: &Scores) -> String {
    if scores.sections.is_empty() {
        return scores.overall.clone();
    }
    let bands: Vec<BandShare> = scores
        .rule
        .bands
        .iter()
        .map(|rule| BandShare {
            band: rule.band.clone(),
            label: rule.label.clone(),
            returns: number(scores.sections.iter().filter(|section| {
                section
                    .band
                    .as_ref()
                    .is_some_and(|(id, _)| *id == rule.band)
            })),
        })
        .collect();
    let open = number(
        scores
            .sections
            .iter()
            .filter(|section| section.band.is_none() && points(section) == NOT_SCORED),
    );
    let mut said: Vec<String> = vec![in_words(&bands)];
    said.extend((open > 0).then(|| format!("{open} not scored yet")));
    said.retain(|words| !words.is_empty());
    let sections = counted(number(scores.sections.iter()), "section");
    let bands = match said.is_empty() {
        true => format!("{sections}, none with a band."),
        false => format!("{sections}: {}.", said.join(", ")),
    };
    bands + &badges(scores)
}

/// How many sections have earned each badge.
fn badges(scores: &Scores) -> String {
    let said = scores.rule.badges.iter().filter_map(|rule| {
        let with = |section: &&SectionScore| section.badges.contains(&rule.label);
        let earned = number(scores.sections.iter().filter(with));
        match earned {
            0 => None,
            1 => Some(format!(" 1 has the badge “{}”.", rule.label)),
            _ => Some(format!(" {earned} have the badge “{}”.", rule.label)),
        }
    });
    said.collect()
}

fn critical(scores: &Scores) -> AnyView {
    let (critical, rule) = (&scores.critical, &scores.rule);
    let failing = match critical.failing.len() {
        0 => view! {
            <p class="govuk-body">{format!("No critical question is {}.", rule.failing)}</p>
        }
        .into_any(),
        _ => {
            let warning = WarningText {
                text: these(&critical.failing, &rule.failing).into(),
                ..WarningText::default()
            };
            view! {
                {warning.view()}
                {list(&critical.failing)}
            }
            .into_any()
        }
    };
    let others = [
        (&critical.low, format!("only {}", ratings(&critical.low))),
        (&critical.not_applicable, "not applicable".to_owned()),
    ];
    let others = others
        .into_iter()
        .filter(|(questions, _)| !questions.is_empty());
    let others = others.map(|(questions, rating)| {
        view! {
            <p class="govuk-body">{format!("{}:", these(questions, &rating))}</p>
            {list(questions)}
        }
    });
    view! {
        {failing}
        {others.collect_view()}
    }
    .into_any()
}

fn these(questions: &[RatedQuestion], rating: &str) -> String {
    match questions.len() {
        1 => format!("1 critical question is {rating}"),
        all => format!("{all} critical questions are {rating}"),
    }
}

fn ratings(questions: &[RatedQuestion]) -> String {
    let mut words: Vec<String> = Vec::new();
    for question in questions {
        let rating = format!("“{}”", question.rating);
        if !words.contains(&rating) {
            words.push(rating);
        }
    }
    words.join(" or ")
}

fn list(questions: &[RatedQuestion]) -> AnyView {
    let item = |rated: &RatedQuestion| {
        view! { <li>{format!("{}. {}", rated.question, rated.label)}</li> }
    };
    let items = questions.iter().map(item).collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }.into_any()
}

fn number<T>(things: impl Iterator<Item = T>) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}
