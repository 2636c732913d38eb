//! The facts of one audit: each grade and each prompt by itself, and how many prompts of a section
//! and of a theme are at the best place of their scale. `n` counts what applies, blanks included;
//! while one is missing a count has no value, because it may yet be among those counted.

use crate::counted::{self, Counted};
use fourlens_contract::{
    Fact, RatedQuestion, Standing, View,
    forms::{definition::CountedAs, form::Form},
};
use std::collections::BTreeMap;

/// What applies, by position in the form.
type Asked<'a> = BTreeMap<usize, RatedQuestion<'a>>;

pub(crate) fn facts(view: &View<'_>) -> Vec<Fact> {
    let form = view.form();
    let (grades, prompts) = (counted::grades(form), counted::prompts(form));
    let asked: Asked<'_> = view
        .ratings()
        .map(|rated| (rated.position, rated))
        .collect();
    let one = |counted_as| {
        let asked = &asked;
        move |counted| single(view, counted, counted_as, asked)
    };
    let mut facts: Vec<Fact> = grades.iter().filter_map(one(CountedAs::Grade)).collect();
    facts.extend(prompts.iter().filter_map(one(CountedAs::Prompt)));
    for (measure, prompts) in sets(form, &prompts) {
        facts.extend(set(view, measure, &prompts, &asked));
    }
    facts
}

/// Prompts that are counted together: by section, then by theme.
fn sets<'s, 'f>(form: &Form, prompts: &'s [Counted<'f>]) -> Vec<(String, Vec<&'s Counted<'f>>)> {
    let sections = form.sections().iter().enumerate();
    let by_section = sections.map(|(position, section)| {
        let here = prompts.iter().filter(|prompt| prompt.section == position);
        (format!("evident.{}", section.id), here.collect())
    });
    let by_theme = form.package().themes.iter().map(|theme| {
        let here = prompts
            .iter()
            .filter(|prompt| prompt.themes.contains(&theme.id));
        (format!("theme.{}", theme.id), here.collect())
    });
    by_section.chain(by_theme).collect()
}

/// The fact of one grade or prompt; none where it does not apply.
fn single(
    view: &View<'_>,
    counted: &Counted<'_>,
    counted_as: CountedAs,
    asked: &Asked<'_>,
) -> Option<Fact> {
    let rated = asked.get(&counted.position)?;
    let mut missing = view.undecided_of([counted.position]);
    let answer = match rated.standing {
        Standing::Blank => {
            missing.insert(0, counted.id.to_string());
            None
        }
        Standing::NotApplicable => None,
        Standing::Rated(value) => Some(value),
    };
    let place = answer.and_then(|value| counted.order.place(value));
    let counts = rated.standing == Standing::Blank || place.is_some();
    let certain = missing.is_empty();
    Some(Fact {
        measure: counted.measure.clone(),
        value: place.filter(|_| certain).map(|place| place as i64),
        max: if counts {
            counted.order.highest() as i64
        } else {
            0
        },
        band: answer.filter(|_| certain).map(str::to_string),
        badges: Vec::new(),
        n: u32::from(counts),
        na: u32::from(rated.standing == Standing::NotApplicable),
        critical: Vec::new(),
        determined: certain,
        because: because(counted, counted_as, answer, &missing),
        missing,
    })
}

fn because(
    counted: &Counted<'_>,
    counted_as: CountedAs,
    answer: Option<&str>,
    missing: &[String],
) -> String {
    let (verb, places) = match counted_as {
        CountedAs::Grade => ("graded", "grades"),
        CountedAs::Prompt => ("rated", "ratings"),
    };
    let id = counted.id;
    if !missing.is_empty() {
        return not_yet(verb, missing);
    }
    let Some(value) = answer else {
        return format!("{id} is answered not applicable.");
    };
    let label = counted.order.label(value).unwrap_or(value);
    match counted.order.place(value) {
        Some(_) => format!("{id} is {verb} “{label}”."),
        None => format!("{id} is answered “{label}”, which is none of the {places}."),
    }
}

/// The fact of prompts counted together; none where none of them applies or could.
fn set(
    view: &View<'_>,
    measure: String,
    prompts: &[&Counted<'_>],
    asked: &Asked<'_>,
) -> Option<Fact> {
    let mut tally = Tally::default();
    for prompt in prompts {
        if let Some(rated) = asked.get(&prompt.position) {
            tally.add(prompt, rated);
        }
    }
    let undecided = view.undecided_of(prompts.iter().map(|prompt| prompt.position));
    if tally.n + tally.na + tally.outside == 0 && undecided.is_empty() {
        return None;
    }
    tally.missing.extend(undecided);
    let certain = tally.missing.is_empty();
    Some(Fact {
        measure,
        value: certain.then_some(i64::from(tally.best)),
        max: i64::from(tally.n),
        band: None,
        badges: Vec::new(),
        n: tally.n,
        na: tally.na,
        critical: Vec::new(),
        determined: certain,
        because: tally.because(prompts),
        missing: tally.missing,
    })
}

/// Prompts counted together.
#[derive(Default)]
struct Tally {
    /// Rated at the best place of their scale.
    best: u32,
    n: u32,
    na: u32,
    /// Answered with what stands outside the order.
    outside: u32,
    missing: Vec<String>,
}

impl Tally {
    fn add(&mut self, prompt: &Counted<'_>, rated: &RatedQuestion<'_>) {
        match rated.standing {
            Standing::NotApplicable => self.na += 1,
            Standing::Blank => {
                self.n += 1;
                self.missing.push(prompt.id.to_string());
            }
            Standing::Rated(value) => match prompt.order.place(value) {
                None => self.outside += 1,
                Some(place) => {
                    self.n += 1;
                    self.best += u32::from(place == prompt.order.highest());
                }
            },
        }
    }

    fn because(&self, prompts: &[&Counted<'_>]) -> String {
        if !self.missing.is_empty() {
            return not_yet("counted", &self.missing);
        }
        if self.n == 0 {
            return "No prompt counts: all are answered not applicable.".to_string();
        }
        let mut best: Vec<String> = Vec::new();
        for label in prompts
            .iter()
            .filter_map(|prompt| prompt.order.places.last())
        {
            let label = format!("“{}”", label.label.en());
            if !best.contains(&label) {
                best.push(label);
            }
        }
        let left_out = match self.na {
            0 => String::new(),
            na => format!(" Left out as not applicable: {na}."),
        };
        let (count, n) = (self.best, self.n);
        format!(
            "{count} of {n} prompts rated {}.{left_out}",
            best.join(" or ")
        )
    }
}

/// What is said of a fact with blanks in it.
fn not_yet(verb: &str, missing: &[String]) -> String {
    let answers = match missing.len() {
        1 => "1 answer is".to_string(),
        count => format!("{count} answers are"),
    };
    format!(
        "Not {verb} yet: {answers} missing ({}).",
        missing.join(", ")
    )
}
