//! Extracts and plans worked by hand.

use super::*;
use crate::store::{DirectoryEntry, OrganisationKind, OrganisationView};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use serde_json::json;

const HEAD: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),UKPRN,Trusts (code),Trusts (name)";

fn file(lines: &[&str]) -> Vec<u8> {
    let all = [&[HEAD], lines].concat().join("\r\n");
    encoding_rs::WINDOWS_1252.encode(&all).0.into_owned()
}

fn read_all(lines: &[&str]) -> Extract {
    read(&file(lines), &Areas::default()).expect("an extract")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn entry(id: u8, urn: Option<&str>) -> DirectoryEntry {
    DirectoryEntry {
        organisation: OrganisationView {
            id: OrganisationId::from_bytes([id; 16]),
            parent: None,
            kind: OrganisationKind::School,
            name: "Ash School".to_owned(),
            phase: Some("primary".to_owned()),
            school_type: Some("community".to_owned()),
            urn: urn.map(str::to_owned),
            laestab: Some("999/2001".to_owned()),
            opened_on: None,
            closed_on: None,
            details: json!({ "area": "999", "area_name": "Ostrelby", "phone": "01632 960001" }),
        },
        version: 3,
        ukprn: None,
        register_code: None,
        merged_into: None,
        parent_name: None,
    }
}

const ASH: &str = "990001,999,Ostrelby,2001,Ash School,Community school,Open,,,Primary,,,";

fn planned(entries: &[DirectoryEntry], lines: &[&str], links: &[Link]) -> Plan {
    plan(entries, &[], &read_all(lines), links, day("2026-11-25"))
}

#[test]
fn a_line_is_read_with_the_registers_own_columns_and_letters() {
    let read = read_all(&[
        "990002,999,Ostrelby,1,\"St Zoë’s, Élan – School\",Academy converter,\"Open, but proposed to close\",01-09-2019,31-08-2027,Middle deemed primary,10012345,17,Ash Trust",
    ]);
    assert_eq!(read.problems, []);
    let school = &read.schools[0];
    assert_eq!(school.line, 2);
    assert_eq!(school.name, "St Zoë’s, Élan – School");
    assert_eq!(school.laestab.as_deref(), Some("999/0001"));
    assert_eq!(school.school_type.as_deref(), Some("academy"));
    assert_eq!(school.phase.as_deref(), Some("middle"));
    assert_eq!(school.standing, Standing::Open);
    assert_eq!(school.opened_on, Some(day("2019-09-01")));
    assert_eq!(school.closed_on, Some(day("2027-08-31")));
    assert_eq!(
        school.trust,
        Some(("17".to_owned(), "Ash Trust".to_owned()))
    );
}

#[test]
fn the_same_file_saved_as_utf_8_reads_the_same() {
    let line = "990002,999,Ostrelby,1,Zoë’s,Community school,Open,,,Primary,,,";
    let text = format!("\u{feff}{HEAD}\n{line}\n");
    let read = read(text.as_bytes(), &Areas::default()).expect("an extract");
    assert_eq!(read.schools[0].name, "Zoë’s");
}

#[test]
fn bad_lines_are_told_with_their_numbers_and_good_ones_are_kept() {
    let read = read_all(&[
        ASH,
        "99,999,Ostrelby,2001,Short,Community school,Open,,,Primary,,,",
        "990003,999,Ostrelby,2003,,Community school,Open,,,Primary,,,",
        "990004,999,Ostrelby,2004,Day,Community school,Open,31-02-2020,,Primary,,,",
        "990005,999,Ostrelby,2005,Status,Community school,Ajar,,,Primary,,,",
        "990001,999,Ostrelby,2001,Twice,Community school,Open,,,Primary,,,",
        "990006,999,Ostrelby,2006,Few",
        "990007,999,Ostrelby,2007,\"Open quote,Community school,Open,,,Primary,,,",
        "",
        "990008,999,Ostrelby,2008,\"Two\nlines\",Community school,Open,,,Primary,,,",
        "990009,999,Ostrelby,2009,Last,Community school,Open,,,Primary,,,",
    ]);
    let lines: Vec<u64> = read.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 11], "{:#?}", read.problems);
    let kept: Vec<&str> = read
        .schools
        .iter()
        .map(|school| school.urn.as_str())
        .collect();
    assert_eq!(kept, ["990001", "990009"]);
    assert_eq!(read.schools[1].line, 13);
    assert!(read.problems[4].message.contains("line 2 already"));
}

#[test]
fn what_is_no_extract_is_refused_with_what_to_do() {
    let refused = |file: &[u8]| read(file, &Areas::default()).expect_err("no extract");
    assert_eq!(refused(b""), Unreadable::Empty);
    assert_eq!(refused(b"Name,Address\nA,B"), Unreadable::NoColumn("URN"));
    let many = vec!["1,2"; 102];
    assert_eq!(refused(&file(&many)), Unreadable::Broken(102));
}

