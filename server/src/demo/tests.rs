//! The made-up city is always the same, and what its schools and agencies hand in is proper.

use super::{
    agencies::Agency,
    answering::Answering,
    city::City,
    quality::{FIRST_YEAR, Year},
    respondents::Respondent,
    schools::School,
};
use crate::{clock::UnixMillis, plugins::PluginHost, random::SeededRandom};
use fourlens_forms::{form::Form, journey::Journey, question::Evidence};
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn school_return() -> Form {
    let definition = include_str!("../../../forms/definitions/school-175-157.yaml");
    fourlens_forms::load::form(definition).expect("it is sound")
}

fn section_11() -> Form {
    let definition = include_str!("../../../forms/definitions/section-11.yaml");
    fourlens_forms::load::form(definition).expect("it is sound")
}

fn city() -> City {
    City::invent(&SeededRandom::new(1), "2026-10-01".parse().expect("a day"))
}

/// Someone's way through a form on 20 October 2026.
fn journey<'f>(form: &'f Form, city: &City, who: &dyn Respondent, year: Year) -> Journey<'f> {
    with_plan(form, city, who, year, None)
}

/// The same, with the actions planned in the return before.
fn with_plan<'f>(
    form: &'f Form,
    city: &City,
    who: &dyn Respondent,
    year: Year,
    last_plan: Option<&Json>,
) -> Journey<'f> {
    let (at, host) = (UnixMillis(1_792_490_400_000), PluginHost::default());
    Answering {
        city: &city.dice,
        who,
        year,
        at,
        host: &host,
        last_plan,
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

#[test]
fn there_are_twelve_agencies_one_with_ten_services_and_some_with_none() {
    let agencies = city().agencies;
    let services = |of: &Agency| {
        let below = agencies.iter();
        let below = below.filter(|agency| agency.view.parent == Some(of.view.id));
        below.count()
    };
    let whole = agencies.iter().filter(|agency| agency.above().is_none());
    let mut counts: Vec<usize> = whole.map(services).collect();
    counts.sort_unstable();
    assert_eq!(counts, [0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 4, 10]);
    let addresses: BTreeSet<_> = agencies
        .iter()
        .map(|agency| agency.person().0.email.as_str())
        .collect();
    assert_eq!(addresses.len(), agencies.len(), "everyone has their own");
}

#[test]
fn every_agency_and_service_hands_in_answers_without_problems_and_looks_back_on_its_plan() {
    let (form, city) = (section_11(), city());
    let mut looked_back = 0;
    for agency in &city.agencies {
        let name = &agency.view.name;
        let then = journey(&form, &city, agency, FIRST_YEAR);
        assert_eq!(then.problems(), [], "{name} two years ago");
        let plan = then.answers().get("ACT1");
        let now = with_plan(&form, &city, agency, 0, plan);
        assert_eq!(now.problems(), [], "{name} now");
        let rows = |answer: Option<&Json>| answer.and_then(Json::as_array).map_or(0, Vec::len);
        let progress = rows(now.answers().get("P1"));
        assert!(
            [0, rows(plan)].contains(&progress),
            "{name}: all of its plan"
        );
        looked_back += usize::from(progress > 0);
    }
    assert!(looked_back > 30, "{looked_back} looked back");
}

#[test]
fn numbers_stand_where_a_good_rating_needs_them_and_some_evidence_is_out_of_date() {
    let (form, city) = (section_11(), city());
    let (mut in_date, mut overdue) = (0, 0);
    for agency in &city.agencies {
        let journey = journey(&form, &city, agency, 0);
        for (part, rated) in [
            ("S11-5.3.raised", "S11-5.3"),
            ("S11-6.3.on_time", "S11-6.3"),
            ("S11-9.1.in_date", "S11-9.1"),
            ("S11-9.1.levels", "S11-9.1"),
        ] {
            let rating = journey.answers().get(rated).and_then(Json::as_str);
            if matches!(rating, Some("2" | "3")) {
                assert!(journey.answers().get(part).is_some(), "{part}");
            }
        }
        let evidence = journey.answers().iter();
        for (_, answer) in evidence.filter(|(id, _)| id.ends_with(".evidence")) {
            match Evidence::is_in_date(answer, journey.today()) {
                true => in_date += 1,
                false => overdue += 1,
            }
        }
    }
    assert!(
        overdue > 100 && in_date > 2 * overdue,
        "{in_date}, {overdue}"
    );
}
