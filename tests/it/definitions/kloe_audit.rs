//! The multi-agency case audit asks the whole bank: its header, 38 prompts in nine lines of
//! enquiry, the grades and the actions; it names people in sealed answers only, and stays sound
//! with its switches off.

use super::{definitions, load};
use fourlens_forms::{
    definition::{Audience, CountedAs, Cycle, Sensitivity},
    form::Form,
    question::{Asked, Question, Rating, Table},
};

/// Lines of enquiry and how many prompts each has.
const LINES: [(&str, usize); 9] = [
    ("KR", 2),
    ("KA", 5),
    ("KD", 5),
    ("KP", 8),
    ("KM", 5),
    ("KV", 4),
    ("KE", 4),
    ("KI", 2),
    ("KO", 3),
];

/// Who the child is, who audits and over which months, with the kind of each answer.
const HEADER: [(&str, &str); 14] = [
    ("KH1", "date"),
    ("KH2", "text"),
    ("KH3", "choice"),
    ("KH4", "date"),
    ("KH4b", "date"),
    ("KH5", "computed"),
    ("KH6", "address"),
    ("KH7", "table"),
    ("KH8", "choice"),
    ("KH9", "text"),
    ("KH10", "person"),
    ("KH10a", "declaration"),
    ("KH11a", "date"),
    ("KH11b", "date"),
];

/// Answers that say who someone is.
const IDENTIFYING: [&str; 9] = [
    "KH2",
    "KH3a",
    "KH4",
    "KH4b",
    "KH6",
    "KH7",
    "KH10",
    "KH10.role",
    "KF",
];

fn source() -> String {
    let sources = definitions().into_iter();
    let mut found = sources.filter(|(name, _)| name == "kloe-audit");
    found.next().expect("the audit is there").1
}

fn audit() -> Form {
    load("kloe-audit", &source())
}

fn kind<'f>(form: &'f Form, id: &str) -> Option<&'f str> {
    form.find(id).map(Question::kind)
}

fn rating<'f>(form: &'f Form, id: &str) -> &'f Asked<Rating> {
    match form.find(id) {
        Some(Question::Rating(rating)) => rating,
        _ => panic!("{id} is not a rating"),
    }
}

fn table<'f>(form: &'f Form, id: &str) -> &'f Table {
    match form.find(id) {
        Some(Question::Table(table)) => &table.kind,
        _ => panic!("{id} is not a table"),
    }
}

fn columns(table: &Table) -> Vec<&str> {
    table.columns.iter().map(Question::id).collect()
}

fn offered(asked: &Asked<Rating>) -> Vec<&str> {
    let options = asked.kind.on.iter().flat_map(|scale| &scale.options);
    options.map(|option| option.value.as_str()).collect()
}

#[test]
fn nine_lines_of_enquiry_ask_the_38_prompts_of_the_bank() {
    let form = audit();
    let mut count = 0;
    for (line, prompts) in LINES {
        let section = form.section_position(line);
        let section = section.expect("each line is a section");
        for number in 1..=prompts {
            let id = format!("{line}{number}");
            let asked = rating(&form, &id);
            let here = form.position(&id).expect("it is asked");
            assert!(form.questions_of(section).contains(&here), "{id}");
            assert_eq!(offered(asked), ["evident", "partly", "not_evident"], "{id}");
            let described: Vec<&String> = asked.kind.descriptors.keys().collect();
            assert_eq!(described, ["evident", "not_evident", "partly"], "{id}");
            assert!(asked.kind.not_applicable, "{id}");
            assert!(!asked.common.required, "{id}");
            assert!(!asked.common.themes.is_empty(), "{id}");
            assert!(asked.common.help.is_some(), "{id} says where to look");
            count += 1;
        }
        let next = format!("{line}{}", prompts + 1);
        assert!(form.find(&next).is_none(), "{next} is not in the bank");
    }
    assert_eq!(count, 38);
}

#[test]
fn each_line_says_what_worked_and_what_to_develop_and_may_be_graded() {
    let form = audit();
    for (line, _) in LINES {
        assert_eq!(kind(&form, line), Some("composite"), "{line}");
        let part = |name: &str| kind(&form, &format!("{line}.{name}"));
        assert_eq!(part("worked"), Some("long_text"), "{line}");
        assert_eq!(part("develop"), Some("long_text"), "{line}");
        let grade = rating(&form, &format!("{line}.grade"));
        let grades = ["exceeds", "meets", "not_yet", "not_enough"];
        assert_eq!(offered(grade), grades, "{line}");
        assert!(!grade.common.themes.is_empty(), "{line}");
    }
}

