//! The made-up city is always the same, and what its schools hand in is proper.

use super::{
    answering::Respondent,
    city::City,
    quality::{FIRST_YEAR, Year},
    schools::School,
};
use crate::{clock::UnixMillis, plugins::PluginHost, random::SeededRandom};
use fourlens_forms::{form::Form, journey::Journey};
use std::collections::BTreeSet;

fn school_return() -> Form {
    let definition = include_str!("../../../forms/definitions/school-175-157.yaml");
    fourlens_forms::load::form(definition).expect("it is sound")
}

fn city() -> City {
    City::invent(&SeededRandom::new(1), "2026-10-01".parse().expect("a day"))
}

/// A school's way through a form on 20 October 2026.
fn journey<'f>(form: &'f Form, city: &City, school: &School, year: Year) -> Journey<'f> {
    let (at, host) = (UnixMillis(1_792_490_400_000), PluginHost::default());
    Respondent {
        city: &city.dice,
        school,
        year,
        at,
        host: &host,
    }
    .journey(form)
}

#[test]
fn the_same_seed_makes_the_same_city() {
    let made = |city: City| {
        let all = city.organisations().into_iter();
        all.map(|made| (made.id, made.name, made.urn, made.details))
            .collect::<Vec<_>>()
    };
    assert_eq!(made(city()), made(city()));
}

#[test]
fn the_same_seed_makes_the_same_answers() {
    let form = school_return();
    let (one, other) = (city(), city());
    for (first, second) in one.schools.iter().zip(&other.schools).step_by(12) {
        let (first, second) = (
            journey(&form, &one, first, 0),
            journey(&form, &other, second, 0),
        );
        assert_eq!(first.answers(), second.answers());
    }
}

#[test]
fn there_are_120_schools_with_names_and_numbers_of_their_own() {
    let schools = city().schools;
    assert_eq!(schools.len(), 120);
    let different = |of: fn(&School) -> Option<String>| {
        schools.iter().filter_map(of).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(different(|school| Some(school.view.name.clone())), 120);
    assert_eq!(different(|school| school.view.urn.clone()), 120);
    assert_eq!(different(|school| school.view.laestab.clone()), 120);
    for phase in ["primary", "secondary", "all_through"] {
        let of_phase = schools
            .iter()
            .filter(|school| school.view.phase.as_deref() == Some(phase));
        assert!(
            of_phase.clone().count() > 11,
            "{} {phase} schools",
            of_phase.count()
        );
    }
}

#[test]
fn every_trust_runs_schools_and_every_module_is_answered_somewhere() {
    let schools = city().schools;
    let trusts: BTreeSet<_> = schools
        .iter()
        .filter_map(|school| school.trust.as_ref())
        .collect();
    assert_eq!(trusts.len(), 12);
    for module in [
        "early_years",
        "boarding",
        "sixth_form",
        "independent",
        "special_ap",
        "hospital",
        "none",
    ] {
        assert!(
            schools.iter().any(|school| school.has(module)),
            "nobody has {module}"
        );
    }
}

#[test]
fn every_school_hands_in_answers_without_problems_every_year() {
    let (form, city) = (school_return(), city());
    for school in &city.schools {
        for year in FIRST_YEAR..=0 {
            let problems = journey(&form, &city, school, year).problems();
            assert_eq!(problems, [], "{} in {year}", school.view.name);
        }
    }
}

#[test]
fn ratings_differ_as_they_do_among_schools() {
    let (form, city) = (school_return(), city());
    let mut given = [0usize; 4];
    for school in &city.schools {
        let journey = journey(&form, &city, school, -1);
        for (_, answer) in journey.answers().iter() {
            let place = ["1", "2", "3", "4"]
                .iter()
                .position(|rating| answer.as_str() == Some(*rating));
            place.into_iter().for_each(|place| given[place] += 1);
        }
    }
    let all: usize = given.iter().sum();
    let share = given.map(|given| given * 100 / all);
    assert!(
        (20..=50).contains(&share[0]) && (30..=55).contains(&share[1]),
        "{share:?}"
    );
    assert!(
        (8..=28).contains(&share[2]) && (1..=6).contains(&share[3]),
        "{share:?}"
    );
}
