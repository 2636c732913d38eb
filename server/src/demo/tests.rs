//! The made-up city is always the same, and what its schools hand in is proper.

use super::{answering, city::City};
use crate::random::SeededRandom;
use fourlens_forms::form::Form;

fn school_return() -> Form {
    fourlens_forms::load::form(include_str!(
        "../../../forms/definitions/school-175-157.yaml"
    ))
    .expect("it is sound")
}

fn city() -> City {
    City::invent(&SeededRandom::new(1), "2026-10-01".parse().expect("a day"))
}

#[test]
fn the_same_seed_makes_the_same_city() {
    let names = |city: City| {
        city.organisations()
            .into_iter()
            .map(|made| (made.name, made.urn))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(city()), names(city()));
}

#[test]
fn about_120_schools_of_at_least_ten_in_each_large_phase() {
    let schools = city().schools;
    assert!((110..=130).contains(&schools.len()), "{}", schools.len());
    for phase in ["primary", "secondary"] {
        let of_phase = schools
            .iter()
            .filter(|school| school.view.phase.as_deref() == Some(phase))
            .count();
        assert!(of_phase > 11, "{of_phase} {phase} schools");
    }
}

#[test]
fn every_school_hands_in_answers_without_problems() {
    let (form, city) = (school_return(), city());
    let day = "2026-10-20".parse().expect("a day");
    let complete = city
        .schools
        .iter()
        .filter(|school| answering::complete(&form, &city.dice, school, 0, day).is_some());
    let complete = complete.count();
    assert!(
        complete * 10 >= city.schools.len() * 9,
        "{complete} of {}",
        city.schools.len()
    );
}
