//! Scores against figures worked by hand: every file in `tests/answers` says which answers are
//! given, what must come of them and why. It knows no threshold and no question of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use fourlens_contract::{Fact, View};
use fourlens_forms::{answers::Answers, form::Form, journey::Journey, load, question::Question};
use fourlens_server::plugins;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// One file of `tests/answers`, called `<form>.<case>.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The sum in words.
    why: String,
    /// An answers file.
    given: Given,
    /// The rating of every scored question of these sections that `given` does not answer.
    #[serde(default)]
    rated: Option<Rated>,
    /// Facts by measure: each field named must be so. `because` must contain the words.
    #[serde(default)]
    expect: Vec<Map<String, Json>>,
    /// Measures without a fact; `question.Q1.*` stands for all that begin so.
    #[serde(default)]
    absent: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    form: String,
    as_of: NaiveDate,
    #[serde(default)]
    answers: BTreeMap<String, Json>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rated {
    sections: Vec<String>,
    all: Json,
}

/// The fewest cases that must be there, by form.
const FEWEST_CASES: [(&str, usize); 3] = [
    ("school-175-157", 14),
    ("section-11", 14),
    ("kloe-audit", 18),
];

#[test]
fn every_score_is_the_one_worked_by_hand() {
    let (cases, mut wrong) = (cases(), Vec::new());
    let forms = forms(&cases);
    for (file, case) in cases {
        let facts = facts(&file, &case, &forms[&case.given.form]);
        let told = case
            .expect
            .iter()
            .flat_map(|expected| compare(expected, &facts));
        let unwanted = case
            .absent
            .iter()
            .flat_map(|measure| found(measure, &facts));
        wrong.extend(told.chain(unwanted).map(|what| format!("{file}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_says_what_it_expects_and_why() {
    let cases = cases();
    for (file, case) in &cases {
        assert!(
            !case.expect.is_empty(),
            "{file} expects nothing: add `expect:` with at least one measure"
        );
        assert!(
            case.why.split_whitespace().count() >= 8,
            "{file} does not say why: work the figures out in words"
        );
        for expected in &case.expect {
            assert!(
                expected.len() >= 2,
                "{file}: `{expected:?}` says nothing of its measure"
            );
        }
        let form = format!("{}.", case.given.form);
        assert!(
            file.starts_with(&form),
            "{file} gives answers to {form} Call it by that form"
        );
    }
    for (form, fewest) in FEWEST_CASES {
        let of_the_form = cases.iter().filter(|(_, case)| case.given.form == form);
        let count = of_the_form.count();
        assert!(count >= fewest, "only {count} cases of {form}");
    }
}

#[test]
fn a_fact_has_a_value_only_when_nothing_is_missing() {
    let cases = cases();
    let forms = forms(&cases);
    for (file, case) in cases {
        let facts = facts(&file, &case, &forms[&case.given.form]);
        let measures: BTreeSet<&str> = facts.iter().map(|fact| fact.measure.as_str()).collect();
        assert_eq!(
            measures.len(),
            facts.len(),
            "{file}: a measure has two facts"
        );
        for fact in facts {
            assert!(
                fact.value.is_none() || fact.missing.is_empty(),
                "{file}: {fact:?}"
            );
            assert_eq!(fact.determined, fact.missing.is_empty(), "{file}: {fact:?}");
            assert!(fact.because.ends_with('.'), "{file}: {fact:?}");
        }
    }
}

fn cases() -> Vec<(String, Case)> {
    let folder = room("tests/answers");
    let files = fs::read_dir(&folder)
        .expect("tests/answers is there")
        .map(|file| file.expect("it can be listed").path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    files.sort();
    let case = |path: &PathBuf| {
        let name = path
            .file_name()
            .expect("it is a file")
            .to_string_lossy()
            .into_owned();
        let source = fs::read_to_string(path).expect("it can be read");
        let case =
            serde_saphyr::from_str(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, case)
    };
    files.iter().map(case).collect()
}

fn forms(cases: &[(String, Case)]) -> BTreeMap<String, Form> {
    let keys: BTreeSet<&String> = cases.iter().map(|(_, case)| &case.given.form).collect();
    keys.into_iter()
        .map(|key| (key.clone(), form(key)))
        .collect()
}

fn facts(file: &str, case: &Case, form: &Form) -> Vec<Fact> {
    let mut answers: BTreeMap<String, Json> = case.given.answers.clone();
    for id in answers.keys() {
        assert!(
            form.position(id).is_some(),
            "{file}: there is no question {id}"
        );
    }
    for section in case.rated.iter().flat_map(|rated| &rated.sections) {
        let position = form.section_position(section);
        let position = position.unwrap_or_else(|| panic!("{file}: there is no section {section}"));
        let ratings = form
            .questions_of(position)
            .map(|question| form.question(question));
        for question in ratings.filter(|question| matches!(question, Question::Rating(_))) {
            let all = case
                .rated
                .as_ref()
                .map_or(Json::Null, |rated| rated.all.clone());
            answers.entry(question.id().to_string()).or_insert(all);
        }
    }
    let answers: Answers = answers.into_iter().collect();
    let journey = Journey::new(form, answers, case.given.as_of);
    let named = form.package().plugins.iter();
    let scored = named.flat_map(|key| {
        let mut plugins = plugins::all().into_iter();
        let plugin = plugins.find(|plugin| plugin.manifest().key == key);
        let plugin = plugin.unwrap_or_else(|| panic!("{file}: there is no plugin {key}"));
        let scored = plugin.score(&View::new(&journey));
        scored.unwrap_or_else(|fault| panic!("{file}: {fault}"))
    });
    scored.collect()
}

/// A definition of the house, or one made for these cases.
fn form(key: &str) -> Form {
    let folders = ["forms/definitions", "tests/answers/definitions"];
    let mut files = folders
        .iter()
        .map(|folder| room(folder).join(format!("{key}.yaml")));
    let file = files
        .find(|file| file.exists())
        .unwrap_or_else(|| panic!("there is no definition {key}"));
    let source = fs::read_to_string(&file).expect("it can be read");
    load::form(&source).unwrap_or_else(|problems| panic!("{key}: {problems:?}"))
}

/// What differs between a fact and what is expected of its measure.
fn compare(expected: &Map<String, Json>, facts: &[Fact]) -> Vec<String> {
    let measure = expected
        .get("measure")
        .and_then(Json::as_str)
        .unwrap_or("(no measure named)");
    let Some(fact) = facts.iter().find(|fact| fact.measure == measure) else {
        return vec![format!("{measure} has no fact")];
    };
    let fact = serde_json::to_value(fact).expect("a fact is JSON");
    let differs = |(field, wanted): (&String, &Json)| {
        // A fact without badges does not speak of them.
        let no_badges = (field == "badges").then(|| Json::Array(Vec::new()));
        let Some(got) = fact.get(field).or(no_badges.as_ref()) else {
            return Some(format!("a fact has no field {field}"));
        };
        let is_so = match (field.as_str(), got.as_str(), wanted.as_str()) {
            ("because", Some(got), Some(wanted)) => got.contains(wanted),
            _ => got == wanted,
        };
        (!is_so).then(|| format!("{measure} {field}: expected {wanted}, got {got}"))
    };
    expected.iter().filter_map(differs).collect()
}

fn found(measure: &str, facts: &[Fact]) -> Vec<String> {
    let is_it = |fact: &&Fact| match measure.strip_suffix('*') {
        Some(beginning) => fact.measure.starts_with(beginning),
        None => fact.measure == measure,
    };
    facts
        .iter()
        .filter(is_it)
        .map(|fact| format!("{} has a fact, and must not", fact.measure))
        .collect()
}

fn room(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
