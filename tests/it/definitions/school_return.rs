//! The 175/157 return asks the whole bank: its sections, ids, descriptors, themes and guidance.

use super::{definitions, load};
use fourlens_forms::{
    form::Form,
    question::{Asked, Question, Rating},
};
use std::collections::{BTreeMap, BTreeSet};

/// Scored sections of every school, how many questions each has, and which are critical.
const BANK: [(&str, usize, &[usize]); 13] = [
    ("C", 5, &[1, 2]),
    ("D", 6, &[1, 2, 6]),
    ("E", 5, &[1]),
    ("F", 5, &[1, 2]),
    ("G", 4, &[1]),
    ("H", 6, &[1, 2]),
    ("I", 6, &[1, 2]),
    ("J", 4, &[1]),
    ("K", 5, &[1]),
    ("L", 6, &[1, 4]),
    ("M", 4, &[2]),
    ("N", 4, &[]),
    ("P", 5, &[2]),
];

/// Sections of some schools, and what of `A.modules` brings each.
const MODULES: [(&str, &str); 6] = [
    ("Q1", "early_years"),
    ("Q2", "boarding"),
    ("Q3", "sixth_form"),
    ("Q4", "independent"),
    ("Q5", "special_ap"),
    ("Q6", "hospital"),
];

fn school_return() -> Form {
    let sources = definitions();
    let (name, source) = sources
        .iter()
        .find(|(name, _)| name == "school-175-157")
        .expect("the return is there");
    load(name, source)
}

/// The ratings of a section.
fn ratings<'f>(form: &'f Form, section: &str) -> Vec<&'f Asked<Rating>> {
    let position = form
        .section_position(section)
        .unwrap_or_else(|| panic!("there is a section {section}"));
    let questions = form
        .questions_of(position)
        .map(|question| form.question(question));
    questions
        .filter_map(|question| {
            if let Question::Rating(rating) = question {
                Some(rating)
            } else {
                None
            }
        })
        .collect()
}

fn scored(form: &Form) -> Vec<&Asked<Rating>> {
    let sections = form.sections().iter().filter(|section| section.scored);
    sections
        .flat_map(|section| ratings(form, &section.id))
        .collect()
}

#[test]
fn the_sections_stand_in_the_order_of_the_bank() {
    let form = school_return();
    let ids: Vec<&str> = form
        .sections()
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    let bank = BANK
        .iter()
        .map(|(id, _, _)| *id)
        .chain(MODULES.iter().map(|(id, _)| *id));
    let wanted: Vec<&str> = ["A", "B"]
        .into_iter()
        .chain(bank)
        .chain(["R", "S"])
        .collect();
    assert_eq!(ids, wanted);
    for section in form.sections() {
        let is_scored = !["A", "B", "R", "S"].contains(&section.id.as_str());
        assert_eq!(section.scored, is_scored, "{}", section.id);
        assert!(
            section.intro.is_some(),
            "{} says what it is about and who can help",
            section.id
        );
    }
}

#[test]
fn sixty_five_questions_are_scored_with_the_ids_and_critical_marks_of_the_bank() {
    let form = school_return();
    let mut asked = 0;
    for (section, count, critical) in BANK {
        let found = ratings(&form, section);
        let ids: Vec<&str> = found
            .iter()
            .map(|rating| rating.common.id.as_str())
            .collect();
        let wanted: Vec<String> = (1..=count)
            .map(|number| format!("{section}{number}"))
            .collect();
        assert_eq!(ids, wanted);
        let marked: Vec<usize> = (1..=count)
            .filter(|number| found[number - 1].kind.critical)
            .collect();
        assert_eq!(marked, critical, "critical questions of {section}");
        asked += found.len();
    }
    assert_eq!(asked, 65);
}

#[test]
fn each_module_has_five_scored_questions_or_more_and_a_critical_one() {
    let form = school_return();
    for (section, module) in MODULES {
        let found = ratings(&form, section);
        assert!(found.len() >= 5, "{section} has {}", found.len());
        assert!(
            found.iter().any(|rating| rating.kind.critical),
            "{section} has no critical question"
        );
        for (number, rating) in (1..).zip(&found) {
            assert_eq!(rating.common.id, format!("{section}.{number}"));
        }
        let position = form.section_position(section).expect("it is there");
        let condition = form.sections()[position]
            .applies_if
            .as_ref()
            .map(|condition| condition.source().to_string());
        assert_eq!(
            condition,
            Some(format!("selected(${{A.modules}}, '{module}')"))
        );
        let Some(Question::Choices(modules)) = form.find("A.modules") else {
            panic!("A.modules is a choice of several")
        };
        assert!(
            modules
                .kind
                .options
                .iter()
                .any(|option| option.value == module),
            "{module} is not offered"
        );
    }
}

