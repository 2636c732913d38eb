//! `fourlens import schools`: what it would do, what it does, and what is wrong with which line.

use super::Place;
use std::{fs, process::ExitCode};

const HEAD: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,\
    TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,\
    PhaseOfEducation (name)\r\n";

/// A portal with a partnership, and files beside it.
fn place(files: &[(&str, &[u8])]) -> Place {
    let place = Place::migrated();
    place
        .run_typing("user add a@b.example --name Ada", "a long enough password")
        .json();
    place
        .run("user role a@b.example administrator --partnership-name Ostrelby")
        .json();
    for (name, content) in files {
        fs::write(place.path(name), content).expect("written");
    }
    place
}

fn import(place: &Place, more: &str) -> super::Told {
    let file = place.path("schools.csv");
    place.run(&format!("import schools {} {more}", file.display()))
}

#[test]
fn a_dry_run_says_what_would_be_done_and_the_real_one_does_it_once() {
    let lines = b"990001,999,Ostrelby,2001,Zo\xeb School,Community school,Open,,,Primary\r\n\
        990002,998,Elsewhere,2002,Far School,Community school,Open,,,Primary\r\n\
        9900,999,Ostrelby,2003,Short,Community school,Open,,,Primary\r\n";
    let place = place(&[("schools.csv", &[HEAD.as_bytes(), lines].concat())]);
    let dry = import(&place, "--la 999 --dry-run");
    assert!(
        dry.messages.contains("schools.csv:4: “9900” is no URN"),
        "{}",
        dry.messages
    );
    let told = dry.json();
    assert_eq!(
        (&told["dry_run"], &told["added"]),
        (&true.into(), &1.into())
    );
    let told = import(&place, "--la 999").json();
    assert_eq!(
        (&told["dry_run"], &told["added"]),
        (&false.into(), &1.into())
    );
    assert_eq!(
        (&told["elsewhere"], &told["problems"]),
        (&1.into(), &1.into())
    );
    let told = import(&place, "--la 999").json();
    assert_eq!((&told["added"], &told["unchanged"]), (&0.into(), &1.into()));
    let role = place.run("user role a@b.example head --urn 990001");
    assert_eq!(role.code, ExitCode::SUCCESS, "{}", role.messages);
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_done() {
    let place = place(&[("schools.csv", b"Name\nA\n"), ("links.csv", b"")]);
    let told = import(&place, "");
    assert!(
        told.refusal().contains("There is no column “URN”"),
        "{}",
        told.messages
    );
    let told = import(&place, "--la Coventry");
    assert!(
        told.refusal().contains("is no code of a local authority"),
        "{}",
        told.messages
    );
    let told = place.run("import schools /nowhere/schools.csv");
    assert!(told.refusal().contains("cannot read"), "{}", told.messages);
}

#[test]
fn a_portal_without_a_partnership_says_what_to_do_first() {
    let place = Place::migrated();
    let file = place.path("schools.csv");
    fs::write(&file, HEAD).expect("written");
    let told = place.run(&format!("import schools {}", file.display()));
    assert!(
        told.refusal().contains("there is no partnership yet"),
        "{}",
        told.messages
    );
}
