//! Taking answers out: a line for each answer, or a list of submissions; names only when asked.

use super::{Place, seeding::city};
use std::collections::BTreeSet;
use std::process::ExitCode;

const FORM: &str = "school-175-157";

#[test]
fn every_answer_of_a_form_is_a_line_and_names_are_hidden() {
    let place = city();
    let told = place.run(&format!("export {FORM} --to csv"));
    assert_eq!(told.code, ExitCode::SUCCESS, "{}", told.messages);
    let mut reader = csv::Reader::from_reader(told.output.as_bytes());
    let columns: Vec<String> = reader
        .headers()
        .expect("a head")
        .iter()
        .map(str::to_string)
        .collect();
    assert_eq!(
        columns,
        [
            "reference",
            "organisation",
            "urn",
            "submitted_at",
            "version",
            "question",
            "row",
            "value",
            "words"
        ]
    );
    let lines: Vec<csv::StringRecord> =
        reader.records().map(|line| line.expect("a line")).collect();
    let references: BTreeSet<&str> = lines.iter().map(|line| &line[0]).collect();
    assert!(
        told.messages
            .starts_with(&format!("{} submissions exported", references.len()))
    );
    let of = |question: &str| {
        lines
            .iter()
            .find(|line| &line[5] == question)
            .expect("it is there")
    };
    assert_eq!(&of("A11")[8], "(hidden)");
    assert_eq!(&of("A11")[7], "");
    assert!(
        lines
            .iter()
            .any(|line| &line[5] == "C1" && ["1", "2", "3", "4"].contains(&&line[7]))
    );
    assert!(
        lines
            .iter()
            .any(|line| !line[6].is_empty() && line[5].contains('.')),
        "cells have rows"
    );
}

#[test]
fn a_list_has_names_only_when_they_are_asked_for_and_each_export_is_recorded() {
    let place = city();
    let hidden = place.run(&format!("export {FORM} --to json")).json();
    let shown = place
        .run(&format!("export {FORM} --to json --with-names"))
        .json();
    let hidden = hidden.as_array().expect("a list");
    let shown = shown.as_array().expect("a list");
    assert_eq!(hidden.len(), shown.len());
    assert!(hidden[0]["answers"].get("A11").is_none());
    assert!(shown[0]["answers"]["A11"]["name"].is_string());
    assert_eq!(place.run("verify").json(), serde_json::json!([]));
}

#[test]
fn what_is_neither_form_nor_campaign_is_told() {
    let place = Place::migrated();
    let told = place.run("export nothing --to csv");
    assert!(told.refusal().contains("called `nothing`"));
}