#[test]
fn every_scored_question_has_four_descriptors_a_theme_a_guidance_reference_and_must_be_answered() {
    let form = school_return();
    for rating in scored(&form) {
        let (id, common) = (&rating.common.id, &rating.common);
        let described: Vec<&str> = rating.kind.descriptors.keys().map(String::as_str).collect();
        assert_eq!(described, ["1", "2", "3", "4"], "{id}");
        assert!(
            rating
                .kind
                .descriptors
                .values()
                .all(|words| words.en().split_whitespace().count() >= 6),
            "{id}"
        );
        assert!(!common.themes.is_empty(), "{id} has no theme");
        assert!(
            !common.guidance.is_empty(),
            "{id} has no guidance reference"
        );
        assert!(
            common
                .guidance
                .iter()
                .all(|reference| !reference.paragraph.is_empty()),
            "{id}"
        );
        assert!(common.required, "{id} may be left out");
        let points = rating
            .kind
            .on
            .iter()
            .flat_map(|scale| scale.options.iter().filter_map(|option| option.points));
        assert_eq!(points.collect::<Vec<_>>(), [3, 2, 1, 0], "{id}");
    }
}

#[test]
fn no_descriptor_is_used_twice() {
    let form = school_return();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for entry in form.entries() {
        let Question::Rating(rating) = &entry.question else {
            continue;
        };
        for (value, words) in &rating.kind.descriptors {
            let plain = words
                .en()
                .to_lowercase()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let here = format!("{} at {value}", rating.common.id);
            if let Some(before) = seen.insert(plain, here.clone()) {
                panic!("{before} and {here} are described with the same words");
            }
        }
    }
}

#[test]
fn parts_are_there_and_a_reason_only_where_not_applicable_is_offered() {
    let form = school_return();
    let mut offering = BTreeSet::new();
    for rating in scored(&form) {
        let id = &rating.common.id;
        assert!(
            matches!(form.find(&format!("{id}.how")), Some(Question::LongText(_))),
            "{id}.how"
        );
        assert!(
            matches!(
                form.find(&format!("{id}.evidence")),
                Some(Question::Evidence(_))
            ),
            "{id}.evidence"
        );
        let reason = form.find(&format!("{id}.na_reason"));
        assert_eq!(
            reason.is_some(),
            rating.kind.not_applicable,
            "{id}.na_reason"
        );
        if let Some(reason) = reason {
            assert!(
                reason.common().required && reason.common().applies_if.is_some(),
                "{id}.na_reason is asked with it"
            );
            offering.insert(id.as_str());
        }
    }
    assert!(
        offering.is_superset(&BTreeSet::from(["L4", "N2", "N3"])),
        "{offering:?}"
    );
    assert!(form.find("S1.how").is_none() && form.find("S1.na_reason").is_none());
}

#[test]
fn local_priorities_are_empty_with_room_for_ten_and_never_scored() {
    let form = school_return();
    let section = &form.sections()[form.section_position("R").expect("R is there")];
    assert!(section.questions.is_empty() && !section.scored);
    assert_eq!(section.local.as_ref().map(|local| local.up_to), Some(10));
}

#[test]
fn the_last_section_holds_the_own_view_the_plan_and_the_signatures() {
    let form = school_return();
    let kinds = "S1 rating, S2 choice, S3.1 long_text, S4 table, S5 choices, S6 number, \
                 S7.dsl declaration, S7.head sign_off, S7.chair sign_off";
    for (id, kind) in kinds.split(", ").filter_map(|asked| asked.split_once(' ')) {
        assert_eq!(form.find(id).map(Question::kind), Some(kind), "{id}");
    }
    let Some(Question::Table(plan)) = form.find("S4") else {
        panic!("S4 is a table")
    };
    assert!(
        plan.kind.fill_from.is_some(),
        "the plan starts from low ratings"
    );
}

#[test]
fn names_of_people_are_sealed_apart_and_numbers_of_children_protected() {
    let form = school_return();
    for entry in form.entries() {
        let (id, common) = (entry.question.id(), entry.question.common());
        if matches!(entry.question, Question::Person(_)) {
            assert!(common.identifying, "{id} names a person");
        }
        if form.sections()[entry.section].id == "B" {
            assert!(common.counts_children, "{id} counts children");
        }
    }
}