#[test]
fn the_whole_is_graded_on_three_grades_and_lack_of_evidence_is_none_of_them() {
    let form = audit();
    let grade = rating(&form, "KG1");
    assert_eq!(offered(grade), ["exceeds", "meets", "not_yet"]);
    assert!(grade.common.required && !grade.kind.not_applicable);
    for (id, kind_of_it) in [
        ("KG2", "long_text"),
        ("KG3", "long_text"),
        ("KG3a", "yes_no"),
        ("KG4", "long_text"),
    ] {
        assert_eq!(kind(&form, id), Some(kind_of_it), "{id}");
    }
    let uses = form.package().scales.iter();
    let uses: Vec<_> = uses.filter_map(|scale| scale.counted_as).collect();
    assert_eq!(
        uses,
        [CountedAs::Prompt, CountedAs::Grade, CountedAs::Grade]
    );
    let without = form.package().scales.iter().flat_map(|of| &of.options);
    let without = without.filter(|option| option.points.is_none());
    let without: Vec<&str> = without.map(|option| option.value.as_str()).collect();
    assert_eq!(without, ["not_enough"]);
}

#[test]
fn nothing_is_scored_and_only_the_kloe_plugin_counts() {
    let form = audit();
    assert!(form.sections().iter().all(|section| !section.scored));
    assert_eq!(form.package().plugins, ["kloe"]);
    assert!(form.package().bands.is_empty());
}

#[test]
fn the_header_asks_who_the_child_is_and_only_it_and_the_family_name_anyone() {
    let form = audit();
    for (id, wanted) in HEADER {
        assert_eq!(kind(&form, id), Some(wanted), "{id}");
    }
    assert_eq!(kind(&form, "KS1"), Some("long_text"));
    let entries = form.entries().iter();
    let named = entries.filter(|entry| entry.question.common().identifying);
    let named: Vec<&str> = named.map(|entry| entry.question.id()).collect();
    assert_eq!(named, IDENTIFYING);
    assert_eq!(columns(table(&form, "KH7")), ["type", "value", "kind"]);
    let family = columns(table(&form, "KF"));
    assert_eq!(family, ["name", "age", "relationship", "household"]);
}

#[test]
fn actions_have_their_progress_in_them() {
    let form = audit();
    let actions = table(&form, "KX");
    assert_eq!(
        columns(actions),
        [
            "action", "by_whom", "by_when", "scope", "theme", "success", "progress"
        ]
    );
    assert_eq!(columns(table(&form, "KX.progress")), ["day", "update"]);
    let Some(Question::Choice(themes)) = form.find("KX.theme") else {
        panic!("an action is about a theme")
    };
    let offered: Vec<&str> = themes
        .kind
        .options
        .iter()
        .map(|of| of.value.as_str())
        .collect();
    let shared = form.package().themes.iter();
    assert_eq!(offered, shared.map(|theme| &theme.id).collect::<Vec<_>>());
}

#[test]
fn with_its_switches_off_it_asks_for_words_and_the_one_grade() {
    let off = source().replace(", on: true }", ", on: false }");
    let form = load("kloe-audit", &off);
    assert!(form.package().switches.iter().all(|switch| !switch.on));
    let entries = form.entries().iter();
    let ratings = entries.filter(|entry| matches!(entry.question, Question::Rating(_)));
    let rated: Vec<&str> = ratings.map(|entry| entry.question.id()).collect();
    assert_eq!(rated, ["KG1"]);
    for (line, prompts) in LINES {
        for number in 1..=prompts {
            let id = format!("{line}{number}");
            assert_eq!(kind(&form, &id), Some("note"), "{id} stays in words");
        }
        assert_eq!(
            kind(&form, &format!("{line}.worked")),
            Some("long_text"),
            "{line}"
        );
    }
}

#[test]
fn it_asks_the_agencies_of_each_case_when_someone_decides() {
    let form = audit();
    let head = &form.package().form;
    assert_eq!(head.audience, Audience::Case);
    assert_eq!(head.cycle, Cycle::None);
    assert_eq!(head.sensitivity, Sensitivity::Case);
}