#[test]
fn only_the_areas_asked_for_are_taken() {
    let other = "990009,998,Elsewhere,2009,Far,Community school,Open,,,Primary,,,";
    let areas = Areas::parse("999, 997").expect("codes");
    let read = read(&file(&[ASH, other]), &areas).expect("an extract");
    assert_eq!((read.schools.len(), read.elsewhere), (1, 1));
    assert!(Areas::parse("99").is_err());
}

#[test]
fn a_school_held_just_so_is_no_change() {
    let plan = planned(&[entry(1, Some("990001"))], &[ASH], &[]);
    assert!(plan.is_empty(), "{plan:#?}");
    assert_eq!(plan.unchanged, 1);
}

#[test]
fn changes_say_from_and_to_and_keep_what_the_register_does_not_know() {
    let renamed = "990001,999,Ostrelby,2001,Ash Primary School,Community school,Open,,,All-through,10000001,,";
    let plan = planned(&[entry(1, Some("990001"))], &[renamed], &[]);
    let step = &plan.schools[0];
    assert_eq!(step.step, Step::Change);
    assert_eq!(step.held, Some((OrganisationId::from_bytes([1; 16]), 3)));
    let told: Vec<_> = step
        .changes
        .iter()
        .map(|change| (change.field, change.from.as_str(), change.to.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Name", "Ash School", "Ash Primary School"),
            ("Phase", "Primary", "All-through"),
            ("UKPRN", "", "10000001"),
        ]
    );
    assert_eq!(step.wanted.details["phone"], "01632 960001");
}

#[test]
fn a_conversion_closes_one_school_and_adds_its_successor_below_its_trust() {
    let closed =
        "990001,999,Ostrelby,2001,Ash School,Community school,Closed,,31-08-2026,Primary,,,";
    let opened = "990002,999,Ostrelby,2001,Ash Academy,Academy converter,Open,01-09-2026,,Primary,,17,Ash Trust";
    let entries = [entry(1, Some("990001"))];
    for (links, linked) in [
        (vec![], false),
        (
            vec![Link {
                predecessor: "990001".to_owned(),
                successor: "990002".to_owned(),
            }],
            true,
        ),
    ] {
        let plan = planned(&entries, &[closed, opened], &links);
        assert_eq!((plan.count(Step::Close), plan.count(Step::Add)), (1, 1));
        assert_eq!(plan.trusts[0].code, "17");
        assert_eq!(plan.schools[1].wanted.place, Place::Trust("17".to_owned()));
        assert_eq!(
            plan.follows,
            [Follows {
                successor: "990002".to_owned(),
                predecessor: "990001".to_owned(),
                linked,
            }]
        );
    }
}

#[test]
fn what_changes_nothing_is_told_why() {
    let plan = planned(
        &[entry(1, Some("990001"))],
        &[
            "990003,999,Ostrelby,2003,Gone,Community school,Closed,,31-08-2001,Primary,,,",
            "990004,999,Ostrelby,2004,To come,Free schools,Proposed to open,,,Primary,,,",
            "990005,999,Ostrelby,2005,Toddlers,Children's centre,Open,,,Not applicable,,,",
        ],
        &[],
    );
    assert!(plan.is_empty());
    assert_eq!(plan.skipped.len(), 3);
    assert_eq!(plan.missing[0].urn, "990001", "held, and not in the file");
}

#[test]
fn a_closed_school_without_a_day_closes_today_and_stays_closed_on_that_day() {
    let closed = "990001,999,Ostrelby,2001,Ash School,Community school,Closed,,,Primary,,,";
    let mut entries = [entry(1, Some("990001"))];
    let plan = planned(&entries, &[closed], &[]);
    assert_eq!(plan.schools[0].wanted.closed_on, Some(day("2026-11-25")));
    entries[0].organisation.closed_on = Some(day("2026-11-01"));
    assert!(planned(&entries, &[closed], &[]).is_empty());
    let again = planned(&entries, &[ASH], &[]);
    assert_eq!(again.schools[0].step, Step::Reopen);
}

#[test]
fn links_are_read_from_both_sides() {
    let file = b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
        990002,990001,Ash School,Predecessor,01-09-2026\n\
        990001,990002,Ash Academy,Successor,01-09-2026\n\
        990002,990009,Other,Sixth Form Centre School,01-09-2026\n\
        99000,1,,Predecessor,\n";
    let read = read_links(file).expect("links");
    assert_eq!(read.links.len(), 1);
    assert_eq!(read.links[0].successor, "990002");
    assert_eq!(read.problems[0].line, 5);
}
